/** Decides every key of `.github/throughline.yml`, what it means and what holds where it is not set: the JSON Schema and the defaults come from here. */
import { z } from "zod";
import { stages } from "../stages.ts";
import {
  amount,
  date,
  duration,
  globs,
  group,
  labelGlob,
  labelGlobs,
  listOf,
  logins,
  lowerCaseTexts,
  oneOf,
  timeOfDay,
  timeZone,
  toggle,
  weekdays,
  wholeNumber,
  written,
} from "./configValues.ts";
import { defaultLabels, type LabelRole } from "./labelRoles.ts";

/** How a meaning of a label is spelled as a key: `qa-passed` is `qa_passed`. */
export function keyOfRole(role: LabelRole): string {
  return role.replaceAll("-", "_");
}

/** One field for each slug of the table of stages. */
function fieldsFor<Slug extends string, Field extends z.ZodType>(
  slugs: readonly Slug[],
  field: (slug: Slug) => Field,
): Record<string, Field> {
  return Object.fromEntries(slugs.map((slug) => [slug, field(slug)]));
}

const stageSlugs = stages.map(({ slug }) => slug);
const taskSlugs = stages.flatMap(({ tasks }) => tasks.map(({ slug }) => slug));
const meanings = [...defaultLabels.keys()].filter((role) => !/^(stage|task)-/.test(role));

const ownNamesOf = (kind: "stage" | "task") => (slug: string) =>
  labelGlobs.prefault([]).describe(`Own names of the label \`${kind}: ${slug}\`, which goes on to count beside them.`);

const ownNamesOfMeanings = Object.fromEntries(
  meanings.map((role) => [
    keyOfRole(role),
    labelGlobs
      .prefault([...(defaultLabels.get(role) ?? [])])
      .describe(`Labels that mean "${role.replaceAll("-", " ")}", instead of the default names.`),
  ]),
);

const namesBySlug = z.record(z.string(), z.array(z.string()));

const labels = z
  .strictObject(
    {
      ...ownNamesOfMeanings,
      stages: group(fieldsFor(stageSlugs, ownNamesOf("stage")))
        .prefault({})
        .describe("Labels that move an item to a stage."),
      tasks: group(fieldsFor(taskSlugs, ownNamesOf("task")))
        .prefault({})
        .describe("Labels that mark a task while they are on."),
    },
    "Write keys with lists of label names below this one.",
  )
  // The compiler does not know the keys that come from a list; here it learns what they hold.
  .pipe(z.object({ stages: namesBySlug, tasks: namesBySlug }).catchall(z.array(z.string())));

const workingHours = group({
  days: listOf(oneOf(weekdays))
    .prefault(["monday", "tuesday", "wednesday", "thursday", "friday"])
    .describe("The days on which the team works."),
  from: timeOfDay.prefault("09:00").describe("When the team's day begins, in the time zone above."),
  to: timeOfDay.prefault("17:00").describe("When it ends; 24:00 is midnight."),
})
  .refine(({ from, to }) => from < to, { error: "The day must begin before it ends.", path: ["to"] })
  .refine(({ days }) => days.length > 0, { error: "Name at least one day.", path: ["days"] });

const environments = group({
  production: globs.prefault(["prod*", "live"]).describe("Environments whose deployments reach users."),
  staging: globs.prefault(["stag*", "preprod*", "uat", "qa"]).describe("Environments in which a change is tried out."),
});

const windows = group({
  verification: duration
    .prefault("1h")
    .describe("How long after a production deployment an item is verified, unless a label says so earlier."),
  stability: duration.prefault("72h").describe("How long an item is watched in production for an incident."),
  learning_grace: duration
    .prefault("28d")
    .describe("How long an item waits for its weekly summary to be closed by a person."),
  activity: duration.prefault("24h").describe("How long after a person's last act an item counts as active."),
});

const review = group({
  approvals: wholeNumber(0, 20)
    .optional()
    .describe("Approvals that a pull request needs. By default the branch's rules say it, else one."),
  required_checks: globs
    .optional()
    .describe("Checks that must pass. By default the branch's rules say it, else failed GitHub Actions runs."),
});

const limits = group(
  fieldsFor(stageSlugs, () =>
    wholeNumber(1, 10_000).optional().describe("Items in the stage from which on the check and the report warn."),
  ),
);

const ignore = group({
  authors: logins
    .prefault([])
    .describe(
      "Accounts whose issues and pull requests get no comment and count in no statistic. Bots are left out anyway.",
    ),
  labels: labelGlobs.prefault([]).describe("Items with one of these labels get no comment and count in no statistic."),
});

const ai = group({
  authors: logins.prefault([]).describe("Accounts that are AI agents."),
  trailers: lowerCaseTexts.prefault([]).describe("E-mail addresses that stand in a commit's Co-authored-by line."),
  branches: globs.prefault([]).describe("Branches that AI agents make."),
  labels: labelGlobs.prefault([]).describe("Labels that say that an AI agent helped."),
});

const weekly = group({
  enabled: toggle.prefault(true).describe("Whether the weekly summary issue is written."),
  day: oneOf(weekdays).prefault("monday").describe("The day on which it is written."),
  hour: wholeNumber(0, 23).prefault(8).describe("The hour from which on it is written, in the time zone above."),
  into: written(/^[\w.-]+\/[\w.-]+$/, "Write a repository, such as acme/planning.")
    .optional()
    .describe("The repository that gets the summary, together with those of others that name it. By default this one."),
});

const commands = group({
  ask: oneOf(["readers", "collaborators", "nobody"]).prefault("readers").describe("Who may ask by comment."),
  costly: oneOf(["readers", "collaborators", "collaborators-in-public", "nobody"])
    .prefault("collaborators-in-public")
    .describe(
      "Who may ask for forecast, whatif and compare. By default collaborators in a public repository, else readers.",
    ),
});

const value = group({
  labels: z
    .record(labelGlob, amount, "Write label names with numbers below this one.")
    .refine((entries) => Object.keys(entries).length <= 100, "Write at most 100 entries.")
    .describe("What a shipped item with this label is worth."),
});

const cost = group({
  cost_per_waiting_day: amount.optional().describe("What a day on which an item waits costs."),
  hours_per_rework: amount.optional().describe("Hours of work in a review round or a step back."),
  hourly_rate: amount.optional().describe("What an hour of work costs."),
  currency: written(/^[A-Z]{3}$/, "Write a currency by its three letters, such as EUR.").describe(
    "The currency of these amounts.",
  ),
}).refine((told) => (told.hours_per_rework === undefined) === (told.hourly_rate === undefined), {
  error: "hours_per_rework and hourly_rate count only together. Set the other one, too.",
});

/** The whole file, as it is written; its output is read by repositoryConfig. */
export const configFile = group({
  timezone: timeZone
    .prefault("UTC")
    .describe("The zone in which weeks begin and times are also told, by its IANA name."),
  working_hours: workingHours.optional().describe("Count durations in working time. By default elapsed time."),
  holidays: listOf(date).prefault([]).describe("Days that are no working days."),
  labels: labels
    .prefault({})
    .describe(
      "Your own label names. `*` stands for any characters; capitals, spaces, `:`, `/`, `_` and `-` make no difference.",
    ),
  environments: environments.prefault({}).describe("Which deployments count, by the name of their environment."),
  release_signal: oneOf(["auto", "deployment", "release", "merge"])
    .prefault("auto")
    .describe("What makes a change count as released. `auto` looks at what the repository does."),
  windows: windows.prefault({}).describe("Durations: 90m, 24h, 28d, 4w."),
  review: review.prefault({}).describe("What a pull request needs before it can be merged."),
  limits: limits.prefault({}).describe("The longest queue that you want in a stage. By default none."),
  ignore: ignore.prefault({}).describe("What is left out of comments and statistics."),
  bots: logins
    .prefault([])
    .describe("Accounts that are bots although GitHub calls them users, besides the known ones."),
  ai: ai.prefault({}).describe("Signs of AI assistance, besides the known ones."),
  comment: toggle.prefault(true).describe("Whether pull requests get a comment."),
  check: toggle.prefault(true).describe("Whether head commits get a check."),
  weekly: weekly.prefault({}).describe("The weekly summary issue."),
  commands: commands.prefault({}).describe("Who may ask questions with /flow."),
  value: value
    .optional()
    .describe("What shipped work is worth: an assumption of yours, labelled as one. By default off."),
  cost: cost
    .optional()
    .describe("What waiting and rework cost: an assumption of yours, labelled as one. By default off."),
});

export type ConfigFile = z.output<typeof configFile>;

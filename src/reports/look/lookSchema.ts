/** Decides the shape of a first look as JSON, for programs: what it shares with a week's report has the same name and shape there. */
import { z } from "zod";
import { stages } from "../../stages.ts";
import { pullRequestFlow, reportSchema } from "../weekly/reportSchema.ts";

const week = reportSchema.shape;
const ofStage = week.stages.element.shape;
const count = z.int().min(0);
const rate = z.number().min(0);
const maybe = <T extends z.ZodType>(type: T) => z.union([type, z.null()]);
const instant = z.string().describe("ISO 8601 UTC, to the second.");
const stageSlug = z.enum(stages.map(({ slug }) => slug));
const waitingOn = z.enum(["author", "reviewer", "checks", "qa", "merge-queue", "merge"]);

const future = z
  .strictObject({
    inflow_per_week: rate,
    capacity_per_week: rate,
    queue: rate,
    stay_days: rate.describe("How long what comes then is there, in all."),
    absorbed_by_per_week: count.describe("The capacity from which its queue no longer grows."),
  })
  .describe("At the end of the weeks; the mean of the simulated courses.");

/** Version 1: fields may be added, none is taken away or renamed. */
export const lookSchema = z
  .strictObject({
    version: z.literal(1),
    repository: z.string(),
    archived: z.boolean(),
    from: instant.describe("From when on all issues and pull requests that changed were read."),
    to: instant.describe("The moment of the look."),
    weeks: count.describe("Weeks of seven days up to `to`, over which the growth of queues is read."),
    read: z.strictObject({ issues: count, pull_requests: count }),
    slowest_stage: week.slowest_stage,
    stages: z.array(
      z.strictObject({
        stage: ofStage.stage,
        queue: ofStage.queue,
        backlog: ofStage.backlog,
        waiting_at_end: ofStage.waiting_at_end,
      }),
    ),
    turns: z
      .strictObject({
        open: count,
        drafts: count,
        by_bots: count,
        waiting_on: z.array(z.strictObject({ on: waitingOn, pull_requests: count })).describe("Drafts are left out."),
        longest: z
          .array(
            z.strictObject({
              number: z.int(),
              title: z.string(),
              url: z.string(),
              on: waitingOn,
              since: instant,
              wait_seconds: z.number().min(0),
              by_bot: z.boolean(),
            }),
          )
          .describe("All open pull requests but drafts, that which has waited longest first."),
      })
      .describe("Whose turn the open pull requests are."),
    oldest: week.oldest,
    released: week.released,
    released_per_week: maybe(rate),
    cycle_time: week.cycle_time,
    open_age: week.open_age,
    backlog_age: week.backlog_age,
    pull_requests: pullRequestFlow,
    wait_share: week.wait_share,
    deployments: week.deployments,
    ai: week.ai,
    active_people: maybe(count).describe("Null under three people."),
    what_if: z.union([
      z.strictObject({
        change: z.strictObject({
          stage: stageSlug,
          what: z.enum(["capacity", "inflow", "pace"]),
          per_week: rate,
          before_per_week: rate,
        }),
        weeks: count,
        stage: stageSlug.describe("That of `today` and `changed`."),
        capacity_from: z.enum(["full", "busiest-weeks"]),
        today: future,
        changed: future,
        shipped: z.strictObject({ today: rate, changed: rate }).describe("Items in all of the weeks."),
      }),
      z.strictObject({ unknown: z.enum(["too-few-weeks", "too-little-work"]) }),
    ]),
    advice: z.array(
      z.strictObject({
        step: z.string(),
        role: z.string(),
        do: z.string(),
        ai: maybe(z.string()),
        evidence: z.string(),
      }),
    ),
    health: z.strictObject({
      production_seen: week.health.shape.production_seen,
      staging_seen: week.health.shape.staging_seen,
      release_signals: week.health.shape.release_signals,
      tasks_never_seen: week.health.shape.tasks_never_seen,
    }),
    unseen: z.array(z.strictObject({ what: z.string(), says: z.string() })).describe("What the look could not see."),
  })
  .describe("A first look at one repository, as Throughline counts it.");

export type LookObject = z.output<typeof lookSchema>;

/** Published as `throughline.look.schema.json`. */
export const lookJsonSchema = z.toJSONSchema(lookSchema.meta({ title: "Throughline look" }), {
  io: "output",
  target: "draft-7",
});

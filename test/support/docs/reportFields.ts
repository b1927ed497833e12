/** Decides the tables of what a week's report and a look have as JSON: each field of the outermost object, what is in it, and where that is defined. */
import { z } from "zod";
import { type LookObject, lookSchema } from "../../../src/reports/look/lookSchema.ts";
import { type ReportObject, reportSchema } from "../../../src/reports/weekly/reportSchema.ts";
import { table } from "./tables.ts";

/** A field without a meaning does not compile. */
const meanings: Record<keyof ReportObject, string> = {
  version: "of this format",
  repositories: "full names; several where they share a summary",
  week: "the ISO week",
  time_zone: "in which the week begins and ends",
  from: "the week's first moment, UTC",
  to: "the next week's first moment",
  lists_cut: "whether lists were cut to fit into an issue; never with `report --format json`",
  weeks: "the weeks of the trends, oldest first, this one last",
  config_commit: "the commit of the configuration in force; null for the defaults",
  slowest_stage: "[which, why, how sure](definitions.md#slowest-stage), and what all five were ranked by",
  stages: "for each of the seven: [queue](definitions.md#queues), backlog, lead time, waiting, rework rate",
  released: "[throughput](definitions.md#throughput-and-cycle-time)",
  released_trend: "the same week by week, [against the weeks before](definitions.md#trends)",
  cycle_time: "[from the idea and from the start](definitions.md#throughput-and-cycle-time)",
  working_cycle_time: "the same in [working time](definitions.md#working-time); null without working hours",
  open_age: "of items under way",
  backlog_age: "of issues not yet triaged",
  predictability: "[p85 / p50 of cycle time](definitions.md#throughput-and-cycle-time)",
  pull_requests: "[coming, going, first reviews, rounds](definitions.md#pull-requests)",
  wait_share: "[at least so much was waiting](definitions.md#wait-share), by what for",
  rework: "[by kind and stage](definitions.md#rework)",
  flow_backs: "moves to an earlier stage, with the stage that sent them",
  deployments: "[those that failed or were undone](definitions.md#deployments-that-went-wrong)",
  oldest: "open work, [the oldest in its stage](definitions.md#age-of-open-work) first",
  ai: "[with signs of AI, and the rest](definitions.md#ai-inflow)",
  hand_offs: "[changes of the turn](definitions.md#hand-offs-decisions-clarity-load)",
  decision_item_days: "waited on a decision",
  information_item_days: "waited on information",
  clarity: "[what was begun too early](definitions.md#hand-offs-decisions-clarity-load)",
  load: "[for each active person](definitions.md#hand-offs-decisions-clarity-load)",
  forecast: "[of the next four weeks](definitions.md#forecast)",
  beyond_ai: "[what AI cannot fix](weekly-summary.md#what-ai-cannot-fix), in numbers",
  value: "[by the team's own assumptions](definitions.md#value-and-cost)",
  health: "[how far to trust it](weekly-summary.md#how-far-to-trust-the-numbers)",
};

const meaningsOfLook: Record<keyof LookObject, string> = {
  version: "of this format",
  repository: "its full name, as GitHub writes it",
  archived: "whether it is archived",
  from: "from when on all issues and pull requests that changed were read",
  to: "the moment of the look",
  weeks: "weeks of seven days up to then, over which the growth of queues is read",
  read: "how many were read",
  slowest_stage: "as in a [report](report.md#json)",
  stages: "for each of the seven, as in a report",
  turns: "whose turn the open pull requests are, and all of them but drafts by how long they have waited",
  oldest: "as in a report",
  released: "items",
  released_per_week: "[throughput](definitions.md#throughput-and-cycle-time)",
  cycle_time: "as in a report",
  open_age: "of items under way",
  backlog_age: "of issues not yet triaged",
  pull_requests: "as in a report, without what needs more than a look",
  wait_share: "as in a report",
  deployments: "as in a report",
  ai: "as in a report",
  active_people: "how many people acted",
  what_if: "the one question that was asked of the simulation, or why none could be",
  advice: "what would help, each with the number behind it",
  health: "a part of that of a report",
  unseen: "what the look could not see",
};

export function reportFields(): string {
  return fieldsOf(reportSchema, meanings);
}

export function lookFields(): string {
  return fieldsOf(lookSchema, meaningsOfLook);
}

function fieldsOf(schema: z.ZodType, meaningOf: Record<string, string>): string {
  const { properties = {} } = z.toJSONSchema(schema);
  const rows = Object.entries(meaningOf).map(([name, meaning]) => [
    `\`${name}\``,
    contentOf(properties[name]),
    meaning,
  ]);
  return table(["Field", "Is", "What it tells"], rows);
}

type Schema = z.core.JSONSchema._JSONSchema | undefined;

function contentOf(schema: Schema): string {
  if (schema === undefined || typeof schema === "boolean") return "";
  const { anyOf: [inner] = [], properties, type, items } = schema;
  if (inner !== undefined) return `${contentOf(inner)}, or null`;
  if (Array.isArray(type)) return type.map(nameOfType).join(" or ");
  if (properties !== undefined)
    return Object.keys(properties)
      .map((name) => `\`${name}\``)
      .join(", ");
  if (type !== "array" || items === undefined || Array.isArray(items)) return nameOfType(type ?? "");
  const each = contentOf(items);
  return each === "text" ? "list of texts" : `list of ${each}`;
}

function nameOfType(type: string): string {
  return type === "string" ? "text" : type === "integer" ? "number" : type;
}

/** Decides the shape of a week's numbers as JSON, for programs: in the summary issue's folded block and from `report --format json`. */
import { z } from "zod";
import { stages } from "../../stages.ts";

const count = z.int().min(0);
const seconds = z.number().min(0);
const maybe = <T extends z.ZodType>(type: T) => z.union([type, z.null()]);
const instant = z.string().describe("ISO 8601 UTC, to the second.");
const requiredBy = z.enum(["configuration", "branch-rules", "default"]);
const stageSlug = z.enum(stages.map(({ slug }) => slug));

const spread = z
  .strictObject({ p50_seconds: maybe(seconds), p85_seconds: maybe(seconds), n: count })
  .describe("Percentiles as PostgreSQL's percentile_cont; null where n is 0.");

const flow = z.strictObject({
  at_start: count,
  arrivals: count,
  departures: count,
  at_end: count,
  mean: z.number().min(0),
});

const trend = z
  .strictObject({
    weeks: z.array(maybe(z.number())).describe("A value for each of `weeks`."),
    mean_before: maybe(z.number()),
    low: maybe(z.number()),
    high: maybe(z.number()),
    change: maybe(z.number()),
    n: count,
    verdict: z.enum(["up", "down", "usual", "unknown"]),
  })
  .describe("The last week against those before: 95% of weeks like those lie between low and high.");

const ranked = z.strictObject({
  stage: stageSlug,
  waiting_item_days: z.number().min(0),
  waiting_items: count,
  growth: z.strictObject({
    verdict: z.enum(["growing", "steady", "not-enough-work"]),
    per_week: maybe(z.number()),
    p_value: maybe(z.number()),
    power: maybe(z.number()),
    weeks: count,
  }),
});

const trouble = z.strictObject({
  repository: z.string(),
  id: z.int(),
  environment: z.string(),
  sha: z.string(),
  at: instant,
  how: z.enum(["failure", "error", "rollback", "revert", "incident"]),
  carries: z.array(z.int()).describe("Pull requests."),
  restored_at: maybe(instant),
  restored_by: maybe(z.enum(["redeployment", "rollback", "revert", "incident-closed"])),
  restored_after_seconds: maybe(seconds),
});

const inflow = z.strictObject({
  items: count,
  arrivals: count,
  first_review: spread,
  rounds_per_merged: maybe(z.number()),
  merged: count,
  flow_backs: count,
  undone: count,
});

const cycle = z.strictObject({ from_idea: spread, from_start: spread, start_unknown: count });

/** What a first look has of them, too. */
export const pullRequestFlow = z.strictObject({
  open_at_start: count,
  opened: count,
  reopened: count,
  merged: count,
  closed_unmerged: count,
  open_at_end: count,
  reviews_waiting: count,
  first_review: spread,
  merged_without_review: z.strictObject({ without: count, of: count }),
});

/** Version 1: fields may be added, none is taken away or renamed. */
export const reportSchema = z
  .strictObject({
    version: z.literal(1),
    repositories: z.array(z.string()),
    week: z.string().describe("ISO week, such as 2026-W10."),
    time_zone: z.string(),
    from: instant,
    to: instant.describe("The end, which is no part of the week."),
    lists_cut: z
      .boolean()
      .describe("Whether lists were cut to fit into an issue; `report --format json` has them whole."),
    weeks: z.array(z.string()).describe("The weeks of the trends, oldest first, this one last."),
    config_commit: maybe(z.string()).describe("The commit of the configuration in force; null for the defaults."),
    slowest_stage: z.strictObject({
      stage: maybe(stageSlug),
      why: maybe(z.enum(["growing", "most-waiting"])),
      runner_up: maybe(stageSlug),
      sure: maybe(z.strictObject({ by: z.enum(["growth-test", "resampling"]), value: z.number(), weeks: count })),
      ranked: z.array(ranked),
    }),
    stages: z.array(
      z.strictObject({
        stage: stageSlug,
        queue: flow.describe("Items in the stage; shaping's backlog is left out."),
        backlog: maybe(flow),
        waiting_at_end: count,
        lead_time: spread.describe("Of items that left the stage for good in the week."),
        working_lead_time: maybe(spread),
        queue_trend: trend,
        wait_share: maybe(z.number().min(0).max(1)),
        waiting_seconds: z.record(z.string(), seconds).describe("By what was waited on."),
        rework: z.strictObject({ items: count, present: count, rate: maybe(z.number()) }),
      }),
    ),
    released: count,
    released_trend: trend,
    cycle_time: cycle,
    working_cycle_time: maybe(cycle),
    open_age: spread,
    backlog_age: spread,
    predictability: z.strictObject({ p85_to_p50: maybe(z.number()), n: count }),
    pull_requests: pullRequestFlow.extend({
      review_rounds: z.strictObject({ mean: maybe(z.number()), share_with_none: maybe(z.number()), n: count }),
      merged_without_checks: z.strictObject({ without: count, of: count }),
      opened_trend: trend,
      merged_trend: trend,
      first_review_trend: trend,
    }),
    wait_share: z.strictObject({
      at_least: maybe(z.number().min(0).max(1)),
      waiting_seconds: z.record(z.string(), seconds),
      stage_seconds: seconds,
      backlog_seconds: seconds,
    }),
    rework: z.array(z.strictObject({ kind: z.string(), stage: stageSlug, times: count })),
    flow_backs: z.array(z.strictObject({ from: maybe(stageSlug), to: stageSlug, times: count })),
    deployments: z.strictObject({
      did_not_complete: z.array(trouble),
      undone: z.array(trouble),
      staging_failures: z.array(trouble),
      completed: count,
      completed_undone: count,
      change_failure_rate: maybe(z.number().min(0).max(1)),
    }),
    oldest: z.array(
      z.strictObject({
        repository: z.string(),
        number: z.int(),
        stage: stageSlug,
        age_seconds: seconds,
        waiting_on: maybe(z.string()),
        since: maybe(instant),
        over_p85: maybe(z.boolean()),
      }),
    ),
    ai: z.strictObject({
      review: flow,
      split: maybe(z.strictObject({ ai: inflow, rest: inflow })).describe("Null under ten items or three people."),
      automation: inflow,
    }),
    hand_offs: z.strictObject({ per_item: maybe(z.number()), n: count, unknown: count }),
    decision_item_days: z.number().min(0),
    information_item_days: z.number().min(0),
    clarity: z.strictObject({
      flow_backs_into_shaping: count,
      flow_backs_into_design: count,
      late_clarifications: count,
    }),
    load: z.strictObject({
      open_items: count,
      reviews_waiting: count,
      active_people: maybe(count).describe("Null under three people."),
      per_person: maybe(z.number()),
    }),
    forecast: maybe(z.strictObject({ weeks: count, p50: count, p85: count, p95: count })).describe(
      "Items released in the next weeks, at least, with these likelihoods.",
    ),
    beyond_ai: z.strictObject({
      priority_changes: z.strictObject({ items: count, of: count }),
      flaky_checks: z.strictObject({ pull_requests: count, of: count }),
      unowned: z.strictObject({ items: count, of: count }),
      over_capacity: z.array(z.strictObject({ stage: stageSlug, weeks: count, arrivals: count, departures: count })),
    }),
    value: maybe(
      z.strictObject({
        value: maybe(z.number()),
        shipped: count,
        currency: maybe(z.string()),
        waiting_cost: maybe(z.number()),
        rework_cost: maybe(z.number()),
        cost_per_value: maybe(z.number()),
        efficiency: maybe(z.number()),
      }),
    ).describe("By the team's own assumptions; null where it has written none."),
    health: z.strictObject({
      production_seen: z.boolean(),
      staging_seen: z.boolean(),
      tasks_never_seen: z.array(z.string()),
      release_signals: z.strictObject({ deployment: count, release: count, merge: count }),
      release_signal: z.string(),
      approvals: z.strictObject({ required: count, from: requiredBy }),
      required_checks: maybe(z.array(z.string())),
      required_checks_from: requiredBy,
      approvals_unseen: z.boolean(),
      deliveries_set_aside: count,
      deliveries_repaired: count,
      deliveries_lost: count.describe("Deliveries of the week that GitHub does not send any more."),
      gaps: z
        .array(z.strictObject({ since: instant, until: instant, filled_in: z.boolean() }))
        .describe("When the app was away for longer than GitHub keeps deliveries, in the weeks of the trends."),
      since: maybe(instant),
      doubtful: z.array(z.strictObject({ repository: z.string(), number: z.int() })),
      into_refused: z.array(z.strictObject({ repository: z.string(), into: z.string(), reason: z.string() })),
      not_written: z
        .array(z.strictObject({ reason: z.string(), texts: count }))
        .describe("Texts that GitHub refused in the last week, by its reason."),
    }),
  })
  .describe("One week of one repository, or of several read as one, as Throughline counts it.");

export type ReportObject = z.output<typeof reportSchema>;

/** Decides how tests of metrics write items: stays and segments by days of March 2026. */
import type { FlowDeployment, FlowItem, FlowPullRequest } from "../../src/metrics/history.ts";
import type { Period } from "../../src/metrics/period.ts";
import type { StageSlug } from "../../src/stages.ts";
import type { Rework, ReworkKind, Segment, TaskSpan, Visit, Wait } from "../../src/timeline/timeline.ts";
import { anItem, aPullRequest, aVisit } from "./pullRequestViews.ts";

export const hour = 3600;
export const day = 24 * hour;

/** Midnight, or that hour, of a day of March 2026; the 2nd is a Monday. */
export function march(date: number, hours = 0): string {
  return new Date(Date.UTC(2026, 2, date, hours)).toISOString().replace(".000", "");
}

/** The week from Monday the 9th. */
export const week: Period = { from: march(9), to: march(16) };

/** A stay from day to day, all of it waiting for attention unless other segments are given; still there without a second day. */
export function stay(stage: StageSlug, from: number, to?: number, segments?: Segment[]): Visit {
  const visit = aVisit(stage, march(from), to === undefined ? null : march(to));
  return segments === undefined ? visit : { ...visit, segments };
}

export function segment(on: Segment["on"], from: number, to?: number): Segment {
  return { on, from: march(from), to: to === undefined ? null : march(to) };
}

export function wait(on: Wait["on"], from: number, to?: number): Wait {
  return { on, from: march(from), to: to === undefined ? null : march(to) };
}

export function span(task: TaskSpan["task"], from: number, to?: number): TaskSpan {
  return { task, startedAt: march(from), endedAt: to === undefined ? null : march(to) };
}

export function reworked(kind: ReworkKind, stage: StageSlug, date: number): Rework {
  return { kind, stage, at: march(date), delivery: "d" };
}

/** A lone pull request with these stays, unless the changes say otherwise. */
export function flowItem(visits: Visit[], changes: Partial<FlowItem> = {}): FlowItem {
  const enteredAt = visits[0]?.enteredAt ?? march(1);
  return {
    repository: "octo/exports",
    ...anItem({ visits, enteredAt, stage: visits.at(-1)?.stage ?? null }),
    ...changes,
  };
}

/** An issue whose triage ended on that day, or goes on. */
export function flowIssue(visits: Visit[], triaged: number | null, changes: Partial<FlowItem> = {}): FlowItem {
  const triage = { task: "initial-triage" as const, startedAt: visits[0]?.enteredAt ?? march(1) };
  const tasks: TaskSpan[] = [{ ...triage, endedAt: triaged === null ? null : march(triaged) }];
  return flowItem(visits, { kind: "issue", pullRequests: [], tasks, ...changes });
}

export function flowPullRequest(changes: Partial<FlowPullRequest> = {}): FlowPullRequest {
  return { repository: "octo/exports", ...aPullRequest(), ...changes };
}

/** A production deployment that was made and succeeded on that day. */
export function deployed(date: number, changes: Partial<FlowDeployment> = {}): FlowDeployment {
  return {
    repository: "octo/exports",
    id: date,
    environment: "production",
    kind: "production",
    sha: `sha-${date}`,
    createdAt: march(date),
    finishedAt: march(date),
    state: "success",
    completed: true,
    isRollback: false,
    undoneBy: null,
    undoneAt: null,
    restoredAt: null,
    restoredBy: null,
    carries: [],
    ...changes,
  };
}

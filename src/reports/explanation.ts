/** Decides how an item's way is explained: each change with its time, where that time comes from, and the delivery that told it. */
import { nameOf } from "../stages.ts";
import { faultsOf } from "../timeline/item/audit.ts";
import type { Cause, ItemTimeline, Segment, TaskSpan, Visit } from "../timeline/timeline.ts";
import { duration } from "./durations.ts";
import type { Instant } from "../instant.ts";
import { secondsBetween } from "../instant.ts";
import { plainText } from "./plainText.ts";

/** What was told of an item at a moment; a task begins and ends with it, or by a window or a check's own times where nothing was. */
export type Tellers = ReadonlyMap<Instant, readonly Cause[]>;

/** The moments at which the item's tasks begin and end. */
export function taskMoments({ tasks }: ItemTimeline): Instant[] {
  return [
    ...new Set(tasks.flatMap(({ startedAt, endedAt }) => (endedAt === null ? [startedAt] : [startedAt, endedAt]))),
  ];
}

const outcomeWords = {
  shipped: "It was shipped",
  dropped: "It was dropped",
  completed: "It was completed without a release",
};

/** As text for a terminal, one change after the other, for a reader who knows the work and not the app. */
export function explanationText(repository: string, item: ItemTimeline, tellers: Tellers): string {
  return [
    `${repository}#${item.number}  ${plainText(item.title)}`,
    standing(item),
    "",
    ...item.visits.flatMap((visit) => visitLines(visit)),
    ...exitLines(item),
    ...section(
      "Tasks",
      item.tasks.flatMap((task) => taskLines(task, tellers)),
    ),
    ...section(
      "Rework",
      item.rework.map(
        ({ kind, stage, at, delivery }) => `${at}  ${kind} in ${nameOf(stage)}, delivery ${plainText(delivery)}`,
      ),
    ),
    ...section("What does not fit", faultsOf(item)),
  ].join("\n");
}

/** The same as an object: stable names, times in ISO 8601 UTC. */
export function explanationObject(repository: string, item: ItemTimeline, tellers: Tellers): object {
  return {
    repository,
    number: item.number,
    kind: item.kind === "issue" ? "issue" : "pull_request",
    pull_requests: item.pullRequests,
    stage: item.stage,
    outcome: item.outcome,
    changes: [
      ...item.visits.map(({ stage, enteredAt, sign, cause }) => ({
        at: enteredAt,
        to: stage,
        because: sign,
        ...causeObject(cause),
      })),
      ...(item.exitedAt === null || item.exitCause === null
        ? []
        : [{ at: item.exitedAt, to: null, because: item.exitSign, ...causeObject(item.exitCause) }]),
    ],
    tasks: item.tasks.map(({ task, startedAt, endedAt }) => ({
      task,
      started_at: startedAt,
      started_by: tellersAt(tellers, startedAt).map(causeObject),
      ended_at: endedAt,
      ended_by: tellersAt(tellers, endedAt).map(causeObject),
    })),
    rework: item.rework,
    does_not_fit: faultsOf(item),
  };
}

function standing(item: ItemTimeline): string {
  const what = item.kind === "issue" ? withPullRequests(item.pullRequests) : "A pull request that belongs to no issue.";
  const where =
    item.stage === null ? `${outcomeWords[item.outcome ?? "completed"]}.` : `It is in ${nameOf(item.stage)} now.`;
  const released =
    item.releasedAt === null ? "" : ` Released ${item.releasedAt}, by the signal "${item.releaseSignal ?? "merge"}".`;
  return `${what} ${where}${released}`;
}

function withPullRequests(numbers: readonly number[]): string {
  if (numbers.length === 0) return "An issue without a pull request.";
  return `An issue with pull request${numbers.length === 1 ? "" : "s"} ${numbers.join(", ")}.`;
}

function visitLines({ stage, enteredAt, leftAt, segments, sign, cause }: Visit): string[] {
  const length = leftAt === null ? "" : ` for ${duration(secondsBetween(enteredAt, leftAt))}`;
  return [
    `${enteredAt}  ${nameOf(stage)}${length}`,
    `    because: ${plainText(sign)}`,
    `    ${causeWords(cause)}`,
    ...segments.map((segment) => `      ${segmentWords(segment)}`),
  ];
}

function taskLines({ task, startedAt, endedAt }: TaskSpan, tellers: Tellers): string[] {
  return [
    `${task}: ${startedAt} to ${endedAt ?? "now"}`,
    ...tellersAt(tellers, startedAt).map((cause) => `  began as ${causeWords(cause)}`),
    ...(endedAt === startedAt ? [] : tellersAt(tellers, endedAt).map((cause) => `  ended as ${causeWords(cause)}`)),
  ];
}

function tellersAt(tellers: Tellers, at: Instant | null): readonly Cause[] {
  return at === null ? [] : (tellers.get(at) ?? []);
}

function exitLines({ exitedAt, exitSign, exitCause, outcome }: ItemTimeline): string[] {
  if (exitedAt === null) return [];
  return [
    `${exitedAt}  left the pipeline: ${outcome}`,
    ...(exitSign === null ? [] : [`    because: ${plainText(exitSign)}`]),
    ...(exitCause === null ? [] : [`    ${causeWords(exitCause)}`]),
  ];
}

function segmentWords({ on, from, to }: Segment): string {
  const what = on === "active" ? "active" : `waiting on ${on}`;
  return `${from} to ${to ?? "now"}  ${what}`;
}

function causeWords({ at, timeSource, event, delivery }: Cause): string {
  return `told by ${plainText(event)}, delivery ${plainText(delivery)}; its time ${at} is from ${plainText(timeSource)}`;
}

function causeObject({ at, timeSource, event, delivery, key }: Cause): object {
  return { event, delivery, fact: key, fact_at: at, time_source: timeSource };
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}

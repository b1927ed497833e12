/** Decides how an item's way is explained: each change with its time, where that time comes from, and the delivery that told it. */
import { nameOf } from "../stages.ts";
import { faultsOf } from "../timeline/audit.ts";
import type { Cause, ItemTimeline, Segment, Visit } from "../timeline/timeline.ts";
import { duration } from "./durations.ts";
import { secondsBetween } from "../instant.ts";
import { plainText } from "./plainText.ts";

const outcomeWords = {
  shipped: "It was shipped",
  dropped: "It was dropped",
  completed: "It was completed without a release",
};

/** As text for a terminal, one change after the other, for a reader who knows the work and not the app. */
export function explanationText(repository: string, item: ItemTimeline): string {
  return [
    `${repository}#${item.number}  ${plainText(item.title)}`,
    standing(item),
    "",
    ...item.visits.flatMap((visit) => visitLines(visit)),
    ...exitLines(item),
    ...section(
      "Tasks",
      item.tasks.map(({ task, startedAt, endedAt }) => `${task}: ${startedAt} to ${endedAt ?? "now"}`),
    ),
    ...section(
      "Rework",
      item.rework.map(({ kind, stage, at, delivery }) => `${at}  ${kind} in ${nameOf(stage)}, delivery ${delivery}`),
    ),
    ...section("What does not fit", faultsOf(item)),
  ].join("\n");
}

/** The same as an object: stable names, times in ISO 8601 UTC. */
export function explanationObject(repository: string, item: ItemTimeline): object {
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
        : [{ at: item.exitedAt, to: null, because: item.outcome, ...causeObject(item.exitCause) }]),
    ],
    tasks: item.tasks.map(({ task, startedAt, endedAt }) => ({ task, started_at: startedAt, ended_at: endedAt })),
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

function exitLines({ exitedAt, exitCause, outcome }: ItemTimeline): string[] {
  if (exitedAt === null) return [];
  return [`${exitedAt}  left the pipeline: ${outcome}`, ...(exitCause ? [`    ${causeWords(exitCause)}`] : [])];
}

function segmentWords({ on, from, to }: Segment): string {
  const what = on === "active" ? "active" : `waiting on ${on}`;
  return `${from} to ${to ?? "now"}  ${what}`;
}

function causeWords({ at, timeSource, event, delivery }: Cause): string {
  return `told by ${event}, delivery ${plainText(delivery)}; its time ${at} is from ${timeSource}`;
}

function causeObject({ at, timeSource, event, delivery, key }: Cause): object {
  return { event, delivery, fact: key, fact_at: at, time_source: timeSource };
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `${title}:`, ...lines.map((line) => `  ${line}`)];
}

/** Decides when the tasks of learning and flow were in progress. */
import { later } from "../../instant.ts";
import { isoWeekOf } from "../isoWeek.ts";
import type { Stretch } from "../stretch.ts";
import { union } from "../stretch.ts";
import type { StageSignals, TaskEvidence } from "./evidence.ts";
import { whileLabelled } from "./labelSpans.ts";
import type { Touched } from "./paths.ts";
import { touches } from "./paths.ts";

export const learningTasks: StageSignals<"learning-and-flow"> = {
  retrospectives,
  "process-tuning": (evidence) =>
    union([...whileLabelled(evidence, "process-tuning"), ...untilMerged(evidence, "configuration")]),
  "tooling-evolution": (evidence) =>
    union([...whileLabelled(evidence, "tooling-evolution"), ...untilMerged(evidence, "workflows")]),
  "team-alignment": (evidence) => whileLabelled(evidence, "team-alignment"),
};

/**
 * From the opening of the summary of the week in which it entered learning and flow to its closing by a person, unless it had entered again by then. One
 * that was over before it entered looks back at it no more.
 */
function retrospectives({ stays, knowledge, config }: TaskEvidence): Stretch[] {
  const entries = stays.filter(({ stage }) => stage === "learning-and-flow").map(({ enteredAt }) => enteredAt);
  return entries.flatMap((enteredAt, index) => {
    const week = isoWeekOf(enteredAt, config.timeZone);
    const again = entries[index + 1] ?? null;
    const covering = knowledge.weeklySummaries.filter(
      (summary) => summary.week === week && (again === null || summary.openedAt < again),
    );
    return covering.flatMap(({ openedAt, closedByPerson }) => {
      const from = later(openedAt, enteredAt);
      const to = closedByPerson.find(({ at }) => at >= from)?.at ?? null;
      return to === null && closedByPerson.length > 0 ? [] : [{ from, to }];
    });
  });
}

/** From the first push that touches it to the merge, or to the closing, of the pull request that the push is for. */
function untilMerged(evidence: TaskEvidence, what: Touched): Stretch[] {
  return evidence.lines.flatMap(({ pushes, endedAt }) => {
    const first = pushes.find(({ paths }) => touches(paths, what));
    return first ? [{ from: first.at, to: endedAt }] : [];
  });
}

/** Decides when the tasks of design were in progress. */
import { earlierEnd } from "../stretch.ts";
import type { Instant } from "../../instant.ts";
import { positionOf } from "../../stages.ts";
import { putOn } from "../labelStretches.ts";
import type { Stretch } from "../stretch.ts";
import type { StageSignals, TaskEvidence } from "./evidence.ts";
import { whileLabelled, whileMarked } from "./labelSpans.ts";
import { momentAt, stretchesOfStays } from "./spans.ts";

export const designTasks: StageSignals<"design"> = {
  "solution-sketching": sketching,
  "feasibility-checks": (evidence) => whileLabelled(evidence, "feasibility-checks"),
  "design-review": (evidence) => whileLabelled(evidence, "design-review"),
  "task-decomposition": decomposition,
};

const laterDesignTasks = ["feasibility-checks", "design-review", "task-decomposition"] as const;

/** From `stage: design` to the next design task or the end of that visit; of one moment where the item did not stay in design. */
function sketching(evidence: TaskEvidence): Stretch[] {
  const begun = laterDesignTasks
    .flatMap((task) => [...designTasks[task](evidence), ...whileMarked(evidence, task)])
    .map(({ from }) => from)
    .toSorted();
  return putOn(evidence.labels, "stage-design").map((from) => {
    const stay = evidence.stays.find(
      (each) => each.stage === "design" && each.enteredAt <= from && (each.leftAt === null || from < each.leftAt),
    );
    if (!stay) return momentAt(from);
    return { from, to: earlierEnd(begun.find((at) => at >= from) ?? null, stay.leftAt) };
  });
}

/**
 * From the first sub-issue added to the last one added before implementation, for each time that the item was before implementation; which one was the
 * last is known when implementation begins. The first ever that comes later than that is a task of one moment.
 */
function decomposition({ issue, stays }: TaskEvidence): Stretch[] {
  const added = (issue?.own ?? [])
    .flatMap(({ signal, at }) => (signal.kind === "sub-issue" && signal.added ? [at] : []))
    .toSorted();
  const early = stretchesOfStays(stays, ({ stage }) => positionOf(stage) < positionOf("implementation"));
  const whileEarly = early.flatMap(({ from, to }) => {
    const within = added.filter((at) => from <= at && (to === null || at <= to));
    const [first, last] = [within[0], within.at(-1)];
    if (first === undefined || last === undefined) return [];
    return [{ from: first, to: goesOn(stays, to) ? last : to }];
  });
  const [first] = added;
  const isLate = first !== undefined && !whileEarly.some(({ from }) => from === first);
  return isLate ? [momentAt(first), ...whileEarly] : whileEarly;
}

/** Whether another stage followed, rather than the item's leaving. */
function goesOn(stays: TaskEvidence["stays"], at: Instant | null): boolean {
  return stays.some(({ enteredAt }) => enteredAt === at);
}

/** Decides what shows that work was started before it was clear. */
import type { StageSlug } from "../stages.ts";
import { positionOf } from "../stages.ts";
import type { ItemFlow } from "../timeline/flow.ts";
import { isWithin, type Period } from "./period.ts";
import { visitAt, wasThere } from "./whereabouts.ts";

export type Clarity = {
  /** Moves back into shaping and into design. */
  flowBacksIntoShaping: number;
  flowBacksIntoDesign: number;
  /** Clarifications (`needs clarification` and its like put on) that began in a stage later than design. */
  lateClarifications: number;
  /** Items in the pipeline at some moment of the period, for comparison. */
  items: number;
};

/** Clarity in the period, in times. A clarification of an item outside the pipeline is none. */
export function clarity(items: readonly Pick<ItemFlow, "visits" | "rework" | "tasks">[], period: Period): Clarity {
  const into = (to: StageSlug) =>
    items.flatMap(({ rework }) =>
      rework.filter(({ kind, stage, at }) => kind === "flow-back" && stage === to && isWithin(at, period)),
    ).length;
  const late = items.flatMap((item) =>
    item.tasks.filter(({ task, startedAt }) => {
      if (task !== "clarification" || !isWithin(startedAt, period)) return false;
      const visit = visitAt(item, startedAt);
      return visit !== null && positionOf(visit.stage) > positionOf("design");
    }),
  );
  return {
    flowBacksIntoShaping: into("shaping"),
    flowBacksIntoDesign: into("design"),
    lateClarifications: late.length,
    items: items.filter((item) => wasThere(item, period)).length,
  };
}

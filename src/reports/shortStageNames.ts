/** Decides how a stage is called where there is no room for its name. */
import type { StageSlug } from "../stages.ts";

/** One word each: the full names do not fit on a phone. */
export const shortStageNames: Record<StageSlug, string> = {
  shaping: "Shaping",
  design: "Design",
  implementation: "Implementation",
  review: "Review",
  release: "Release",
  "production-stability": "Stability",
  "learning-and-flow": "Learning",
};

/** The same within a sentence: "review". */
export function stageInText(stage: StageSlug): string {
  return shortStageNames[stage].toLowerCase();
}

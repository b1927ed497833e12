/** Decides how a stage is called where there is no room for its name. */
import type { StageSlug } from "../stages.ts";

/** One word each: the full names do not fit into a picture on a phone. */
export const shortStageNames: Record<StageSlug, string> = {
  shaping: "Shaping",
  design: "Design",
  implementation: "Implementation",
  review: "Review",
  release: "Release",
  "production-stability": "Stability",
  "learning-and-flow": "Learning",
};

/** Decides how it is said that an item has left the pipeline. */
import type { Outcome } from "../timeline/timeline.ts";

export const outcomeWords: Record<Outcome, string> = {
  shipped: "Shipped",
  dropped: "Dropped",
  completed: "Completed without a release",
};

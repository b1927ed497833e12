/** Decides what is known of the open work in one stage: its ages, and how long work stayed there before. */
import type { StageSlug } from "../../stages.ts";

/** An open item, by its time in the stage where it is. */
export type AgeingItem = { number: number; ageSeconds: number };

/** `past` are the times of visits that ended, null where too few ended to tell; `n` counts them. */
export type AgeingStage = {
  stage: StageSlug;
  items: readonly AgeingItem[];
  past: { p50Seconds: number | null; p85Seconds: number | null; n: number };
};

/** Whether it has been there longer than 85% of past work; false where the past is not known. */
export function isSlow(item: AgeingItem, { past }: AgeingStage): boolean {
  return past.p85Seconds !== null && item.ageSeconds > past.p85Seconds;
}

export function oldestOf({ items }: AgeingStage): AgeingItem | null {
  return items.reduce<AgeingItem | null>(
    (oldest, item) => (oldest === null || item.ageSeconds > oldest.ageSeconds ? item : oldest),
    null,
  );
}

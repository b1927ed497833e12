/** Decides how many pull requests had a check that failed and then passed on the same commit. */
import type { PullRequestTimeline } from "../timeline/timeline.ts";
import { isWithin, type Period, secondsWithin } from "./period.ts";

export type FlakyChecks = {
  /** Pull requests with at least one such re-run in the period. */
  flaky: number;
  /** Pull requests open at some moment of the period on which any check was seen; without one, nothing is known. */
  checked: number;
};

/** Red, then green on a re-run without a push: the environment changed its mind, not the code. In pull requests. */
export function flakyChecks(
  pullRequests: readonly Pick<PullRequestTimeline, "waits" | "checkedAt" | "flakyChecks">[],
  period: Period,
): FlakyChecks {
  const checked = pullRequests.filter(
    (each) =>
      each.checkedAt !== null &&
      each.checkedAt < period.to &&
      each.waits.some((wait) => secondsWithin(wait, period) > 0),
  );
  const flaky = checked.filter((each) => each.flakyChecks.some((at) => isWithin(at, period)));
  return { flaky: flaky.length, checked: checked.length };
}

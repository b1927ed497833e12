/** Decides how the app paces itself, apart from what an operator sets. */
import { type Instant, instantOfEpochSeconds } from "../instant.ts";

/** The demo and the tests go faster, through another time. */
export type Pace = {
  now: () => Instant;
  publishPauseSeconds: number;
  longestSleepSeconds: number;
  /** Whether requests keep below GitHub's limits. */
  paced: boolean;
  /** Whether GitHub is asked for what was not heard: histories, and deliveries that were missed. An emulated one may know of neither. */
  catchesUp: boolean;
};

export const usualPace: Pace = {
  now: currentInstant,
  publishPauseSeconds: 30,
  longestSleepSeconds: 24 * 60 * 60,
  paced: true,
  catchesUp: true,
};

function currentInstant(): Instant {
  return instantOfEpochSeconds(Math.floor(Date.now() / 1000));
}

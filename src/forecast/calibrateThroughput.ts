/** Decides how well the forecast of throughput would have told what came, rolling forward through a history's weeks. */
import { type Coverage, coverageOf } from "./coverage.ts";
import { type Draws, futuresOf, weeksNeeded, weeksWorthReading } from "./monteCarlo.ts";

export type ThroughputCalibration = {
  /** How many weeks each forecast looks ahead. */
  weeksAhead: number;
  /**
   * For 50%, 85% and 95%: the forecast "at least so many" against what was released. Items are whole, so as many as told often come exactly. `coverage` counts
   * of these the share by which the forecast itself would exceed its promise; `atLeast` counts them all, as the words of the forecast say, and so lies above.
   */
  bands: { promised: number; coverage: Coverage; atLeast: Coverage }[];
};

/**
 * Forecasts one after the other from the latest 16 whole weeks before each, of the `weeksAhead` weeks that follow, none overlapping another. `released` holds
 * the items released in each whole week of the history, oldest first. Draws are seeded, so the answer is always the same.
 *
 * A promise p is kept where the outcome lies in the upper p of the forecast futures; of an outcome that lies across its edge the part that does (the probability integral
 * transform for counts, not randomised: Czado, Gneiting and Held, Biometrics 65, 2009, 1254-1261).
 */
export function calibrateThroughput(
  released: readonly number[],
  weeksAhead: number,
  draws: Draws = { seed: 7, runs: 2000 },
): ThroughputCalibration {
  const outcomes: { atLeastSo: number; more: number }[] = [];
  for (let week = weeksWorthReading; week + weeksAhead <= released.length; week += weeksAhead) {
    const past = released.slice(Math.max(0, week - weeksWorthReading), week);
    if (past.length < weeksNeeded) continue;
    const came = sum(released.slice(week, week + weeksAhead));
    const futures = futuresOf(past, draws, (draw) => sum(Array.from({ length: weeksAhead }, draw)));
    const share = (holds: (future: number) => boolean) => futures.filter(holds).length / futures.length;
    outcomes.push({ atLeastSo: share((future) => future >= came), more: share((future) => future > came) });
  }
  return {
    weeksAhead,
    bands: promises.map((promised) => ({
      promised,
      coverage: coverageOf(
        promised,
        outcomes.map((each) => within(promised, each)),
      ),
      atLeast: coverageOf(
        promised,
        outcomes.map(({ more }) => (more < promised ? 1 : 0)),
      ),
    })),
  };
}

/** How much of an outcome lies in the upper part of the futures: from the share with more to the share with at least so many. */
function within(promised: number, { atLeastSo, more }: { atLeastSo: number; more: number }): number {
  if (atLeastSo === more) return more < promised ? 1 : 0;
  return Math.min(1, Math.max(0, (promised - more) / (atLeastSo - more)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

const promises = [0.5, 0.85, 0.95];

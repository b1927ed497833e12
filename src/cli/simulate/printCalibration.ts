/** Decides how a calibration is printed: a line for each promise, or an object. */
import type { ThroughputCalibration } from "../../forecast/calibrateThroughput.ts";
import type { WaitCalibration } from "../../forecast/calibrateWaits.ts";
import type { Coverage } from "../../forecast/coverage.ts";

export type Calibration = { repository: string; waits: WaitCalibration; throughput: ThroughputCalibration[] };

export function calibrationText({ repository, waits, throughput }: Calibration): string {
  const asked = waits.made + waits.unknown;
  return [
    repository,
    `First reviews: asked ${asked} times, ${waits.made} forecasts; ${waits.unknown} times fewer than 20 observations were known.`,
    ...waits.coverage.flatMap(({ promised, all, whenReady, afterDay, never, open }) => [
      lineOf(`within the ${percent(promised)} forecast`, all),
      lineOf("  made when ready", whenReady),
      lineOf("  made after a day", afterDay),
      `    no time told, since it never comes to that: ${never}; not over yet: ${open}`,
    ]),
    ...throughput.flatMap(({ weeksAhead, bands }) => [
      `Items released in ${weeksAhead === 1 ? "the next week" : `the next ${weeksAhead} weeks`}, from the 16 weeks before:`,
      ...bands.flatMap(({ promised, coverage, atLeast }) => [
        lineOf(`in the ${percent(promised)} band`, coverage),
        `    at least as many as told, ties counted whole: ${percent(atLeast.share)}`,
      ]),
    ]),
  ].join("\n");
}

function lineOf(what: string, { n, share, standardError, holds }: Coverage): string {
  if (share === null || standardError === null) return `  ${what}: none`;
  const verdict = holds ? "holds" : "does not hold";
  return `  ${what}: ${percent(share)} of ${n}; three standard errors are ${(300 * standardError).toFixed(1)} points: ${verdict}`;
}

function percent(share: number | null): string {
  return share === null ? "none" : `${Number((100 * share).toFixed(1))}%`;
}

/** As `--json` prints it: shares from 0 to 1, null without a forecast. */
export function calibrationObject({ repository, waits, throughput }: Calibration): object {
  return {
    repository,
    first_reviews: {
      forecasts: waits.made,
      not_known: waits.unknown,
      promises: waits.coverage.map(({ promised, all, whenReady, afterDay, never, open }) => ({
        ...coverageObject(promised, all),
        when_ready: coverageObject(promised, whenReady),
        after_24_hours: coverageObject(promised, afterDay),
        never,
        not_over: open,
      })),
    },
    throughput: throughput.map(({ weeksAhead, bands }) => ({
      weeks_ahead: weeksAhead,
      promises: bands.map(({ promised, coverage, atLeast }) => ({
        ...coverageObject(promised, coverage),
        share_at_least: atLeast.share,
      })),
    })),
  };
}

function coverageObject(promised: number, { n, cameTrue, share, standardError, holds }: Coverage): object {
  const three = standardError === null ? null : 3 * standardError;
  return { promised, n, came_true: cameTrue, share, three_standard_errors: three, holds };
}

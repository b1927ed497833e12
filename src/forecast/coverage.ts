/** Decides how the share of forecasts that came true is held against what was promised. */

/**
 * `share` of `n` forecasts came true, where `promised` (0 to 1) was said. `standardError` is that of a share of `n` where the promise holds; `apart` tells how many
 * of them lie between both. All null without a forecast.
 */
export type Coverage = {
  promised: number;
  n: number;
  cameTrue: number;
  share: number | null;
  standardError: number | null;
  apart: number | null;
  /** Within three standard errors. */
  holds: boolean | null;
};

/** `truths` are 1 for a forecast that came true, 0 for one that did not, and between where whole numbers leave it open. */
export function coverageOf(promised: number, truths: readonly number[]): Coverage {
  const n = truths.length;
  const cameTrue = truths.reduce((sum, truth) => sum + truth, 0);
  if (n === 0) return { promised, n, cameTrue, share: null, standardError: null, apart: null, holds: null };
  const share = cameTrue / n;
  const standardError = Math.sqrt((promised * (1 - promised)) / n);
  const apart = (share - promised) / standardError;
  return { promised, n, cameTrue, share, standardError, apart, holds: Math.abs(apart) <= mostApart + roundingError };
}

const mostApart = 3;
const roundingError = 1e-9;

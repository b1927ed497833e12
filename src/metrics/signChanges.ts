/** Decides how large a mean of several series is by chance: the exact test that turns weeks round. */

/** How far the values lie to one side: Σx / √Σx², from -√n to √n, which rises with Student's t; 0 where all are zero. */
export function oneSided(values: readonly number[]): number {
  const squares = values.reduce((sum, value) => sum + value * value, 0);
  return squares === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / Math.sqrt(squares);
}

/**
 * The largest statistic over the series for each of the 2^n ways to give the opposite sign to some of the n places, in all series together, the untouched way
 * among them. All series have n values.
 */
export function largestBySignChange(series: readonly (readonly number[])[], n: number): number[] {
  // The squares stay as they are, so that each series is brought to one length once.
  const units = series.map(ofLengthOne);
  return Array.from({ length: 2 ** n }, (_, pattern) => {
    let largest = -Infinity;
    for (const values of units) largest = Math.max(largest, turnedSum(values, pattern));
    return largest;
  });
}

function ofLengthOne(values: readonly number[]): number[] {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return values.map((value) => (length === 0 ? 0 : value / length));
}

/** A place is turned where its bit is set. */
function turnedSum(values: readonly number[], pattern: number): number {
  let sum = 0;
  let bits = pattern;
  for (const value of values) {
    sum += (bits & 1) === 1 ? -value : value;
    bits >>= 1;
  }
  return sum;
}

/** The share of ways whose largest statistic is at least this one. */
export function pValueOf(statistic: number, largest: readonly number[]): number {
  return largest.filter((each) => each >= statistic - roundingError).length / largest.length;
}

/** The least statistic that has a p-value of at most `level`; infinite where none has. */
export function criticalValue(largest: readonly number[], level: number): number {
  const falling = largest.toSorted((a, b) => b - a);
  const tooCommon = falling[Math.floor(level * falling.length)];
  if (tooCommon === undefined) return falling.at(-1) ?? Infinity;
  return falling.findLast((each) => each > tooCommon + roundingError) ?? Infinity;
}

/** Sums in another order differ by so much; whole numbers of items are further apart. */
export const roundingError = 1e-9;

/** Decides how a list of numbers is summed up, as PostgreSQL would. */

/**
 * The value below which the share `fraction` (0 to 1) of the values lies, as PostgreSQL's `percentile_cont`: the position is `fraction * (n - 1)` in the
 * sorted list, and between two values the line from one to the other. Values may come in any order; null for no values.
 */
export function percentileCont(values: readonly number[], fraction: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const position = fraction * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return below + (position - Math.floor(position)) * (above - below);
}

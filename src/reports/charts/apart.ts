/** Decides how labels that want the same place keep apart. */

/**
 * Places as near to the wanted ones as can be, in the same order, at least `distance` apart and within `[least, most]` as far as they fit: each label moves
 * down off the one before, then those that left the box move up again.
 */
export function apart(wanted: readonly number[], distance: number, least: number, most: number): number[] {
  const order = wanted.map((_, index) => index).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const places = [...wanted];
  let free = least;
  for (const index of order) {
    places[index] = Math.max(free, wanted[index] ?? 0);
    free = (places[index] ?? 0) + distance;
  }
  let limit = most;
  for (const index of order.toReversed()) {
    places[index] = Math.min(limit, places[index] ?? 0);
    limit = (places[index] ?? 0) - distance;
  }
  return places;
}

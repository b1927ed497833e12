/** Decides how many dots become one where they would lie on each other. */

export type Place = { x: number; y: number };

export type Bin = Place & { items: number };

/**
 * Dots by the cell of a grid that they fall into, each cell at its middle dot's mean place: what one sees stays the same, and a chart of 20,000 items is
 * a file of the same size as one of 500.
 */
export function binned(places: readonly Place[], cell: number): Bin[] {
  const cells = new Map<string, Bin>();
  for (const { x, y } of places) {
    const key = `${Math.floor(x / cell)} ${Math.floor(y / cell)}`;
    const bin = cells.get(key) ?? { x: 0, y: 0, items: 0 };
    cells.set(key, { x: bin.x + x, y: bin.y + y, items: bin.items + 1 });
  }
  return [...cells.values()].map(({ x, y, items }) => ({ x: x / items, y: y / items, items }));
}

/** The area of a dot grows with its items, from `smallest` for one to `largest` for the fullest. */
export function radiusOf(items: number, fullest: number, smallest: number, largest: number): number {
  if (fullest <= 1) return smallest;
  const share = (items - 1) / (fullest - 1);
  return Math.sqrt(smallest ** 2 + share * (largest ** 2 - smallest ** 2));
}

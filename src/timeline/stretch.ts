/** Decides how stretches of time add up and what they cover. */
import type { Instant } from "../instant.ts";
import { epochSeconds, instantOfEpochSeconds, later } from "../instant.ts";

/** `from <= t < to`; `to` is null while it lasts. */
export type Stretch = { from: Instant; to: Instant | null };

/** The same time as stretches that neither overlap nor touch, in order. */
export function union(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const stretch of stretches.toSorted((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))) {
    const last = merged.at(-1);
    if (last && (last.to === null || stretch.from <= last.to)) last.to = laterEnd(last.to, stretch.to);
    else merged.push({ from: stretch.from, to: stretch.to });
  }
  return merged;
}

/** Each moment stretched by so many seconds, as a union. Only where a stretch ends is a moment written, which costs more than reading one. */
export function afterEach(moments: readonly Instant[], seconds: number): Stretch[] {
  const stretches: { from: Instant; last: number }[] = [];
  for (const from of [...new Set(moments)].toSorted()) {
    const at = epochSeconds(from);
    const current = stretches.at(-1);
    if (current && at <= current.last + seconds) current.last = at;
    else stretches.push({ from, last: at });
  }
  return stretches.map(({ from, last }) => ({ from, to: instantOfEpochSeconds(last + seconds) }));
}

/** What lies in both. */
export function intersection(some: readonly Stretch[], others: readonly Stretch[]): Stretch[] {
  const common = some.flatMap((one) =>
    others.map((other) => ({ from: later(one.from, other.from), to: earlierEnd(one.to, other.to) })),
  );
  return union(common.filter(({ from, to }) => to === null || from < to));
}

export function covers(stretches: readonly Stretch[], at: Instant): boolean {
  return stretches.some(({ from, to }) => from <= at && (to === null || at < to));
}

/** Where what is covered changes. */
export function edgesOf(stretches: readonly Stretch[]): Instant[] {
  return stretches.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
}

/** Null is an end that has not come. */
export function earlierEnd(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function laterEnd(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

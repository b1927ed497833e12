/** Decides how a length of time is said. */

/**
 * "3 h 20 min", "2 days 4 h", "under a minute": two units at most, from two weeks on only days, always cut and never rounded up, so that a wait is
 * never longer in words than it was. "not known" for null.
 */
export function duration(seconds: number | null): string {
  if (seconds === null) return "not known";
  if (seconds < 60) return "under a minute";
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days >= 14) return `${days} days`;
  if (days > 0) return join(days === 1 ? "1 day" : `${days} days`, hours % 24, "h");
  if (hours > 0) return join(`${hours} h`, minutes % 60, "min");
  return `${minutes} min`;
}

/** "46 h", "11 d", "12 min", for a narrow table: one unit, days from three on, cut as above. */
export function shortDuration(seconds: number | null): string {
  if (seconds === null) return "not known";
  const hours = Math.floor(seconds / 3600);
  if (hours >= 72) return `${Math.floor(hours / 24)} d`;
  return hours > 0 ? `${hours} h` : `${Math.floor(seconds / 60)} min`;
}

function join(first: string, rest: number, unit: string): string {
  return rest === 0 ? first : `${first} ${rest} ${unit}`;
}

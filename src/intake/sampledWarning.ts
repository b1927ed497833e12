/** Decides how often a thing that anybody can provoke gets into the log. */
import type { Log } from "./log.ts";

/**
 * Logs the first of its kind at once and then, while more come, at most one line a minute with how many there were; a flood of forged requests,
 * or a database that is away, must not fill a disk.
 */
export function createSampledWarning(
  log: Pick<Log, "warn">,
  millisecondsNow: () => number = performance.now.bind(performance),
) {
  const kinds = new Map<string, { quietUntil: number; unsaid: number }>();
  return (message: string, details: Record<string, unknown> = {}): void => {
    const kind = kinds.get(message) ?? { quietUntil: -Infinity, unsaid: 0 };
    kinds.set(message, kind);
    if (millisecondsNow() < kind.quietUntil) {
      kind.unsaid += 1;
      return;
    }
    log.warn({ ...details, ...(kind.unsaid === 0 ? {} : { moreSinceLast: kind.unsaid }) }, message);
    kind.quietUntil = millisecondsNow() + quietMilliseconds;
    kind.unsaid = 0;
  };
}

const quietMilliseconds = 60_000;

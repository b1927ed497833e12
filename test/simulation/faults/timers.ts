/** Decides how the timers of a virtual process go: by the simulation's clock, at once after any jump of it. */
import type { Timer } from "../../../src/intake/lease.ts";

export type Timers = {
  timer: Timer;
  /** Calls what is due by now: once, however late it is, as after a process stood still. */
  pass: () => void;
};

/** `now` in seconds. */
export function createTimers(now: () => number): Timers {
  const running = new Set<{ at: number; seconds: number; call: () => void }>();
  return {
    timer: (seconds, call) => {
      const each = { at: now() + seconds, seconds, call };
      running.add(each);
      return { end: () => void running.delete(each) };
    },
    pass: () => {
      for (const each of running) {
        if (each.at > now()) continue;
        each.at = now() + each.seconds;
        each.call();
      }
    },
  };
}

/** Decides how a virtual process runs: up to the next thing that it does to the world outside, where it waits for its turn. */
import { setImmediate } from "node:timers/promises";

/** What a process that was killed gets from everything that it still tries; nothing that it tries has an effect. */
export class Killed extends Error {
  override readonly name = "Killed";
}

export type Actor = {
  readonly name: string;
  /** Waits until the scheduler lets it go on; then the work runs without a break. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Within a transaction nobody else can do anything, so there is no turn to wait for. */
  atOnce: <T>(work: () => Promise<T>) => Promise<T>;
  /** From now on nothing that it does has an effect. */
  die: () => Killed;
  isDead: () => boolean;
  isIdle: () => boolean;
};

export type Scheduled = Actor & {
  /** Begins a task, and returns once it waits for its turn or has ended. */
  begin: (task: () => Promise<unknown>) => Promise<void>;
  /** Lets it do the next thing, and returns once it waits again or its task has ended. */
  goOn: () => Promise<void>;
};

/** `failed` hears of a task that ended otherwise than well, unless its process was killed. */
export function createActor(name: string, failed: (error: unknown) => void): Scheduled {
  const waiting: (() => void)[] = [];
  const state = { running: false, working: 0, dead: false };
  let workEnded = (): void => {};

  async function atOnce<T>(work: () => Promise<T>): Promise<T> {
    if (state.dead) throw new Killed(name);
    state.working += 1;
    try {
      return await work();
    } finally {
      state.working -= 1;
      workEnded();
    }
  }

  async function settled(): Promise<void> {
    do {
      // What a server does meanwhile may take its time, and asking again and again would take it from the server.
      while (state.working > 0) await new Promise<void>((resolve) => (workEnded = resolve));
      // A task may put several questions at once: what follows the first answer has its place before the second.
      await setImmediate();
    } while (state.running && (state.working > 0 || waiting.length === 0));
  }

  return {
    name,
    atOnce,
    inTurn: async (work) => {
      if (state.dead) throw new Killed(name);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return atOnce(work);
    },
    die: () => {
      state.dead = true;
      for (const go of waiting.splice(0)) go();
      return new Killed(name);
    },
    isDead: () => state.dead,
    isIdle: () => !state.running,
    begin: async (task) => {
      state.running = true;
      void task()
        .catch((error: unknown) => {
          if (!state.dead) failed(error);
        })
        .finally(() => {
          state.running = false;
        });
      await settled();
    },
    goOn: async () => {
      waiting.shift()?.();
      await settled();
    },
  };
}

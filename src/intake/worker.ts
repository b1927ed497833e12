/** Decides when the app works: at once on a hint, else each second, slower after a failure, and no longer once it is told to stop. */
import type { Log } from "./log.ts";

export type Step = {
  name: string;
  /** Does what there is to do, a bounded amount of it, and says how much that was; 0 means that there is nothing left. */
  run: () => Promise<number>;
  /** How often to look without a hint. */
  pollMilliseconds?: number;
  /** Hints are not for it: it looks through much, and what it looks for has time. It goes on while it finds something. */
  onlyByClock?: boolean;
};

export type Worker = {
  /** There may be something to do. */
  hint: () => void;
  /** Starts nothing more and lets running steps end, at most for stopMilliseconds; what they held is then taken over when its lease runs out. */
  stop: () => Promise<void>;
};

export type WorkerParts = {
  steps: Step[];
  log: Log;
  stopMilliseconds?: number;
};

const longestBackoffMilliseconds = 60_000;

/** Runs each step in a loop of its own, so that waiting for GitHub does not hold up reading what came in. A step that did something wakes the others. */
export function startWorker({ steps, log, stopMilliseconds = 9_000 }: WorkerParts): Worker {
  const stopping = new AbortController();
  const loops = steps.map((step) => startLoop(step, { log, stopping: stopping.signal, didSomething: hint }));

  function hint(): void {
    for (const loop of loops) loop.hint();
  }

  async function stop(): Promise<void> {
    stopping.abort();
    const ended = Promise.all(loops.map((loop) => loop.ended)).then(() => true);
    const limit = createPause();
    const inTime = await Promise.race([ended, limit.wait(stopMilliseconds).then(() => false)]);
    limit.end();
    if (!inTime) log.warn({}, "A step was still running when the worker stopped; its work will be taken over");
  }

  return { hint, stop };
}

type LoopParts = { log: Pick<Log, "error">; stopping: AbortSignal; didSomething: () => void };

function startLoop(step: Step, { log, stopping, didSomething }: LoopParts): { hint: () => void; ended: Promise<void> } {
  const pause = createPause();
  let hinted = false;
  let failures = 0;
  stopping.addEventListener("abort", () => pause.end());

  /** True if there may be more to do at once. */
  async function pass(): Promise<boolean> {
    hinted = false;
    try {
      const did = await step.run();
      failures = 0;
      if (did > 0) didSomething();
      if (step.onlyByClock === true) return did > 0;
      // A hint given while the step ran may be about something that it did not see any more.
      return hinted;
    } catch (error) {
      failures += 1;
      log.error({ err: error, step: step.name, failures }, "A step of the worker failed and will be tried again");
      return false;
    }
  }

  async function loop(): Promise<void> {
    while (!stopping.aborted) {
      const more = await pass();
      if (!more && !stopping.aborted) await pause.wait(waitMilliseconds(step, failures));
    }
  }

  return {
    hint: () => {
      if (step.onlyByClock === true) return;
      hinted = true;
      // After a failure hints are many and help nothing: only time does.
      if (failures === 0) pause.end();
    },
    ended: loop(),
  };
}

function waitMilliseconds(step: Step, failures: number): number {
  const poll = step.pollMilliseconds ?? 1_000;
  return failures === 0 ? poll : Math.min(poll * 2 ** Math.min(failures - 1, 10), longestBackoffMilliseconds);
}

/** A wait that can be ended early. */
function createPause(): { wait: (milliseconds: number) => Promise<void>; end: () => void } {
  let waiting: { timer: NodeJS.Timeout; resolve: () => void } | null = null;
  return {
    wait: (milliseconds) =>
      new Promise((resolve) => {
        waiting = { timer: setTimeout(resolve, milliseconds), resolve };
      }),
    end: () => {
      clearTimeout(waiting?.timer);
      waiting?.resolve();
      waiting = null;
    },
  };
}

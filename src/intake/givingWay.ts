/** Decides that work never keeps everything else waiting. */
import { setImmediate } from "node:timers/promises";
import type { Step } from "./worker.ts";

/**
 * The step, with a turn of the event loop after each run. The embedded database works in this process and without giving way: while there is much to
 * do, no webhook would be answered and no timer would end.
 */
export function givingWay(step: Step): Step {
  return {
    ...step,
    run: async () => {
      const did = await step.run();
      await setImmediate();
      return did;
    },
  };
}

/** Decides whether the app can keep what it would be sent. */
import type { Log } from "./log.ts";
import { createSampledWarning } from "./sampledWarning.ts";
import { within } from "./within.ts";

/** Answers what keeps the app from taking deliveries, or null; `checkStore` fails if the database takes no writes. */
export function createReadiness(
  checkStore: () => Promise<void>,
  log: Pick<Log, "warn">,
  waitMilliseconds = 2_000,
): () => Promise<string | null> {
  const warn = createSampledWarning(log);
  return async () => {
    try {
      await within(waitMilliseconds, checkStore());
      return null;
    } catch (error) {
      // The reason goes to the log only: anybody can ask whether the app is ready.
      warn("Not ready: the database takes no writes", { err: error });
      return "The database takes no writes.";
    }
  };
}

/** Decides how the demo's app differs from one that `start` runs: it talks to the emulator, lives in the story's time, and does not pause. */
import { createLog } from "../../config/log.ts";
import { type Running, start } from "../../main.ts";
import type { EmulatedGitHub } from "./emulatedGitHub.ts";
import type { StoryClock } from "./storyClock.ts";

/** Only what goes wrong is logged, on stderr. */
export function startDemoApp(options: {
  github: EmulatedGitHub;
  clock: StoryClock;
  store: { databaseUrl: string } | { dataDir: string };
  /** False where there is nothing but the emulator, which keeps no deliveries and shows no history. */
  catchesUp: boolean;
}): Promise<Running> {
  const { github, clock, store, catchesUp } = options;
  const config = {
    app: { id: github.appId, privateKey: github.privateKey },
    webhookSecrets: { current: github.webhookSecret, previous: null },
    listen: { host: "127.0.0.1", port: 0 },
    metrics: null,
    store,
    apiUrl: github.url,
    webUrl: github.url,
    logLevel: "warn",
    backfillDays: 180,
    keepPayloadsDays: { checks: 1, others: 7 },
    eraseAfterDays: 7,
    webhookProxyUrl: null,
  } as const;
  const log = createLog(config.logLevel, [github.webhookSecret, github.privateKey]);
  return start(config, log, {
    now: clock.now,
    publishPauseSeconds: 0,
    longestSleepSeconds: 1,
    paced: false,
    catchesUp,
  });
}

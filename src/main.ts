/** Decides how the parts become one running app, and how it stops. */
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Probot, ProbotOctokit } from "probot";
import packageJson from "../package.json" with { type: "json" };
import throughline, { receiveThrough } from "./app.ts";
import type { Config } from "./config/env.ts";
import { createLog, type Log } from "./config/log.ts";
import { connect, type Database } from "./db/connect.ts";
import { migrate } from "./db/migrate.ts";
import type { OctokitFor } from "./github/ask.ts";
import type { GitHub } from "./github/github.ts";
import { gitHubOnDemand } from "./github/gitHubOnDemand.ts";
import { octokitHook } from "./github/octokitHook.ts";
import { type InstallationPace, installationPace, type Urgency } from "./github/installationPace.ts";
import { oneAttempt } from "./github/oneAttempt.ts";
import { pacedOctokit } from "./github/pacedOctokit.ts";
import { type Instant, instantOfEpochSeconds, endOfTime } from "./instant.ts";
import { checkWritable, forgetOldPayloads, storeDeliveries } from "./intake/deliveries.ts";
import { givingWay } from "./intake/givingWay.ts";
import { createReadiness } from "./intake/readiness.ts";
import { createReceiver } from "./intake/receive.ts";
import { type Front, serveFront, startFront } from "./intake/server.ts";
import { startWorker } from "./intake/worker.ts";
import { pipelineSteps } from "./pipeline.ts";
import type { Entrance } from "./setup/runSetUp.ts";
import { keptReadings } from "./steps/readings.ts";
import { recoverer } from "./steps/recoverDue.ts";
import type { StepContext } from "./steps/stepContext.ts";

export type Running = { url: string; stop: () => Promise<void> };

/** How the app paces itself, apart from what an operator sets; the demo and the tests go faster, through another time. */
export type Pace = {
  now: () => Instant;
  publishPauseSeconds: number;
  longestSleepSeconds: number;
  /** Whether requests keep below GitHub's limits. */
  paced: boolean;
};

const usualPace: Pace = {
  now: currentInstant,
  publishPauseSeconds: 30,
  longestSleepSeconds: 24 * 60 * 60,
  paced: true,
};

/**
 * Runs the app until SIGTERM or SIGINT; then it stops within ten seconds. `note` gets a line when it listens and when it stops. After a set-up the
 * app comes in by its entrance, instead of listening by itself.
 */
export async function runUntilStopped(
  config: Config,
  note: (line: string) => void,
  entrance: Entrance | null = null,
): Promise<void> {
  const log = createLog(config.logLevel, secretsOf(config));
  for (const fault of ["unhandledRejection", "uncaughtException"]) {
    process.on(fault, (error: unknown) => {
      // What failed is unknown, so nothing in this process can be trusted any more; leases and the inbox keep its work for the next.
      log.fatal({ err: error }, `Stopped by an ${fault}`);
      process.exit(1);
    });
  }
  const running = await start(config, log, usualPace, entrance);
  entrance?.tell("running");
  note(`Throughline ${packageJson.version} listens on ${running.url}`);
  if (config.webhookProxyUrl !== null) note(relayHint(config.webhookProxyUrl, running.url));
  await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
  note("Stopping");
  setTimeout(() => process.exit(1), 10_000).unref();
  await running.stop();
}

/** Starts the app: database, Probot, worker, and last the front, so that nothing comes in before it can be kept. */
export async function start(
  config: Config,
  log: Log,
  pace: Pace = usualPace,
  entrance: Entrance | null = null,
): Promise<Running> {
  const database = await connect(config.store, {
    onLostConnection: (error) => log.warn({ err: error }, "Lost an idle connection to the database"),
  });
  try {
    await migrate(database.db);
    return await startOn(database, { config, log, pace, entrance });
  } catch (error) {
    await database.close();
    throw error;
  }
}

type StartParts = { config: Config; log: Log; pace: Pace; entrance: Entrance | null };

async function startOn(database: Database, { config, log, pace, entrance }: StartParts): Promise<Running> {
  const { db } = database;
  const probot = createProbot(config, log);
  const gitHubFor = gitHubOf(probot, pace.paced ? installationPace(db) : null);
  const context: StepContext = {
    db,
    github: gitHubFor("refresh"),
    log,
    now: pace.now,
    // GitHub's clock may be ahead of this one.
    until: endOfTime,
    readings: keptReadings,
    keepPayloadsDays: config.keepPayloadsDays,
    publishPauseSeconds: pace.publishPauseSeconds,
    longestSleepSeconds: pace.longestSleepSeconds,
  };
  const worker = startWorker({
    steps: [
      ...pipelineSteps(context, config.webUrl, gitHubFor("answer")).map(givingWay),
      {
        name: "forgetOldPayloads",
        run: () => forgetOldPayloads(db, config.keepPayloadsDays),
        pollMilliseconds: 600_000,
      },
      {
        name: "recover",
        run: recoverer({ db, hook: hookOf(probot), log, pause: wait }),
        // Its own table says when a pass is due: this is how soon another process goes on where one has died.
        pollMilliseconds: 10_000,
      },
    ],
    log,
  });
  const store = createReceiver({ store: (arrivals) => storeDeliveries(db, arrivals), onStored: worker.hint, log });
  await probot.load(throughline(store));
  const front = await listen(config, entrance, {
    secrets: [config.webhookSecrets.current, config.webhookSecrets.previous].filter((secret) => secret !== null),
    receive: receiveThrough(probot),
    unreadiness: createReadiness(() => checkWritable(db), log),
    version: packageJson.version,
    now: pace.now,
    log,
  }).catch(async (error: unknown) => {
    await worker.stop();
    throw error;
  });
  return {
    url: front.url,
    stop: async () => {
      await Promise.all([front.close(), worker.stop()]);
      await database.close();
    },
  };
}

/** GitHub as the app itself sees it, for questions about its settings; signed as the running app signs. */
export function octokitAsApp(config: Config, log: Log): ReturnType<Probot["auth"]> {
  return createProbot(config, log).auth();
}

/** One client for all of recovery, which paces itself. */
function hookOf(probot: Probot) {
  let octokit: ReturnType<Probot["auth"]> | null = null;
  return octokitHook(() => (octokit ??= probot.auth()));
}

/** Without a pace, a GitHub of our own, which asks for none. */
function gitHubOf(probot: Probot, pace: InstallationPace | null): (urgency: Urgency) => GitHub {
  const octokitFor: OctokitFor = (installationId) => probot.auth(installationId);
  return (urgency) =>
    gitHubOnDemand(() => probot.auth(), pace === null ? octokitFor : pacedOctokit(octokitFor, pace, urgency));
}

function createProbot(config: Config, log: Log): Probot {
  return new Probot({
    appId: config.app.id,
    privateKey: config.app.privateKey,
    // The front verifies, with the previous secret as well; given none, Probot would trust the word `development`.
    secret: config.webhookSecrets.current,
    baseUrl: config.apiUrl,
    Octokit: ProbotOctokit.defaults(oneAttempt),
    // At debug Probot logs every payload, and those hold private text.
    log: log.child({}, { level: log.isLevelEnabled("debug") ? "info" : log.level }),
  });
}

async function listen(
  config: Config,
  entrance: Entrance | null,
  parts: Parameters<typeof startFront>[0],
): Promise<Front> {
  if (entrance !== null) {
    const { door, endpoint: otherwise, onWebhook } = entrance;
    return serveFront({ ...parts, otherwise, onWebhook }, door);
  }
  return startFront(parts, config.listen);
}

function secretsOf(config: Config): string[] {
  return [config.webhookSecrets.current, config.webhookSecrets.previous, config.app.privateKey].filter(
    (secret) => secret !== null,
  );
}

function relayHint(channel: string, url: string): string {
  return `To relay webhooks from ${channel}, run in another terminal: npx smee-client@5 --url ${channel} --target ${url}/api/github/webhooks`;
}

function currentInstant(): Instant {
  return instantOfEpochSeconds(Math.floor(Date.now() / 1000));
}

/** Decides how the parts become one running app, and how it stops. */
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Probot, ProbotOctokit } from "probot";
import packageJson from "../package.json" with { type: "json" };
import throughline, { receiveThrough } from "./app.ts";
import type { Config } from "./config/env.ts";
import { createLog, type Log } from "./config/log.ts";
import { secretValues } from "./config/secretValues.ts";
import { connect, type Database } from "./db/connect.ts";
import { migrate } from "./db/migrate.ts";
import type { GitHub } from "./github/github.ts";
import { gitHubOnDemand } from "./github/gitHubOnDemand.ts";
import { octokitHistory } from "./github/history/octokitHistory.ts";
import { octokitHook } from "./github/octokitHook.ts";
import { installationPace, outagesNow, type Urgency } from "./github/installationPace.ts";
import { oneAttempt } from "./github/oneAttempt.ts";
import { octokitsAtPace } from "./github/octokitsAtPace.ts";
import { metered } from "./github/requestMeter.ts";
import { endOfTime } from "./instant.ts";
import { countBackfills } from "./intake/backfills.ts";
import { givingWay } from "./intake/givingWay.ts";
import { readLevels } from "./intake/levels.ts";
import { createReadiness } from "./intake/readiness.ts";
import { createReceiver } from "./intake/receive.ts";
import { type Front, type FrontParts, serveFront, startFront } from "./intake/server.ts";
import { inboxOf } from "./intake/storeCheck.ts";
import { startWorker, type Step } from "./intake/worker.ts";
import { openMetricsDoor } from "./meter/metricsDoor.ts";
import { createMeter, type Meter, type MeterSources } from "./meter/prometheus.ts";
import { pipelineSteps } from "./pipeline.ts";
import type { Entrance } from "./setup/runSetUp.ts";
import { lookAfterGap } from "./steps/lookAfterGap.ts";
import { waitInProcess } from "./steps/historySource.ts";
import { type Pace, usualPace } from "./steps/pace.ts";
import { keptReadings } from "./steps/readings.ts";
import { recoverer } from "./steps/recoverDue.ts";
import type { StepContext } from "./steps/stepContext.ts";
import { upkeep } from "./steps/upkeep.ts";

export type Running = {
  url: string;
  /** Where the metrics are; null where none are asked for. */
  metricsUrl: string | null;
  /** For `drainMilliseconds` it says that it is not ready and goes on taking deliveries, so that a balancer can turn to others first. */
  stop: (drainMilliseconds?: number) => Promise<void>;
};

/**
 * Runs the app until SIGTERM or SIGINT; then it stops within ten seconds, after a SIGTERM not before a balancer could see it. `note` gets a line when it listens and when it stops. After a set-up the
 * app comes in by its entrance, instead of listening by itself.
 */
export async function runUntilStopped(
  config: Config,
  note: (line: string) => void,
  entrance: Entrance | null = null,
): Promise<void> {
  const log = createLog(config.logLevel, secretValues(config));
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
  const drainMilliseconds = await Promise.race([
    once(process, "SIGTERM").then(() => balancerMilliseconds),
    once(process, "SIGINT").then(() => 0),
  ]);
  note("Stopping");
  setTimeout(() => process.exit(1), 10_000).unref();
  await running.stop(drainMilliseconds);
}

/** Long enough for a balancer that asks each second; with what closing takes still under ten seconds. */
const balancerMilliseconds = 3_000;

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
    // Not before a migration, which may take long; half a minute more than a transaction may pause.
    database.limitSilence(90_000);
    return await startOn(database, { config, log, pace, entrance });
  } catch (error) {
    await database.close();
    throw error;
  }
}

type StartParts = { config: Config; log: Log; pace: Pace; entrance: Entrance | null };

async function startOn(database: Database, { config, log, pace, entrance }: StartParts): Promise<Running> {
  const { db } = database;
  const meter = config.metrics === null ? null : createMeter(sourcesOf(database));
  const probot = createProbot(config, log, meter);
  const octokits = octokitsAtPace((id) => probot.auth(id), pace.paced ? installationPace(db) : null, log);
  const gitHubFor = (urgency: Urgency) => gitHubOnDemand(() => probot.auth(), octokits(urgency));
  const context = contextOf(db, gitHubFor("refresh"), { config, log, pace, meter });
  if (pace.catchesUp) await lookAfterGap(context);
  const history = { gitHub: octokitHistory(octokits("refresh")), days: config.backfillDays, wait: waitInProcess };
  const steps = pipelineSteps(context, config.webUrl, gitHubFor("answer"), pace.catchesUp ? history : null);
  const worker = startWorker({
    steps: [
      ...steps.map(givingWay),
      ...(pace.catchesUp ? [recovery(db, probot, log)] : []),
      ...upkeep(context, config.eraseAfterDays),
    ],
    log,
  });
  const inbox = inboxOf(db);
  const store = createReceiver({ store: inbox.store, onStored: worker.hint, log });
  await probot.load(throughline(store));
  const ready = createReadiness(inbox.check, log);
  let stopping = false;
  const doors = await openDoors(
    meter,
    { config, log, entrance },
    {
      secrets: [config.webhookSecrets.current, config.webhookSecrets.previous].filter((secret) => secret !== null),
      receive: receiveThrough(probot),
      unreadiness: async () => (stopping ? "The app is stopping." : ready()),
      progress: async () => ({ histories: await countBackfills(db) }),
      version: packageJson.version,
      now: pace.now,
      log,
      meter: meter?.webhooks,
    },
  ).catch(async (error: unknown) => {
    await worker.stop();
    throw error;
  });
  return {
    url: doors.front.url,
    metricsUrl: doors.metrics?.url ?? null,
    stop: async (drainMilliseconds = 0) => {
      stopping = true;
      await Promise.all([worker.stop(), wait(drainMilliseconds).then(() => doors.front.close())]);
      await doors.metrics?.close();
      await database.close();
    },
  };
}

function sourcesOf({ db, connections }: Database): MeterSources {
  return {
    readLevels: () => readLevels(db),
    countOutages: async () => (await outagesNow(db)).length,
    connections,
  };
}

export function contextOf(
  db: Database["db"],
  github: GitHub,
  { config, log, pace, meter }: Pick<StartParts, "config" | "log" | "pace"> & { meter: Meter | null },
): StepContext {
  return {
    db,
    github,
    log,
    now: pace.now,
    // GitHub's clock may be ahead of this one.
    until: endOfTime,
    readings: keptReadings,
    keepPayloadsDays: config.keepPayloadsDays,
    publishPauseSeconds: pace.publishPauseSeconds,
    longestSleepSeconds: pace.longestSleepSeconds,
    ...(meter && { meter: meter.work }),
  };
}

/** The metrics first: a port that is taken is then told before anything comes in. */
async function openDoors(
  meter: Meter | null,
  { config, log, entrance }: Pick<StartParts, "config" | "log" | "entrance">,
  parts: FrontParts,
): Promise<{ front: Front; metrics: Awaited<ReturnType<typeof openMetricsDoor>> | null }> {
  const metrics = meter && config.metrics && (await openMetricsDoor(meter, config.metrics, log));
  try {
    return { front: await listen(config, entrance, parts), metrics };
  } catch (error) {
    await metrics?.close();
    throw error;
  }
}

/** GitHub as the app itself sees it, for questions about its settings; signed as the running app signs. */
export function octokitAsApp(config: Config, log: Log): ReturnType<Probot["auth"]> {
  return createProbot(config, log, null).auth();
}

/** Its own table says when a pass is due: the poll is how soon another process goes on where one has died. */
function recovery(db: Database["db"], probot: Probot, log: Log): Step {
  return {
    name: "recover",
    run: recoverer({ db, hook: hookOf(probot), log, pause: wait }),
    pollMilliseconds: 5_000,
  };
}

/** One client for all of recovery, which paces itself. */
function hookOf(probot: Probot) {
  let octokit: ReturnType<Probot["auth"]> | null = null;
  return octokitHook(() => (octokit ??= probot.auth()));
}

export function createProbot(config: Config, log: Log, meter: Meter | null): Probot {
  const watch = (fetching: typeof fetch) => (meter === null ? fetching : metered(fetching, meter.requests));
  return new Probot({
    appId: config.app.id,
    privateKey: config.app.privateKey,
    // The front verifies, with the previous secret as well; given none, Probot would trust the word `development`.
    secret: config.webhookSecrets.current,
    baseUrl: config.apiUrl,
    Octokit: ProbotOctokit.defaults((options: Parameters<typeof oneAttempt>[0]) => oneAttempt(options, watch)),
    // At debug Probot logs every payload, and those hold private text.
    log: log.child({}, { level: log.isLevelEnabled("debug") ? "info" : log.level }),
  });
}

async function listen(config: Config, entrance: Entrance | null, parts: FrontParts): Promise<Front> {
  if (entrance !== null) {
    const { door, endpoint: otherwise, onWebhook } = entrance;
    return serveFront({ ...parts, otherwise, onWebhook }, door);
  }
  return startFront(parts, config.listen);
}

function relayHint(channel: string, url: string): string {
  return `To relay webhooks from ${channel}, run in another terminal: npx smee-client@5 --url ${channel} --target ${url}/api/github/webhooks`;
}

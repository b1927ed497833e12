/** Decides under which names and labels Prometheus finds what is counted; no label holds a name, a number or a text of anybody. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { RequestMeter } from "../github/requestMeter.ts";
import { extras, subscriptions, unasked } from "../intake/events.ts";
import type { Levels } from "../intake/levels.ts";
import type { WebhookMeter, WorkMeter } from "../intake/meter.ts";

/** Connections to a database server; null of the embedded database, which has one. */
export type Connections = { total: number; idle: number; waiting: number };

export type Meter = {
  webhooks: WebhookMeter;
  work: WorkMeter;
  requests: RequestMeter;
  /** Everything in Prometheus' text format, and its content type. */
  scrape: () => Promise<{ text: string; contentType: string }>;
};

export type MeterSources = {
  readLevels: () => Promise<Levels>;
  /** How many installations wait for GitHub, since it does not answer. */
  countOutages: () => Promise<number>;
  connections: () => Connections | null;
};

/** Each has a registry of its own, so that several in one process do not count together. */
export function createMeter(sources: MeterSources): Meter {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const levels = levelGauges(registry);
  return {
    webhooks: webhookMeter(registry),
    work: workMeter(registry),
    requests: requestMeter(registry),
    scrape: async () => {
      await levels.read(sources);
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

const knownEvents = new Set([
  ...subscriptions.map(({ event }) => event),
  ...extras.map(({ event }) => event),
  ...unasked,
]);

function webhookMeter(registry: Registry): WebhookMeter {
  const registers = [registry];
  const webhooks = new Counter({
    name: "throughline_webhooks_total",
    help: "Webhooks by how they were answered. event is `unverified` where the webhook was not taken, `other` where the app does not read it.",
    labelNames: ["event", "result"],
    registers,
  });
  const seconds = new Histogram({
    name: "throughline_webhook_answer_seconds",
    help: "From a webhook's headers to its answer.",
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
    registers,
  });
  const bytes = new Histogram({
    name: "throughline_webhook_body_bytes",
    help: "Size of webhooks' bodies as they were announced.",
    buckets: [1, 4, 16, 64, 256, 1024, 4096, 16_384, 25_600].map((kibibytes) => kibibytes * 1024),
    registers,
  });
  return {
    answered: (webhook) => {
      const event = webhook.event === null ? "unverified" : knownEvents.has(webhook.event) ? webhook.event : "other";
      webhooks.inc({ event, result: webhook.result });
      seconds.observe(webhook.seconds);
      if (webhook.bodyBytes !== null) bytes.observe(webhook.bodyBytes);
    },
  };
}

function workMeter(registry: Registry): WorkMeter {
  const registers = [registry];
  const deliveries = new Counter({
    name: "throughline_deliveries_read_total",
    help: "Stored deliveries by what became of them; failed ones are set aside.",
    labelNames: ["outcome"],
    registers,
  });
  const attempts = new Counter({
    name: "throughline_work_attempts_total",
    help: "Tries of due work by kind and outcome; lost: the lease ran out and another worker has it.",
    labelNames: ["kind", "outcome"],
    registers,
  });
  return {
    read: (outcome) => deliveries.inc({ outcome }),
    attempted: (kind, outcome, count = 1) => {
      if (count > 0) attempts.inc({ kind, outcome }, count);
    },
  };
}

function requestMeter(registry: Registry): RequestMeter {
  const registers = [registry];
  const requests = new Counter({
    name: "throughline_github_requests_total",
    help: "Requests to GitHub by kind of route and status; `none` where no answer came.",
    labelNames: ["route", "status"],
    registers,
  });
  const remaining = new Histogram({
    name: "throughline_github_remaining_requests",
    help: "What was left of an installation's hourly quota, by each answer that said so.",
    buckets: [0, 100, 500, 1000, 2500, 5000, 10_000, 15_000],
    registers,
  });
  const tooEarly = new Counter({
    name: "throughline_github_retry_after_violations_total",
    help: "Requests sent before the time was over for which GitHub had asked to wait.",
    registers,
  });
  return {
    answered: ({ route, status, remaining: left }) => {
      requests.inc({ route, status: status === null ? "none" : String(status) });
      if (left !== null) remaining.observe(left);
    },
    sentTooEarly: () => tooEarly.inc(),
  };
}

function levelGauges(registry: Registry): { read: (sources: MeterSources) => Promise<void> } {
  const registers = [registry];
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name: `throughline_${name}`, help, labelNames, registers });
  const depth = gauge("queue_depth", "Work that is due and not done; translate is the inbox.", "kind");
  const age = gauge("queue_oldest_age_seconds", "For how long the oldest of it has been due.", "kind");
  const setAside = gauge("dead_letters", "Deliveries and work that were set aside.", "kind");
  const reachable = gauge("database_reachable", "1 if the database answered this scrape.");
  const outages = gauge("github_outages", "Installations for which GitHub does not answer, so that little is asked.");
  const connections = gauge(
    "database_connections",
    "Connections to the database server, and who waits for one.",
    "state",
  );
  return {
    read: async (sources) => {
      for (const each of [depth, age, setAside, connections]) each.reset();
      for (const [state, count] of Object.entries(sources.connections() ?? {})) connections.set({ state }, count);
      try {
        const levels = await sources.readLevels();
        for (const { kind, due, longestDueSeconds } of levels.queues) {
          depth.set({ kind }, due);
          age.set({ kind }, longestDueSeconds ?? 0);
        }
        for (const { kind, count } of levels.setAside) setAside.set({ kind }, count);
        outages.set(await sources.countOutages());
        reachable.set(1);
      } catch {
        // Said by the gauge itself; what is wrong with the database the log says.
        reachable.set(0);
      }
    },
  };
}

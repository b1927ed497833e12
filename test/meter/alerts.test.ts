/** Whether the alert rules and the dashboard ask for metrics that there are, and whether each alert comes in the fault that it is about. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createMeter, type Meter } from "../../src/meter/prometheus.ts";
import type { Levels } from "../../src/intake/levels.ts";
import { holds, type Sample, samplesIn } from "../support/promExpression.ts";

const rules = z
  .object({ groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })) })
  .parse(parse(readFileSync("docs/alerts.yml", "utf8")))
  .groups.flatMap((group) => group.rules);

const asked = (text: string) => new Set(text.match(/\b(?:throughline|nodejs|process)_[a-z0-9_]+/g) ?? []);

async function told(): Promise<Set<string>> {
  const { scrape } = createMeter({
    readLevels: async () => ({ queues: [{ kind: "fold", due: 1, longestDueSeconds: 2 }], setAside: [] }),
    countOutages: async () => 1,
    connections: () => ({ total: 3, idle: 1, waiting: 0 }),
  });
  return asked((await scrape()).text.replaceAll(/^(?!# TYPE).*$/gm, ""));
}

test("every metric in an alert exists", async () => {
  const metrics = await told();
  expect(rules.length).toBeGreaterThan(5);
  for (const { alert, expr } of rules) {
    expect(asked(expr).size, alert).toBeGreaterThan(0);
    expect(
      [...asked(expr)].filter((name) => !metrics.has(name)),
      alert,
    ).toEqual([]);
  }
});

test("every metric of the app's own is told in docs/operating.md, and no other", async () => {
  const own = (names: Set<string>) => [...names].filter((name) => name.startsWith("throughline_")).toSorted();
  // The role of the database is named by its owner's name.
  const documented = own(asked(readFileSync("docs/operating.md", "utf8"))).filter((name) => !name.endsWith("_of_"));
  expect(documented).toEqual(own(await told()));
});

test("a database that does not answer is told, and everything else all the same", async () => {
  const { scrape, webhooks } = createMeter({
    readLevels: () => Promise.reject(new Error("away")),
    countOutages: async () => 0,
    connections: () => null,
  });
  webhooks.answered({ result: "stored", event: "a-name-of-somebody", seconds: 0.01, bodyBytes: 2_000 });
  const { text } = await scrape();
  expect(text).toContain("throughline_database_reachable 0");
  expect(text).toContain('throughline_webhooks_total{event="other",result="stored"} 1');
});

/** A meter after an ordinary quarter of an hour; `levels` says how the queues stand. */
function meterOf(levels: Partial<Levels> | null = {}, outages = 0): Meter {
  const meter = createMeter({
    readLevels: async () => {
      if (levels === null) throw new Error("away");
      return { queues: [{ kind: "fold", due: 1, longestDueSeconds: 2 }], setAside: [], ...levels };
    },
    countOutages: async () => outages,
    connections: () => ({ total: 3, idle: 1, waiting: 0 }),
  });
  times(100, () => meter.webhooks.answered({ result: "stored", event: "issues", seconds: 0.01, bodyBytes: 2_000 }));
  times(100, () => meter.requests.answered({ route: "GET issue", status: 200, remaining: 4_000 }));
  meter.work.read("done");
  meter.work.attempted("fold", "done");
  return meter;
}

/** Without the lag of the machine that runs the tests, which may be anything. */
async function samplesOf({ scrape }: Meter, lagSeconds = 0.02): Promise<Sample[]> {
  return samplesIn((await scrape()).text).map((sample) =>
    sample.name === "nodejs_eventloop_lag_p99_seconds" ? { ...sample, value: lagSeconds } : sample,
  );
}

const times = (count: number, act: () => void) => Array.from({ length: count }).forEach(act);

const unanswered = (result: string) => ({ result, event: null, seconds: 2, bodyBytes: null });

type Fault = {
  levels?: Partial<Levels> | null;
  lagSeconds?: number;
  outages?: number;
  happens?: (meter: Meter) => void;
  isGone?: true;
};

const faults: Record<string, Fault> = {
  ThroughlineDown: { isGone: true },
  ThroughlineDatabaseAway: { levels: null },
  ThroughlineRefusesDeliveries: { happens: ({ webhooks }) => webhooks.answered(unanswered("unavailable")) },
  ThroughlineSignaturesDoNotFit: {
    happens: ({ webhooks }) => times(21, () => webhooks.answered(unanswered("unsigned"))),
  },
  ThroughlineFallsBehind: { levels: { queues: [{ kind: "publish", due: 3, longestDueSeconds: 901 }] } },
  ThroughlineSetAside: { levels: { setAside: [{ kind: "delivery", count: 1 }] } },
  ThroughlineImpatient: { happens: ({ requests }) => requests.sentTooEarly() },
  ThroughlineNotAccepted: { happens: ({ requests }) => times(4, () => requests.answered(refused)) },
  ThroughlineGitHubFails: { happens: ({ requests }) => times(30, () => requests.answered(silent)) },
  ThroughlineGitHubIsDown: { outages: 1 },
  ThroughlineEventLoopLags: { lagSeconds: 0.6 },
};

const refused = { route: "POST token", status: 401, remaining: null };
const silent = { route: "GET issue", status: null, remaining: null };

test.for(rules)("$alert comes in its fault, and in an ordinary hour it does not", async ({ alert, expr }) => {
  const calm = meterOf();
  const before = await samplesOf(calm);
  calm.requests.answered({ route: "GET issue", status: 200, remaining: 3_999 });
  expect(holds(expr, { before, after: await samplesOf(calm) })).toBe(false);

  const { levels = {}, lagSeconds, outages, happens, isGone } = faults[alert] ?? {};
  const meter = meterOf(levels, outages);
  happens?.(meter);
  const after = isGone ? [] : await samplesOf(meter, lagSeconds);
  expect(holds(expr, { before, after })).toBe(true);
});

const dashboard = z
  .object({
    panels: z.array(
      z.object({ id: z.number(), title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) }),
    ),
  })
  .parse(JSON.parse(readFileSync("docs/grafana.json", "utf8")));

test("the dashboard asks for nothing but metrics and labels that there are", async () => {
  const meter = meterOf({ setAside: [{ kind: "delivery", count: 1 }] });
  const samples = await samplesOf(meter);
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  for (const { title, targets } of dashboard.panels) {
    for (const { expr } of targets) {
      const [metric = ""] = asked(expr);
      const sample = samples.find(({ name }) => name === metric);
      expect(sample, `${title}: ${metric}`).toBeDefined();
      const by = (/by \(([^)]+)\)/.exec(expr)?.[1] ?? "").split(", ").filter((label) => label !== "");
      // Prometheus itself adds which process it was.
      expect(["instance", ...Object.keys(sample?.labels ?? {})], title).toEqual(expect.arrayContaining(by));
    }
  }
});

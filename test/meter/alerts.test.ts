/** Whether the alert rules ask for metrics that there are. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createMeter } from "../../src/meter/prometheus.ts";

const rules = z
  .object({ groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })) })
  .parse(parse(readFileSync("docs/alerts.yml", "utf8")))
  .groups.flatMap((group) => group.rules);

const asked = (text: string) => new Set(text.match(/\b(?:throughline|nodejs|process)_[a-z0-9_]+/g) ?? []);

async function told(): Promise<Set<string>> {
  const { scrape } = createMeter({
    readLevels: async () => ({ queues: [{ kind: "fold", due: 1, longestDueSeconds: 2 }], setAside: [] }),
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
    connections: () => null,
  });
  webhooks.answered({ result: "stored", event: "a-name-of-somebody", seconds: 0.01, bodyBytes: 2_000 });
  const { text } = await scrape();
  expect(text).toContain("throughline_database_reachable 0");
  expect(text).toContain('throughline_webhooks_total{event="other",result="stored"} 1');
});

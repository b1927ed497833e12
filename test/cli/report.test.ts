/** `throughline report`: a week of what is kept, as the summary issue, as numbers and as charts. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { reportSchema } from "../../src/reports/weekly/reportSchema.ts";
import { march } from "../cases/march.ts";
import { play } from "../cases/runCase.ts";
import { deliveryFile, run, temporaryFolder } from "../support/deliveryFile.ts";
import { parseSvg } from "../support/dom.ts";

afterEach(() => vi.unstubAllEnvs());

test("reports a week of the month from what was replayed", { timeout: 120_000 }, async () => {
  const dataDir = temporaryFolder();
  // The latest delivery is from week 14, so that the last whole week is the one before.
  const deliveries = play(march).deliveries.filter(({ receivedAt }) => receivedAt < "2026-04-02T00:00:00Z");
  expect(await run("replay", deliveryFile(deliveries), "--data-dir", dataDir)).toMatchObject({ code: 0 });
  const report = (...words: string[]) => run("report", "acme/shop", ...words, "--data-dir", dataDir);

  const json = await report("--week", "2026-W12", "--format", "json");
  expect(json).toMatchObject({ code: 0, notes: [] });
  const numbers = reportSchema.parse(JSON.parse(json.result));
  // Counted by hand: test/cases/marchWeeks.ts.
  expect(numbers).toMatchObject({
    repositories: ["acme/shop"],
    week: "2026-W12",
    released: 5,
    pull_requests: { opened: 7, merged: 7, open_at_end: 0, first_review: { p50_seconds: 3600, n: 7 } },
    slowest_stage: { stage: "implementation", why: "most-waiting", runner_up: "release" },
    deployments: { completed: 4, completed_undone: 2, change_failure_rate: 0.5 },
    health: { since: "2026-03-02T08:00:02Z", deliveries_set_aside: 0 },
  });

  const markdown = await report("--week", "2026-W12", "--format", "markdown");
  expect(markdown).toMatchObject({ code: 0, notes: [] });
  expect(markdown.result).toMatch(/^# .*2026-W12\n\n/);
  expect(await report("--week", "2026-W12")).toEqual(markdown);
  expect(markdown.result).toContain("https://github.com/acme/shop/issues/new?");

  vi.stubEnv("GHE_HOST", "github.example.com");
  const elsewhere = (await report("--week", "2026-W12")).result;
  vi.unstubAllEnvs();
  expect(elsewhere).toContain("https://github.example.com/acme/shop/issues/new?");
  expect(elsewhere).not.toContain("github.com/");

  expect((await report()).result).toMatch(/^# .*2026-W13\n\n/);

  const unheard = await report("--week", "2026-W14");
  expect(unheard.notes).toContainEqual(
    expect.stringMatching(/^The latest delivery is of 2026-04-01T\S+: nothing is known here of what came after it\.$/),
  );

  const charts = path.join(temporaryFolder(), "not", "there", "yet");
  const written = await report("--week", "2026-W12", "--charts", charts);
  expect(written).toMatchObject({ code: 0, result: markdown.result, notes: [`10 charts are in ${charts}.`] });
  const names = ["ageing-work", "cumulative-flow", "cycle-time-scatter"];
  const queues = ["queue-and-wait-implementation", "queue-and-wait-review"];
  const files = [...names, ...queues].flatMap((name) => [`${name}-dark.svg`, `${name}-light.svg`]);
  expect(readdirSync(charts).toSorted()).toEqual(files);
  for (const file of files) {
    expect(() => parseSvg(readFileSync(path.join(charts, file), "utf8")), file).not.toThrow();
  }

  const file = path.join(temporaryFolder(), "a-file");
  writeFileSync(file, "");
  expect(await report("--week", "2026-W12", "--charts", file)).toEqual({
    code: 1,
    result: "",
    notes: [`Charts cannot be written into ${file}: EEXIST. Name a folder that you may write to.`],
  });

  expect(await run("report", "acme/unknown", "--data-dir", dataDir)).toEqual({
    code: 1,
    result: "",
    notes: ["Nothing is known of acme/unknown here. Replay its deliveries first, or name another store."],
  });
});

test.for([
  [[], "Name one repository as OWNER/REPO."],
  [["acme"], "Name one repository as OWNER/REPO."],
  [["acme/shop#7"], "Name one repository as OWNER/REPO."],
  [["acme/shop", "acme/blog"], "Name one repository as OWNER/REPO."],
  [["acme/shop", "--week", "2026-W54"], '--week must be an ISO week like 2026-W10, not "2026-W54".'],
  [["acme/shop", "--week", "2025-W53"], '--week must be an ISO week like 2026-W10, not "2025-W53".'],
  [["acme/shop", "--week", "W10"], '--week must be an ISO week like 2026-W10, not "W10".'],
  [["acme/shop", "--format", "html"], '--format is markdown or json, not "html".'],
  [["acme/shop", "--charts", ""], "--charts needs the name of a folder."],
] as const)("%j exits 2 and says why in one line", async ([words, why]) => {
  expect(await run("report", ...words)).toEqual({
    code: 2,
    result: "",
    notes: [`${why} Run \`throughline report --help\` for how it is used.`],
  });
});

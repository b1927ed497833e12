/**
 * Decides how long the weekly report of a large repository takes: 100,000 items of six years with 1,000,000 facts, and the same weeks with a tenth of
 * the history behind them; and each question that a comment can ask. Embedded, or on the server at THROUGHLINE_BENCH_DATABASE, a database of its own, which is
 * emptied. THROUGHLINE_BENCH_ITEMS chooses other sizes: `npm run bench:weekly`
 */
import type { Kysely } from "kysely";
import { commandLines } from "../../src/commands/commandLines.ts";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { connect } from "../../src/db/connect.ts";
import { migrate } from "../../src/db/migrate.ts";
import type { Tables } from "../../src/db/tables.ts";
import type { Instant } from "../../src/instant.ts";
import { gitHubWeb } from "../../src/reports/webAddress.ts";
import { weeklySummary } from "../../src/reports/weekly/weeklySummary.ts";
import { composeReply } from "../../src/steps/composeReply.ts";
import { readWeek } from "../../src/steps/readWeek.ts";
import { repositoryId } from "../support/payloadParts.ts";
import { factsPerItem, fillRepository } from "./largeRepository.ts";
import { machine } from "./machine.ts";

const week = "2026-W10";
const end: Instant = "2026-03-09T00:00:00Z";
const itemsPerYear = 100_000 / 6;
const sizes = (process.env["THROUGHLINE_BENCH_ITEMS"] ?? "10000,100000").split(",").map(Number);
const repository = {
  id: repositoryId,
  fullName: "octo/hello-world",
  installationId: 1,
  defaultBranch: "main",
  private: false,
  archived: false,
  fork: false,
  firstReceivedAt: "2019-01-01T00:00:00Z",
  lastReceivedAt: end,
  knownSince: "2000-01-01T00:00:00Z",
};

process.stdout.write(`On ${machine()}\n`);
const times: number[] = [];
for (const items of sizes) times.push(await measured(items));
const [small, large] = [times.at(0), times.at(-1)];
if (small !== undefined && large !== undefined && sizes.length > 1)
  process.stdout.write(
    `${sizes.at(-1)} items against ${sizes[0]} behind the same weeks: ${(large / small).toFixed(2)} times the time\n`,
  );

/** Milliseconds that the report takes, the median of five. */
async function measured(items: number): Promise<number> {
  const url = process.env["THROUGHLINE_BENCH_DATABASE"];
  const database = await connect(url === undefined ? { temporary: true } : { databaseUrl: url });
  try {
    await migrate(database.db);
    const years = items / itemsPerYear;
    const filling = performance.now();
    await fillRepository(database.db, { items, years, end });
    process.stderr.write(`filled in ${Math.round((performance.now() - filling) / 1000)} s\n`);
    const runs: number[] = [];
    for (let run = 0; run < 5; run += 1) runs.push(await report(database.db));
    process.stdout.write(
      `${items} items of ${years.toFixed(1)} years, ${items * factsPerItem} facts: ${runs.map((each) => each.toFixed(0)).join(", ")} ms\n`,
    );
    for (const question of questions(items)) await answer(database.db, question);
    return runs.toSorted((a, b) => a - b)[2] ?? 0;
  } finally {
    await database.close();
  }
}

async function report(db: Kysely<Tables>): Promise<number> {
  const busy = process.cpuUsage();
  const start = performance.now();
  const {
    report: numbers,
    titles,
    history,
  } = await readWeek(db, {
    repositories: [repository],
    week,
    config: defaultConfig,
    configCommit: null,
    refused: [],
  });
  const { body } = weeklySummary(numbers, { home: repository.fullName, web: gitHubWeb, titles, now: end, rest: "" });
  const milliseconds = performance.now() - start;
  const { user } = process.cpuUsage(busy);
  process.stderr.write(
    `${history.items.length} items and ${history.pullRequests.length} pull requests read, ${body.length} characters written, ` +
      `${Math.round(user / 1000)} ms of this process\n`,
  );
  return milliseconds;
}

/** Each that reads a history, narrowed in each way, lately and over all that is known. */
function questions(items: number): string[] {
  const open = 2 * (items - 20) + 1;
  return [
    "queue",
    "queue --label bug",
    "stage review",
    "stage review --weeks 52",
    "stage shaping --weeks 104",
    "stage review --label bug",
    "slowest",
    "slowest --weeks 104",
    "slowest --label bug",
    "slowest --since 2024-03-11",
    "failed",
    "failed --since 2024-03-11",
    "aging",
    "aging --label bug",
    `item #${open}`,
    `explain #${open}`,
    "forecast 20 items",
    "forecast until 2026-12-24 --weeks 104",
    "forecast 20 items --label bug",
    "whatif implementation=400/week review=300/week",
    "whatif review=400/week --weeks 104",
    "compare 2025-W43..W50 2025-W51..2026-W06",
    "compare 2025-W43..W50 2025-W51..2026-W06 --label bug",
    "compare 2020-W20..W27 2020-W28..W35",
    `week ${week}`,
    "week 2021-W10",
  ];
}

/** From its words to its text, the second of two: the first may be the first of its kind in this process. */
async function answer(db: Kysely<Tables>, question: string): Promise<void> {
  const place = {
    repository: repository.fullName,
    web: gitHubWeb,
    now: end,
    config: defaultConfig,
    knownSince: repository.firstReceivedAt,
    shared: null,
    isBeingRead: false,
  };
  const asking = {
    source: { repository, repositories: [{ repository, refused: null }], place, configCommit: null },
    may: () => true,
    makeLabels: null,
  };
  const runs: string[] = [];
  let length = 0;
  for (let run = 0; run < 2; run += 1) {
    const busy = process.cpuUsage();
    const start = performance.now();
    const { body } = await composeReply(db, commandLines(`/flow ${question}`), asking);
    const milliseconds = Math.round(performance.now() - start);
    runs.push(`${milliseconds} ms (${Math.round(process.cpuUsage(busy).user / 1000)} ms of this process)`);
    length = body.length;
  }
  process.stdout.write(`  /flow ${question}: ${runs.join(", then ")}, ${length} characters\n`);
}

/**
 * Decides how long the weekly report of a large repository takes: 100,000 items of six years with 1,000,000 facts, and the same weeks with a tenth of
 * the history behind them; and each question that a comment can ask. On the embedded database, or on the server at THROUGHLINE_TEST_POSTGRES_URL. `npm run bench:weekly`
 */
import { type Kysely, sql } from "kysely";
import { connect } from "../../src/db/connect.ts";
import { migrate } from "../../src/db/migrate.ts";
import type { Tables } from "../../src/db/tables.ts";
import { addSeconds, type Instant, secondsBetween } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { gitHubWeb } from "../../src/reports/webAddress.ts";
import { weeklySummary } from "../../src/reports/weekly/weeklySummary.ts";
import { commandLines } from "../../src/commands/commandLines.ts";
import { composeReply } from "../../src/steps/composeReply.ts";
import { readWeek } from "../../src/steps/readWeek.ts";
import type { Timelines } from "../../src/timeline/repository.ts";
import { saveTimelines } from "../../src/timeline/timelineStore.ts";
import { generationsOf } from "../../src/timeline/generations.ts";
import { folded } from "../support/folded.ts";
import { repositoryId } from "../support/payloadParts.ts";
import { played } from "../support/scenario.ts";
import { machine } from "./machine.ts";

const week = "2026-W10";
const end: Instant = "2026-03-09T00:00:00Z";
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
};
const factsPerItem = 10;
const questions = [
  "queue",
  "queue --label bug",
  "stage review",
  "stage review --weeks 52",
  "slowest",
  "failed",
  "aging",
  "forecast 20 items",
  `week ${week}`,
];

const template = folded(oneItem(), { now: "2026-06-01T00:00:00Z" });
const templateStart: Instant = "2026-03-02T09:00:00Z";

process.stdout.write(`On ${machine()}\n`);
const small = await measured(10_000, 6 / 10);
const large = await measured(100_000, 6);
process.stdout.write(`Ten times the history behind the weeks: ${(large / small).toFixed(2)} times the time\n`);

/** Milliseconds that the report takes, the median of five. */
async function measured(items: number, years: number): Promise<number> {
  const url = process.env["THROUGHLINE_BENCH_DATABASE"];
  const database = await connect(url === undefined ? { temporary: true } : { databaseUrl: url });
  try {
    await migrate(database.db);
    await fill(database.db, items, years);
    const runs: number[] = [];
    for (let run = 0; run < 5; run += 1) runs.push(await report(database.db));
    const median = runs.toSorted((a, b) => a - b)[2] ?? 0;
    process.stdout.write(
      `${items} items of ${years} years, ${items * factsPerItem} facts: ${runs.map((each) => each.toFixed(0)).join(", ")} ms\n`,
    );
    await answers(database.db);
    return median;
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

/** Each question that reads a history, from its words to its text. */
async function answers(db: Kysely<Tables>): Promise<void> {
  const place = {
    repository: repository.fullName,
    web: gitHubWeb,
    now: end,
    config: defaultConfig,
    knownSince: repository.firstReceivedAt,
  };
  const asking = { source: { repository, place, configCommit: null }, may: () => true, makeLabels: null };
  for (const line of questions) {
    const start = performance.now();
    const { body } = await composeReply(db, commandLines(`/flow ${line}`), asking);
    const milliseconds = Math.round(performance.now() - start);
    process.stdout.write(`  /flow ${line}: ${milliseconds} ms, ${body.length} characters\n`);
  }
}

async function fill(db: Kysely<Tables>, items: number, years: number): Promise<void> {
  for (const table of ["items_by_generation", "pull_requests_by_generation", "facts"])
    await sql`delete from ${sql.table(table)}`.execute(db);
  await generationsOf(db, repositoryId);
  const begins = addSeconds(end, -Math.round(years * 365.25 * 24 * 3600));
  const apart = secondsBetween(begins, end) / items;
  for (let first = 0; first < items; first += 500) {
    const timelines: Timelines = { items: [], pullRequests: [] };
    for (let index = first; index < first + 500; index += 1) {
      const shifted = shiftedBy(index, Math.round(secondsBetween(templateStart, begins) + index * apart));
      timelines.items.push(...shifted.items);
      timelines.pullRequests.push(...shifted.pullRequests);
    }
    await saveTimelines(db, { repositoryId, generation: 0 }, [], timelines);
  }
  for (let first = 1; first < items * factsPerItem; first += 50_000)
    await sql`
    insert into facts (repository_id, key, subject, kind, at, time_source, received_at, delivery, event, signal, translator)
    select ${repositoryId}, 'bench ' || n, '#' || n / ${factsPerItem}, 'commented', ${begins}::timestamptz + n * ${apart / factsPerItem}::float8 * interval '1 second',
      'comment.created_at', now(), md5(n::text), 'issue_comment.created', '{"kind":"commented","by":{"id":1,"login":"ada","bot":false},"where":"conversation"}', 1
    from generate_series(${first}::integer, ${first + 49_999}::integer) n`.execute(db);
  await sql`analyze`.execute(db);
}

/** The way of the template, so much later, under numbers of its own; what would lie after the end of the weeks is still open. */
function shiftedBy(index: number, seconds: number): Timelines {
  const text = JSON.stringify({ items: template.items, pullRequests: template.pullRequests });
  const whole: Timelines = JSON.parse(text, (key, value: unknown) => {
    if (typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) {
      const shifted = addSeconds(value, seconds);
      return shifted > end ? null : shifted;
    }
    return key === "number" && typeof value === "number" ? 2 * index + value : value;
  });
  return {
    items: whole.items.map((item) => ({
      ...item,
      visits: item.visits.filter(hasBegun).map((visit) => ({ ...visit, segments: visit.segments.filter(hasBegun) })),
      tasks: item.tasks.filter(hasBegun),
      rework: item.rework.filter(hasBegun),
    })),
    pullRequests: whole.pullRequests
      .filter(hasBegun)
      .map((pullRequest) => ({ ...pullRequest, waits: pullRequest.waits.filter(hasBegun) })),
  };
}

/** What lies after the end has lost its moment. */
function hasBegun(each: {
  from?: Instant;
  enteredAt?: Instant;
  startedAt?: Instant;
  openedAt?: Instant;
  at?: Instant;
}): boolean {
  return (each.from ?? each.enteredAt ?? each.startedAt ?? each.openedAt ?? each.at ?? null) !== null;
}

function oneItem(): Delivery[] {
  return played(2026, { fullName: "octo/hello-world", id: repositoryId }, ({ at }) => {
    at("03-02 09:00", (now) =>
      now.issueOpened(1, { by: "ada", title: "Export the table as a file that a spreadsheet reads" }),
    );
    at("03-03 10:00", (now) => now.labeled(1, "needs scoping", { by: "ada" }));
    at("03-04 10:00", (now) => now.labeled(1, "size: M", { by: "ben" }));
    at("03-05 10:00", (now) => now.labeled(1, "stage: design", { by: "ben" }));
    at("03-06 10:00", (now) => now.pushed("1-export", { by: "ben" }));
    at("03-07 10:00", (now) => now.pullRequestOpened(2, { by: "ben", branch: "1-export", closes: [1], draft: true }));
    at("03-07 10:05", (now) => now.checkStarted(2, "unit"));
    at("03-07 10:15", (now) => now.checkEnded(2, "unit", "failure"));
    at("03-07 12:00", (now) => now.pushed("1-export", { by: "ben" }));
    at("03-08 09:00", (now) => now.madeReady(2));
    at("03-10 09:00", (now) => now.reviewed(2, "eva", "changes_requested"));
    at("03-11 09:00", (now) => now.pushed("1-export", { by: "ben" }));
    at("03-12 09:00", (now) => now.reviewed(2, "eva", "approved"));
    at("03-12 15:00", (now) => now.merged(2));
  }).deliveries;
}

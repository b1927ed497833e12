/** Decides what a large repository holds for the benches: one item's whole life, told over and over at an even pace up to the end of the weeks. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../../src/db/tables.ts";
import { addSeconds, epochSeconds, type Instant, instantOfEpochSeconds } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import type { DeploymentRecord } from "../../src/timeline/deploymentRecord.ts";
import { saveDeployments } from "../../src/timeline/deploymentStore.ts";
import { generationsOf } from "../../src/timeline/generations.ts";
import type { Timelines } from "../../src/timeline/repository.ts";
import { saveTimelines } from "../../src/timeline/timelineStore.ts";
import { folded } from "../support/folded.ts";
import { repositoryId } from "../support/payloadParts.ts";
import { played } from "../support/scenario.ts";

export const factsPerItem = 10;

export type Size = { items: number; years: number; end: Instant };

const itemsAtOnce = 1000;
const factsAtOnce = 100_000;

/** One deployment for so many items. */
const itemsPerDeployment = 5;

const templateStart: Instant = "2026-03-02T09:00:00Z";

/**
 * Fills the tables from which questions are answered. Items, pull requests and deployments are kept as the app keeps them; the facts are written in one statement
 * after another with the indexes off, since as many appended one by one would take an hour.
 */
export async function fillRepository(db: Kysely<Tables>, size: Size): Promise<void> {
  for (const table of ["items_by_generation", "pull_requests_by_generation", "deployments_by_generation", "facts"])
    await sql`truncate ${sql.table(table)} cascade`.execute(db);
  await generationsOf(db, repositoryId);
  await withoutIndexes(db, ["items_by_generation", "stage_visits_by_generation", "pull_requests_by_generation"], () =>
    fillTimelines(db, size),
  );
  await fillDeployments(db, size);
  await withoutIndexes(db, ["facts"], () => fillFacts(db, size));
  await sql`vacuum analyze`.execute(db);
}

async function fillTimelines(db: Kysely<Tables>, { items, years, end }: Size): Promise<void> {
  const { begins, apart } = pace({ items, years, end });
  const template = folded(oneItem(), { now: "2026-06-01T00:00:00Z" });
  const shift = shifter(template, epochSeconds(end));
  for (let first = 0; first < items; first += itemsAtOnce) {
    const timelines: Timelines = { items: [], pullRequests: [] };
    for (let index = first; index < Math.min(first + itemsAtOnce, items); index += 1) {
      const shifted = shift(index, Math.round(begins + index * apart - epochSeconds(templateStart)));
      timelines.items.push(...shifted.items);
      timelines.pullRequests.push(...shifted.pullRequests);
    }
    await saveTimelines(db, { repositoryId, generation: 0 }, [], timelines);
  }
}

function pace({ items, years, end }: Size): { begins: number; apart: number } {
  const begins = epochSeconds(end) - Math.round(years * 365.25 * 24 * 3600);
  return { begins, apart: (epochSeconds(end) - begins) / items };
}

/** Every twentieth had to be undone. */
async function fillDeployments(db: Kysely<Tables>, size: Size): Promise<void> {
  const { begins, apart } = pace(size);
  const records = Array.from({ length: Math.floor(size.items / itemsPerDeployment) }, (_, index): DeploymentRecord => {
    const createdAt = instantOfEpochSeconds(Math.round(begins + index * itemsPerDeployment * apart));
    const isUndone = index % 20 === 0;
    return {
      id: index + 1,
      environment: "production",
      kind: "production",
      sha: "a".repeat(40),
      createdAt,
      finishedAt: addSeconds(createdAt, 300),
      state: "success",
      completed: true,
      isRollback: false,
      undoneBy: isUndone ? "revert" : null,
      undoneAt: isUndone ? addSeconds(createdAt, 3600) : null,
      restoredAt: isUndone ? addSeconds(createdAt, 4000) : null,
      restoredBy: isUndone ? "revert" : null,
      carries: Array.from({ length: itemsPerDeployment }, (__, of) => 2 * (index * itemsPerDeployment + of) + 2),
    };
  });
  await saveDeployments(db, { repositoryId, generation: 0 }, records);
}

/** Of each item a snapshot, and comments; every tenth bears the label. */
async function fillFacts(db: Kysely<Tables>, size: Size): Promise<void> {
  const { begins, apart } = pace(size);
  const count = size.items * factsPerItem;
  const comment = { kind: "commented", by: { id: 1, login: "ada", bot: false }, where: "conversation" };
  const snapshot = { kind: "issue-snapshot", nodeId: null, labels: [] };
  const labelled = { ...snapshot, labels: [{ name: "bug", color: "d73a4a" }] };
  for (let first = 0; first < count; first += factsAtOnce)
    await sql`
      insert into facts (repository_id, key, subject, kind, at, time_source, received_at, delivery, event, signal, translator)
      select ${repositoryId}, 'bench ' || n, '#' || (n / ${factsPerItem}) * 2 + 1,
        case when n % ${factsPerItem} = 0 then 'issue-snapshot' else 'commented' end,
        to_timestamp(${begins}::float8 + n * ${apart / factsPerItem}::float8), 'comment.created_at', now(), md5(n::text), 'issue_comment.created',
        case when n % ${factsPerItem} <> 0 then ${JSON.stringify(comment)}::jsonb
          when n % ${10 * factsPerItem} = 0 then ${JSON.stringify(labelled)}::jsonb else ${JSON.stringify(snapshot)}::jsonb end, 1
      from generate_series(${first}::integer, ${Math.min(first + factsAtOnce, count) - 1}::integer) n`.execute(db);
}

/** A row put into each index by itself takes most of the time. */
async function withoutIndexes(db: Kysely<Tables>, tables: readonly string[], fill: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where not indisprimary and indrelid::regclass::text in (${sql.join(tables)})`.execute(db);
  for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(db);
  await fill();
  for (const { definition } of rows) await sql.raw(definition).execute(db);
}

/** The way of the template, so much later, under numbers of its own; what would lie after the end of the weeks is still open. */
function shifter(template: Timelines, end: number): (index: number, seconds: number) => Timelines {
  const text = JSON.stringify({ items: template.items, pullRequests: template.pullRequests });
  // Between every two pieces stands a moment or a number.
  const pieces = text.split(movable);
  const moved = pieces.map((piece, place) =>
    place % 2 === 0 ? null : piece.startsWith('"') ? epochSeconds(piece.slice(1, -1)) : null,
  );
  return (index, seconds) => {
    const shifted = pieces.map((piece, place) => {
      if (place % 2 === 0) return piece;
      const at = moved[place];
      if (at === null || at === undefined) return String(2 * index + Number(piece));
      return at + seconds > end ? "null" : `"${instantOfEpochSeconds(at + seconds)}"`;
    });
    return begun(JSON.parse(shifted.join("")));
  };
}

const movable = /("\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"|(?<="number":|"pullRequests":\[|"issues":\[)\d+)/;

function begun({ items, pullRequests }: Timelines): Timelines {
  return {
    items: items.map((item) => {
      const visits = item.visits
        .filter(hasBegun)
        .map((visit) => ({ ...visit, segments: visit.segments.filter(hasBegun) }));
      return {
        ...item,
        stage: item.exitedAt === null ? (visits.at(-1)?.stage ?? null) : null,
        visits,
        tasks: item.tasks.filter(hasBegun),
        rework: item.rework.filter(hasBegun),
        owned: item.owned.filter(hasBegun),
      };
    }),
    pullRequests: pullRequests
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

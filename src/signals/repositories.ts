/** Decides what is known of each repository that the app has heard of: its name now, when it was first heard, and where the app is installed. Owner of the tables `repositories` and `installations`. */
import { type Kysely, type Selectable, sql } from "kysely";
import type { InstallationsTable, RepositoriesTable, Tables } from "../db/tables.ts";
import { addSeconds, earlier, type Instant } from "../instant.ts";
import type { DirectoryNews, RepositoryRef } from "./signal.ts";

export type HeardRepository = { repository: RepositoryRef; receivedAt: Instant };

export type HeardNews = { news: DirectoryNews; receivedAt: Instant };

/** Without an installation where the app was removed, suspended or never installed. */
export type KnownRepository = RepositoryRef & {
  /** When the app came: the first receipt. */
  firstReceivedAt: Instant;
  /** The receipt that the names are taken from. */
  lastReceivedAt: Instant;
  /** Before this moment only a part is known: since when its history was read, or when the app came. */
  knownSince: Instant;
};

/**
 * Keeps of each repository what was received last, in whatever order it is told: after a rename or transfer the id stays and the name is the new one.
 * A delivery that names no installation says nothing about it.
 */
export async function rememberRepositories(executor: Kysely<Tables>, heard: readonly HeardRepository[]): Promise<void> {
  await write(executor, heard.map(rowOf));
}

/** Keeps where the app is installed, by what was received last; nothing follows the deletion of an installation. */
export async function rememberDirectory(executor: Kysely<Tables>, heard: readonly HeardNews[]): Promise<void> {
  await write(
    executor,
    heard.flatMap(({ news, receivedAt }) => (news.kind === "repository" ? [mentionOf(news, receivedAt)] : [])),
  );
  for (const { news, receivedAt } of heard) {
    if (news.kind !== "installation") continue;
    await sql`
      insert into installations as known (id, state, heard_at) values (${news.id}, ${news.state}, ${receivedAt})
      on conflict (id) do update set state = excluded.state, heard_at = excluded.heard_at
      where known.state <> 'deleted' and (excluded.state = 'deleted'
        or (excluded.heard_at, excluded.state) > (known.heard_at, known.state))`.execute(executor);
  }
}

async function write(executor: Kysely<Tables>, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into repositories as known
      (id, full_name, installation_id, installation_heard_at, default_branch, private, archived, fork, first_received_at,
        last_received_at)
    select id, full_name, installation_id, installation_heard_at, default_branch, private, archived, fork, first_received_at,
      last_received_at
    from json_to_recordset(${JSON.stringify(oneForEach(rows))}::json) as heard(
      id bigint, full_name text, installation_id bigint, installation_heard_at timestamptz, default_branch text,
      private boolean, archived boolean, fork boolean, first_received_at timestamptz, last_received_at timestamptz,
      removed_from bigint)
    where not exists (
      select from repositories as elsewhere where elsewhere.id = heard.id and elsewhere.installation_id <> heard.removed_from)
    on conflict (id) do update set
      full_name = ${ofTheLatest("full_name")},
      installation_id = ${ofTheLatestInstallation("installation_id")},
      installation_heard_at = ${ofTheLatestInstallation("installation_heard_at")},
      default_branch = ${ofTheLatest("default_branch")},
      private = ${ofTheLatest("private")},
      archived = ${ofTheLatest("archived")},
      fork = ${ofTheLatest("fork")},
      first_received_at = least(excluded.first_received_at, known.first_received_at),
      last_received_at = greatest(excluded.last_received_at, known.last_received_at)`.execute(executor);
}

export async function repositoryById(executor: Kysely<Tables>, id: number): Promise<KnownRepository | null> {
  const row = await known(executor).where("repositories.id", "=", id).executeTakeFirst();
  return row === undefined ? null : knownOf(row);
}

/** By its full name, in capitals or not. Of several that have borne the name, the one heard last. */
export async function repositoryByName(executor: Kysely<Tables>, fullName: string): Promise<KnownRepository | null> {
  const row = await known(executor)
    .where(sql`lower(full_name)`, "=", fullName.toLowerCase())
    .orderBy("last_received_at", "desc")
    .orderBy("repositories.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : knownOf(row);
}

/** All in which that installation may act, by name. */
export async function repositoriesOf(executor: Kysely<Tables>, installationId: number): Promise<KnownRepository[]> {
  const rows = await known(executor)
    .where("installation_id", "=", installationId)
    .orderBy("full_name")
    .orderBy("repositories.id")
    .execute();
  return rows.map(knownOf).filter((each) => each.installationId !== null);
}

/** All that were ever heard of, by name. */
export async function allRepositories(executor: Kysely<Tables>): Promise<KnownRepository[]> {
  const rows = await known(executor).orderBy("full_name").orderBy("repositories.id").execute();
  return rows.map(knownOf);
}

function known(executor: Kysely<Tables>) {
  return executor
    .selectFrom("repositories")
    .leftJoin("installations", "installations.id", "installation_id")
    .selectAll("repositories")
    .select("state");
}

/** Of two receipts in one second the greater name counts, and archived before not, so that the order of hearing does not. */
function ofTheLatest(column: keyof RepositoriesTable) {
  return sql`case when
    (excluded.last_received_at, excluded.full_name, excluded.archived, excluded.private)
      >= (known.last_received_at, known.full_name, known.archived, known.private)
    then excluded.${sql.ref(column)} else known.${sql.ref(column)} end`;
}

/** Of two receipts in one second the one counts by which the app was removed. */
function ofTheLatestInstallation(column: "installation_id" | "installation_heard_at") {
  return sql`case when known.installation_heard_at is null or
    (excluded.installation_heard_at, excluded.installation_id is null, excluded.installation_id)
      >= (known.installation_heard_at, known.installation_id is null, known.installation_id)
    then excluded.${sql.ref(column)} else known.${sql.ref(column)} end`;
}

/** One row for each repository, since one statement may not update a row twice. */
function oneForEach(heard: readonly Row[]): Row[] {
  const rows = new Map<number, Row>();
  for (const row of heard) {
    const other = rows.get(row.id);
    rows.set(row.id, other === undefined ? row : mergedRow(other, row));
  }
  return [...rows.values()];
}

/** Its history has been read from that moment on. What was known of earlier times stays known. */
export async function rememberKnownSince(executor: Kysely<Tables>, id: number, since: Instant): Promise<void> {
  await sql`update repositories set known_since = least(known_since, ${since}::timestamptz) where id = ${id}`.execute(
    executor,
  );
}

/** `removed_from`: it says nothing where another installation has the repository by now, as after a transfer. */
type Row = Omit<Selectable<RepositoriesTable>, "known_since" | "kept_for"> & { removed_from: number | null };

/** As the statement merges a row with the one that is there. */
function mergedRow(a: Row, b: Row): Row {
  const newer = isAfter(latest(a), latest(b)) ? a : b;
  const installed = installedRow(a, b);
  return {
    ...newer,
    installation_id: installed.installation_id,
    installation_heard_at: installed.installation_heard_at,
    removed_from: installed.removed_from,
    first_received_at: earlier(a.first_received_at, b.first_received_at),
  };
}

function installedRow(a: Row, b: Row): Row {
  if (isElsewhere(a, b)) return a;
  if (isElsewhere(b, a)) return b;
  return isAfter(latestInstallation(a), latestInstallation(b)) ? a : b;
}

function isElsewhere({ installation_id: id }: Row, { removed_from: from }: Row): boolean {
  return id !== null && from !== null && id !== from;
}

function latest(row: Row): (string | number | boolean)[] {
  return [row.last_received_at, row.full_name, row.archived, row.private];
}

function latestInstallation({ installation_heard_at: at, installation_id: id }: Row): (string | number | boolean)[] {
  return [at ?? "", at !== null && id === null, id ?? 0];
}

function isAfter(a: (string | number | boolean)[], b: (string | number | boolean)[]): boolean {
  const place = a.findIndex((part, index) => part !== b[index]);
  return place !== -1 && (a[place] ?? "") > (b[place] ?? "");
}

/** So long a delivery may be under way: it tells through which installation the repository was seen by then, and takes back no removal since. */
const underWaySeconds = 3600;

function rowOf({ repository, receivedAt }: HeardRepository): Row {
  return {
    id: repository.id,
    full_name: repository.fullName,
    installation_id: repository.installationId,
    installation_heard_at: repository.installationId === null ? null : addSeconds(receivedAt, -underWaySeconds),
    default_branch: repository.defaultBranch,
    private: repository.private,
    archived: repository.archived,
    fork: repository.fork,
    first_received_at: receivedAt,
    last_received_at: receivedAt,
    removed_from: null,
  };
}

/** Such a row gives way to whatever a delivery of the repository itself tells. */
function mentionOf(news: DirectoryNews & { kind: "repository" }, receivedAt: Instant): Row {
  const { id, fullName, installationId, removedFrom } = news;
  const unknown = { defaultBranch: null, archived: false, fork: false };
  const row = rowOf({ repository: { id, fullName, installationId, private: news.private, ...unknown }, receivedAt });
  const seen = { installation_heard_at: receivedAt, last_received_at: "1970-01-01T00:00:00Z" };
  return { ...row, ...seen, removed_from: removedFrom ?? null };
}

function knownOf(row: Selectable<RepositoriesTable> & { state: InstallationsTable["state"] | null }): KnownRepository {
  return {
    id: row.id,
    fullName: row.full_name,
    installationId: row.state === "suspended" || row.state === "deleted" ? null : row.installation_id,
    defaultBranch: row.default_branch,
    private: row.private,
    archived: row.archived,
    fork: row.fork,
    firstReceivedAt: row.first_received_at,
    lastReceivedAt: row.last_received_at,
    knownSince: earlier(row.known_since ?? row.first_received_at, row.first_received_at),
  };
}

/** Decides what is known of each repository that the app has heard of: its name now, and when it was first heard. Owner of the table `repositories`. */
import { type Kysely, type Selectable, sql } from "kysely";
import type { RepositoriesTable, Tables } from "../db/tables.ts";
import { earlier, type Instant } from "../instant.ts";
import type { RepositoryRef } from "./signal.ts";

export type HeardRepository = { repository: RepositoryRef; receivedAt: Instant };

export type KnownRepository = RepositoryRef & {
  /** When the app came: the first receipt. */
  firstReceivedAt: Instant;
  /** The receipt that the names are taken from. */
  lastReceivedAt: Instant;
};

/**
 * Keeps of each repository what was received last, in whatever order it is told: after a rename or transfer the id stays and the name is the new one.
 * An installation once known is not forgotten by a delivery that names none.
 */
export async function rememberRepositories(executor: Kysely<Tables>, heard: readonly HeardRepository[]): Promise<void> {
  if (heard.length === 0) return;
  await sql`
    insert into repositories as known
      (id, full_name, installation_id, default_branch, private, archived, fork, first_received_at, last_received_at)
    select * from json_to_recordset(${JSON.stringify(rowsOf(heard))}::json) as heard(
      id bigint, full_name text, installation_id bigint, default_branch text, private boolean, archived boolean,
      fork boolean, first_received_at timestamptz, last_received_at timestamptz)
    on conflict (id) do update set
      full_name = ${ofTheLatest("full_name")},
      installation_id = coalesce(${ofTheLatest("installation_id")}, excluded.installation_id, known.installation_id),
      default_branch = ${ofTheLatest("default_branch")},
      private = ${ofTheLatest("private")},
      archived = ${ofTheLatest("archived")},
      fork = ${ofTheLatest("fork")},
      first_received_at = least(excluded.first_received_at, known.first_received_at),
      last_received_at = greatest(excluded.last_received_at, known.last_received_at)`.execute(executor);
}

export async function repositoryById(executor: Kysely<Tables>, id: number): Promise<KnownRepository | null> {
  const row = await executor.selectFrom("repositories").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : knownOf(row);
}

/** By its full name, in capitals or not. Of several that have borne the name, the one heard last. */
export async function repositoryByName(executor: Kysely<Tables>, fullName: string): Promise<KnownRepository | null> {
  const row = await executor
    .selectFrom("repositories")
    .selectAll()
    .where(sql`lower(full_name)`, "=", fullName.toLowerCase())
    .orderBy("last_received_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : knownOf(row);
}

/** All that were ever heard of, by name. */
export async function allRepositories(executor: Kysely<Tables>): Promise<KnownRepository[]> {
  const rows = await executor.selectFrom("repositories").selectAll().orderBy("full_name").orderBy("id").execute();
  return rows.map(knownOf);
}

/** Of two receipts in one second the greater name counts, so that the order of hearing does not. */
function ofTheLatest(column: keyof RepositoriesTable) {
  return sql`case when (excluded.last_received_at, excluded.full_name) >= (known.last_received_at, known.full_name)
    then excluded.${sql.ref(column)} else known.${sql.ref(column)} end`;
}

/** One row for each repository, since one statement may not update a row twice. */
function rowsOf(heard: readonly HeardRepository[]): Row[] {
  const rows = new Map<number, Row>();
  for (const one of heard) {
    const row = rowOf(one);
    const known = rows.get(row.id);
    rows.set(row.id, known === undefined ? row : mergedRow(known, row));
  }
  return [...rows.values()];
}

type Row = Selectable<RepositoriesTable>;

function mergedRow(a: Row, b: Row): Row {
  const [older, newer] = isLater(a, b) ? [b, a] : [a, b];
  return {
    ...newer,
    installation_id: newer.installation_id ?? older.installation_id,
    first_received_at: earlier(a.first_received_at, b.first_received_at),
  };
}

function isLater(a: Row, b: Row): boolean {
  return a.last_received_at === b.last_received_at
    ? a.full_name > b.full_name
    : a.last_received_at > b.last_received_at;
}

function rowOf({ repository, receivedAt }: HeardRepository): Row {
  return {
    id: repository.id,
    full_name: repository.fullName,
    installation_id: repository.installationId,
    default_branch: repository.defaultBranch,
    private: repository.private,
    archived: repository.archived,
    fork: repository.fork,
    first_received_at: receivedAt,
    last_received_at: receivedAt,
  };
}

function knownOf(row: Row): KnownRepository {
  return {
    id: row.id,
    fullName: row.full_name,
    installationId: row.installation_id,
    defaultBranch: row.default_branch,
    private: row.private,
    archived: row.archived,
    fork: row.fork,
    firstReceivedAt: row.first_received_at,
    lastReceivedAt: row.last_received_at,
  };
}

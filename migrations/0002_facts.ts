/** Decides how the directory of tenants and the log of facts begin. */
import { type Kysely, sql } from "kysely";

/** Keys compare byte by byte, so that both databases sort them alike. */
const key = sql`text collate "C"`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await createRepositories(db);
  await createFacts(db);
  await createFactVersions(db);
}

async function createFactVersions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("fact_versions")
    .addColumn("repository_id", "bigint", (column) => column.primaryKey())
    .addColumn("version", "bigint", (column) => column.notNull())
    .execute();
}

async function createRepositories(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("repositories")
    .addColumn("id", "bigint", (column) => column.primaryKey())
    .addColumn("full_name", key, (column) => column.notNull())
    .addColumn("installation_id", "bigint")
    .addColumn("default_branch", "text")
    .addColumn("private", "boolean", (column) => column.notNull())
    .addColumn("archived", "boolean", (column) => column.notNull())
    .addColumn("fork", "boolean", (column) => column.notNull())
    .addColumn("first_received_at", "timestamptz", (column) => column.notNull())
    .addColumn("last_received_at", "timestamptz", (column) => column.notNull())
    .execute();
}

async function createFacts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("facts")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("key", key, (column) => column.notNull())
    .addColumn("subject", key, (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("at", "timestamptz", (column) => column.notNull())
    .addColumn("time_source", "text", (column) => column.notNull())
    .addColumn("received_at", "timestamptz", (column) => column.notNull())
    .addColumn("delivery", "text", (column) => column.notNull())
    .addColumn("event", "text", (column) => column.notNull())
    .addColumn("signal", "jsonb", (column) => column.notNull())
    .addColumn("translator", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("facts_pkey", ["repository_id", "key"])
    .execute();
  await db.schema.createIndex("facts_subject").on("facts").columns(["repository_id", "subject"]).execute();
  await db.schema.createIndex("facts_kind").on("facts").columns(["repository_id", "kind"]).execute();
}

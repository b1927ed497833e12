/** Decides how the inbox of deliveries and the list of due work begin. */
import { type Kysely, sql } from "kysely";

/** Ids and keys compare byte by byte, so that both databases sort them alike. */
const key = sql`text collate "C"`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await createDeliveries(db);
  await createDueWork(db);
}

async function createDeliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("deliveries")
    .addColumn("id", key, (column) => column.primaryKey())
    .addColumn("event", "text", (column) => column.notNull())
    .addColumn("action", "text")
    .addColumn("repository_id", "bigint")
    .addColumn("installation_id", "bigint")
    .addColumn("received_at", "timestamptz", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("reason", "text")
    .addColumn("attempts", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("payload", "text")
    .addColumn("replay_run", "text")
    .addCheckConstraint("deliveries_state", sql`state in ('stored', 'done', 'ignored', 'failed')`)
    .execute();
  await db.schema
    .createIndex("deliveries_stored")
    .on("deliveries")
    .column("received_at")
    .where(sql.ref("state"), "=", sql.lit("stored"))
    .execute();
  if (await hasLz4(db)) await sql`alter table deliveries alter column payload set compression lz4`.execute(db);
}

/** A server may have been built without it. */
async function hasLz4(db: Kysely<unknown>): Promise<boolean> {
  const { rows } =
    await sql`select from pg_settings where name = 'default_toast_compression' and 'lz4' = any(enumvals)`.execute(db);
  return rows.length > 0;
}

async function createDueWork(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("due_work")
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("subject", key, (column) => column.notNull())
    .addColumn("due_at", "timestamptz", (column) => column.notNull())
    .addColumn("wanted", "integer", (column) => column.notNull().defaultTo(1))
    .addColumn("attempts", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("lease", "text")
    .addColumn("leased_until", "timestamptz")
    .addColumn("last_error", "text")
    .addPrimaryKeyConstraint("due_work_pkey", ["kind", "repository_id", "subject"])
    .addCheckConstraint("due_work_kind", sql`kind in ('fold', 'publish')`)
    .execute();
  await db.schema.createIndex("due_work_due").on("due_work").columns(["kind", "due_at"]).execute();
}

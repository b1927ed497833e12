/** Decides how it is kept how far a repository's history has been read from GitHub, what was repaired by it, and since when the repository is known. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("backfills")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("days", "integer")
    .addColumn("welcome", "boolean", (column) => column.notNull().defaultTo(false))
    .addColumn("since", "timestamptz")
    .addColumn("begun_at", "timestamptz")
    .addColumn("read_at", "timestamptz")
    .addColumn("ended_at", "timestamptz")
    .addColumn("streams", "jsonb", (column) => column.notNull().defaultTo(sql`'{}'`))
    .addPrimaryKeyConstraint("backfills_pkey", ["repository_id", "kind"])
    .addCheckConstraint("backfills_kind", sql`kind in ('backfill', 'reconcile')`)
    .execute();
  await db.schema
    .createTable("repairs")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("repaired_at", "timestamptz", (column) => column.notNull())
    .addColumn("facts", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("repairs_pkey", ["repository_id", "repaired_at"])
    .execute();
  await db.schema.alterTable("repositories").addColumn("known_since", "timestamptz").execute();
}

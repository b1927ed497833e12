/** Decides how it is kept which deliveries were missed, how often GitHub was asked for them again, and how far its list of deliveries has been read. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("recovery")
    .addColumn("id", "smallint", (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn("next_pass_at", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn("not_before", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn("failures", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("last_error", "text")
    .addColumn("passed_at", "timestamptz")
    .addColumn("heard_until", "timestamptz")
    .addColumn("walk_began_at", "timestamptz")
    .addColumn("walk_floor", "timestamptz")
    .addColumn("walk_newest", "timestamptz")
    .addColumn("walk_cursor", "text")
    .addColumn("gap_since", "timestamptz")
    .addColumn("gap_until", "timestamptz")
    .addColumn("lease", "text")
    .addColumn("leased_until", "timestamptz")
    .execute();
  await db.schema
    .createTable("missed_deliveries")
    .addColumn("id", sql`text collate "C"`, (column) => column.primaryKey())
    .addColumn("attempt", "bigint", (column) => column.notNull())
    .addColumn("first_at", "timestamptz", (column) => column.notNull())
    .addColumn("latest_at", "timestamptz", (column) => column.notNull())
    .addColumn("repository_id", "bigint")
    .addColumn("installation_id", "bigint")
    .addColumn("asked", "integer", (column) => column.notNull().defaultTo(0))
    .addColumn("ask_at", "timestamptz", (column) => column.defaultTo(sql`now()`))
    .execute();
  await db.schema
    .createIndex("missed_deliveries_to_ask")
    .on("missed_deliveries")
    .column("ask_at")
    .where(sql.ref("ask_at"), "is not", null)
    .execute();
}

/** Decides how items, their visits to stages and their pull requests begin; all of it can be folded again from the facts. */
import { type Kysely, sql } from "kysely";

/** Subjects compare byte by byte, as they do in the facts. */
const key = sql`text collate "C"`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await createItemLinks(db);
  await createItems(db);
  await createStageVisits(db);
  await createPullRequests(db);
}

async function createItemLinks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("item_links")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("subject", key, (column) => column.notNull())
    .addColumn("other", key, (column) => column.notNull())
    .addPrimaryKeyConstraint("item_links_pkey", ["repository_id", "subject", "other"])
    .execute();
  await db.schema.createIndex("item_links_other").on("item_links").columns(["repository_id", "other"]).execute();
  await db.schema
    .createTable("derived_signs")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("subject", key, (column) => column.notNull())
    .addColumn("print", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("derived_signs_pkey", ["repository_id", "subject"])
    .execute();
}

async function createItems(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("items")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("entered_at", "timestamptz", (column) => column.notNull())
    .addColumn("stage", "text")
    .addColumn("exited_at", "timestamptz")
    .addColumn("outcome", "text")
    .addColumn("released_at", "timestamptz")
    .addColumn("next_change_at", "timestamptz")
    .addColumn("timeline", "jsonb", (column) => column.notNull())
    .addPrimaryKeyConstraint("items_pkey", ["repository_id", "number"])
    .addCheckConstraint("items_kind", sql`kind in ('issue', 'pull-request')`)
    .addCheckConstraint("items_outcome", sql`outcome in ('shipped', 'dropped', 'completed')`)
    .execute();
  await db.schema
    .createIndex("items_next_change")
    .on("items")
    .column("next_change_at")
    .where(sql.ref("next_change_at"), "is not", null)
    .execute();
}

async function createStageVisits(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("stage_visits")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("item", "integer", (column) => column.notNull())
    .addColumn("position", "integer", (column) => column.notNull())
    .addColumn("stage", "text", (column) => column.notNull())
    .addColumn("entered_at", "timestamptz", (column) => column.notNull())
    .addColumn("left_at", "timestamptz")
    .addPrimaryKeyConstraint("stage_visits_pkey", ["repository_id", "item", "position"])
    .addForeignKeyConstraint(
      "stage_visits_item",
      ["repository_id", "item"],
      "items",
      ["repository_id", "number"],
      (constraint) => constraint.onDelete("cascade"),
    )
    .execute();
  await db.schema
    .createIndex("stage_visits_entered")
    .on("stage_visits")
    .columns(["repository_id", "entered_at"])
    .execute();
}

async function createPullRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("pull_requests")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("number", "integer", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("head_sha", "text", (column) => column.notNull())
    .addColumn("by_bot", "boolean", (column) => column.notNull())
    .addColumn("opened_at", "timestamptz", (column) => column.notNull())
    .addColumn("ready_at", "timestamptz")
    .addColumn("first_review_after_ready_at", "timestamptz")
    .addColumn("merged_at", "timestamptz")
    .addColumn("closed_at", "timestamptz")
    .addColumn("waiting_on", "text")
    .addColumn("waiting_since", "timestamptz")
    .addColumn("timeline", "jsonb", (column) => column.notNull())
    .addPrimaryKeyConstraint("pull_requests_pkey", ["repository_id", "number"])
    .execute();
  await db.schema
    .createIndex("pull_requests_open")
    .on("pull_requests")
    .columns(["repository_id", "waiting_on"])
    .where(sql.ref("closed_at"), "is", null)
    .execute();
}

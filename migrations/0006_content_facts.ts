/** Decides where facts wait whose repository is not known yet. */
import { type Kysely, sql } from "kysely";

const key = sql`text collate "C"`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("content_facts")
    .addColumn("node_id", key, (column) => column.notNull())
    .addColumn("key", key, (column) => column.notNull())
    .addColumn("installation_id", "bigint")
    .addColumn("fact", "jsonb", (column) => column.notNull())
    .addColumn("kept_since", "timestamptz", (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint("content_facts_pkey", ["node_id", "key"])
    .execute();
  await sql`
    create index facts_node on facts ((signal ->> 'nodeId'))
    where kind in ('issue-snapshot', 'pull-request-snapshot')`.execute(db);
}

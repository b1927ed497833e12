/** Decides that it is known for which installation a repository's rows are kept, and of which repositories they were erased lately. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("repositories").addColumn("kept_for", "bigint").execute();
  await sql`update repositories set kept_for = installation_id`.execute(db);
  await findGone(db);
  await createErasedRepositories(db);
}

/** Looked for every few seconds. */
async function findGone(db: Kysely<unknown>): Promise<void> {
  await sql`create index repositories_gone on repositories (installation_heard_at) where installation_id is null`.execute(
    db,
  );
  await sql`create index repositories_installation on repositories (installation_id)`.execute(db);
  await sql`create index installations_gone on installations (heard_at) where state = 'deleted'`.execute(db);
  await sql`create index deliveries_repository on deliveries (repository_id)`.execute(db);
  await sql`create index deliveries_installation on deliveries (installation_id) where repository_id is null`.execute(
    db,
  );
  await sql`create index content_facts_installation on content_facts (installation_id)`.execute(db);
}

async function createErasedRepositories(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("erased_repositories")
    .addColumn("repository_id", "bigint", (column) => column.notNull())
    .addColumn("installation_id", "bigint", (column) => column.notNull())
    .addColumn("erased_at", "timestamptz", (column) => column.notNull())
    .addPrimaryKeyConstraint("erased_repositories_pkey", ["repository_id", "installation_id"])
    .execute();
  await sql`alter table erased_repositories enable row level security, force row level security`.execute(db);
  await sql`create policy app on erased_repositories to current_user using (true)`.execute(db);
  await sql`
    create policy tenant on erased_repositories using (coalesce(repository_id = any (
      (select string_to_array(nullif(current_setting('throughline.repositories', true), ''), ',')::bigint[])::bigint[]), false))`.execute(
    db,
  );
}

/** Decides how it is kept from when to when deliveries are lost for good, and since when all was read that GitHub still tells of a repository. */
import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table gaps (
      since timestamptz primary key,
      until timestamptz not null
    )`.execute(db);
  await sql`
    insert into gaps (since, until)
    select gap_since, gap_until from recovery where gap_since is not null and gap_until is not null`.execute(db);
  // The columns of recovery stay, since the version before writes them while both run; nothing reads them any more.
  // No row of any repository, but its summary tells of it: whoever acts for one may read them.
  await sql`alter table gaps enable row level security, force row level security`.execute(db);
  await sql`create policy app on gaps to current_user using (true)`.execute(db);
  await sql`create policy tenant on gaps for select using (true)`.execute(db);
  await sql`alter table backfills add column passed_at timestamptz`.execute(db);
  await sql`update backfills set passed_at = begun_at where ended_at is not null`.execute(db);
}

/** Decides under which role of the database the app reads and writes for single repositories: one that owns nothing and bypasses nothing, where it may be made. */
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Tables } from "./tables.ts";

/** Each role that owns tables has one of its own: roles are the whole server's, and two installations on it are to have none in common. */
export const roleName = sql<string>`left('throughline_tenant_of_' || current_user, 63)`;

/** True if the role is there, is what it should be, and may be taken and used by whoever asks. */
export const isRoleUsable: RawBuilder<boolean> = sql`exists (
  select from pg_roles
  where rolname = ${roleName} and not rolsuper and not rolbypassrls
    and pg_has_role(current_user, oid, 'member') and has_table_privilege(oid, 'facts', 'select'))`;

/**
 * Makes the role and gives it its rights, and lets whoever connects now through as the app; does nothing where all is done. Where the server does not
 * allow it everything stays as it is and works without: `tenantGuard` says so. Call it after every migration, since a new table needs rights too.
 */
export async function prepareTenantRole(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ ready: boolean }>`
    select ${isRoleUsable} and not exists (
      select from pg_class
      where relnamespace = current_schema()::regnamespace and ${isGuardedOrView}
        and not has_table_privilege((select oid from pg_roles where rolname = ${roleName}), oid, 'select')
    ) and not exists (${tablesClosedToApp}) as ready`.execute(db);
  if (rows[0]?.ready === true) return;
  await sql.raw(preparation).execute(db);
}

const isGuardedOrView = sql`(relrowsecurity or relkind = 'v')`;

/** After a restore under another name, the policy still names the role that the tables belonged to. */
const tablesClosedToApp = sql`
  select from pg_class
  where relnamespace = current_schema()::regnamespace and relrowsecurity and not exists (
    select from pg_policy, unnest(polroles) as role
    where polrelid = pg_class.oid and polname = 'app' and pg_has_role(current_user, role, 'member'))`;

/** One statement, so that what is refused undoes nothing else. Whoever starts at the same time may have been faster. */
const preparation = `
do $$
declare
  role_name text := left('throughline_tenant_of_' || current_user, 63);
  guarded record;
begin
  perform pg_advisory_xact_lock(hashtextextended('throughline tenant role', 0));
  for guarded in select relname from pg_class where relnamespace = current_schema()::regnamespace and relrowsecurity loop
    begin
      execute format('alter policy app on %I to current_user', guarded.relname);
    exception when insufficient_privilege or undefined_object then null;
    end;
  end loop;
  begin
    if not exists (select from pg_roles where rolname = role_name) then
      execute format('create role %I nologin', role_name);
    end if;
  exception when insufficient_privilege or duplicate_object or unique_violation then null;
  end;
  if not exists (select from pg_roles where rolname = role_name) then return; end if;
  begin
    if not pg_has_role(current_user, role_name, 'member') then
      execute format('grant %I to current_user', role_name);
    end if;
    execute format('grant usage on schema %I to %I', current_schema(), role_name);
  exception when insufficient_privilege or unique_violation then null;
  end;
  for guarded in
    select relname, relkind from pg_class
    where relnamespace = current_schema()::regnamespace and (relrowsecurity or relkind = 'v')
  loop
    begin
      execute format(
        case when guarded.relkind = 'v' then 'grant select on %I to %I' else 'grant select, insert, update, delete on %I to %I' end,
        guarded.relname, role_name);
    exception when insufficient_privilege then null;
    end;
  end loop;
end $$`;

/** `in-force`, or why not: `role` is what the server's administrator would have to make, and for whom. */
export type TenantGuard = { kind: "in-force" } | { kind: "no-role"; role: string; owner: string };

/** Whether the database keeps repositories apart beside the app's own queries. Changes nothing. */
export async function tenantGuard(db: Kysely<Tables>): Promise<TenantGuard> {
  const { rows } = await sql<{ usable: boolean; role: string; owner: string }>`
    select ${isRoleUsable} as usable, ${roleName} as role, current_user::text as owner`.execute(db);
  const [row] = rows;
  if (row === undefined || row.usable) return { kind: "in-force" };
  return { kind: "no-role", role: row.role, owner: row.owner };
}

/** Decides how a database comes to the schema that this version of the app knows. */
import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import * as deliveries from "../../migrations/0001_deliveries.ts";
import * as facts from "../../migrations/0002_facts.ts";
import * as timeline from "../../migrations/0003_timeline.ts";
import * as publications from "../../migrations/0004_publications.ts";
import * as installations from "../../migrations/0005_installations.ts";
import * as contentFacts from "../../migrations/0006_content_facts.ts";
import * as configs from "../../migrations/0007_configs.ts";
import * as weekly from "../../migrations/0008_weekly.ts";
import * as compare from "../../migrations/0009_compare.ts";
import * as metrics from "../../migrations/0010_metrics.ts";
import * as answers from "../../migrations/0011_answers.ts";
import * as backfillWork from "../../migrations/0012_backfill_work.ts";
import * as backfills from "../../migrations/0013_backfills.ts";
import * as recovery from "../../migrations/0014_recovery.ts";
import * as rowLevelSecurity from "../../migrations/0015_row_level_security.ts";
import * as erasing from "../../migrations/0016_erasing.ts";
import * as setAside from "../../migrations/0017_set_aside.ts";
import * as writeBudget from "../../migrations/0018_write_budget.ts";
import * as gaps from "../../migrations/0019_gaps.ts";
import * as noEraseWork from "../../migrations/0020_no_erase_work.ts";
import * as outages from "../../migrations/0021_outages.ts";
import { UserError } from "../errors.ts";
import type { Tables } from "./tables.ts";
import { prepareTenantRole } from "./tenantRole.ts";

/** In order, for ever: a released migration is never changed, only followed by another. */
const migrations: Record<string, Migration> = {
  "0001_deliveries": deliveries,
  "0002_facts": facts,
  "0003_timeline": timeline,
  "0004_publications": publications,
  "0005_installations": installations,
  "0006_content_facts": contentFacts,
  "0007_configs": configs,
  "0008_weekly": weekly,
  "0009_compare": compare,
  "0010_metrics": metrics,
  "0011_answers": answers,
  "0012_backfill_work": backfillWork,
  "0013_backfills": backfills,
  "0014_recovery": recovery,
  "0015_row_level_security": rowLevelSecurity,
  "0016_erasing": erasing,
  "0017_set_aside": setAside,
  "0018_write_budget": writeBudget,
  "0019_gaps": gaps,
  "0020_no_erase_work": noEraseWork,
  "0021_outages": outages,
};

const migrationTable = "throughline_migration";

/**
 * Applies, in one transaction, the migrations that are missing; does nothing if there is none. Processes that start at once wait for one
 * another on a lock. Throws a UserError, and changes nothing, if the database is of a newer version of the app.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const applied = await appliedMigrations(db);
  refuseNewer(applied);
  if (applied.length < Object.keys(migrations).length) {
    await db.connection().execute((connection) => withoutStatementTimeout(connection, () => applyMissing(connection)));
  }
  await prepareTenantRole(db);
}

/** The migrations that the database lacks, and those that it has and this version does not know. Changes nothing. */
export async function schemaDifference(db: Kysely<Tables>): Promise<{ missing: string[]; unknown: string[] }> {
  const applied = await appliedMigrations(db);
  return {
    missing: Object.keys(migrations).filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !(name in migrations)),
  };
}

async function applyMissing(db: Kysely<Tables>): Promise<void> {
  const { error } = await new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
    migrationTableName: migrationTable,
    migrationLockTableName: `${migrationTable}_lock`,
  }).migrateToLatest();
  if (error === undefined) return;
  // A newer version may have been the one that we waited for.
  refuseNewer(await appliedMigrations(db));
  throw new Error("could not migrate the database", { cause: error });
}

/** Waiting for another starter, or rewriting a large table, may take longer than any query of the running app should. */
async function withoutStatementTimeout(db: Kysely<Tables>, run: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ timeout: string }>`select current_setting('statement_timeout') as timeout`.execute(db);
  await sql`set statement_timeout = 0`.execute(db);
  try {
    await run();
  } finally {
    await sql`select set_config('statement_timeout', ${rows[0]?.timeout ?? "0"}, false)`.execute(db);
  }
}

/** Asked directly, since the migrator reads the whole catalogue first, which alone takes a second when an embedded database has just started. */
export async function appliedMigrations(db: Kysely<Tables>): Promise<string[]> {
  const table = await sql<{ there: boolean }>`select to_regclass(${migrationTable}) is not null as there`.execute(db);
  if (!table.rows[0]?.there) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(migrationTable)} order by name`.execute(db);
  return rows.map((row) => row.name);
}

function refuseNewer(applied: string[]): void {
  const unknown = applied.filter((name) => !(name in migrations));
  if (unknown.length === 0) return;
  throw new UserError(
    `The database was made by a newer version of Throughline (it has ${unknown.join(", ")}, which this version does not know). ` +
      "Start the newer version again, or restore a copy from before the upgrade.",
  );
}

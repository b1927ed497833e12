/** Decides how a store that was written out is read into an empty one: all of it, the same to the letter, or nothing. */
import { type Kysely, sql, type Transaction } from "kysely";
import { z } from "zod";
import { messageOf, UserError } from "../errors.ts";
import { type CopiedTable, copiedTables, linesOf, type Sum, summing } from "./copiedTables.ts";
import { type Copied, formatVersion } from "./copyOut.ts";
import { appliedMigrations } from "./migrate.ts";
import type { Tables } from "./tables.ts";

/**
 * Takes the lines that `copyOut` has written, into a store of the same schema in which there is no row yet. Each table is read back and held against its
 * count and its hash before anything counts. Throws a UserError that says what does not fit; then the store is as empty as before.
 */
export async function copyIn(
  db: Kysely<Tables>,
  lines: AsyncIterable<string>,
  onTable: (copied: Copied) => void,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select set_config(name, '0', true) from unnest(array['statement_timeout', 'idle_in_transaction_session_timeout']) as name`.execute(
      trx,
    );
    const tables = await copiedTables(trx);
    await refuseUnlessEmpty(trx, tables);
    const reader = lines[Symbol.asyncIterator]();
    const next = async () => {
      const { value, done } = await reader.next();
      if (done === true)
        throw new UserError("The export ends in the middle: it is damaged, or was not written to its end.");
      return value;
    };
    await checkHeader(trx, await next());
    for (;;) {
      const mark = readMark(await next());
      if (mark.kind === "end") break;
      const table = tables.find(({ name }) => name === mark.table);
      if (table === undefined)
        throw new UserError(`The export has a table ${mark.table}, which this version does not have.`);
      onTable({ table: table.name, ...(await takeTable(trx, table, next)) });
    }
  });
  // A planner that takes them for empty reads them whole.
  await sql`analyze`.execute(db);
}

/** Locked first, so that a running app can put nothing in meanwhile. */
async function refuseUnlessEmpty(trx: Transaction<Tables>, tables: readonly CopiedTable[]): Promise<void> {
  for (const { name } of tables) {
    await sql`lock table ${sql.table(name)} in exclusive mode`.execute(trx);
    const { rows } = await sql`select from ${sql.table(name)} limit 1`.execute(trx);
    if (rows.length === 0) continue;
    throw new UserError(
      `There is something in this store already (in ${name}): an export is read into an empty one only.`,
    );
  }
}

const header = z.object({ throughline: z.string(), format: z.number(), migrations: z.array(z.string()) });

async function checkHeader(trx: Transaction<Tables>, line: string): Promise<void> {
  const read = header.safeParse(parsedOrNull(line));
  if (!read.success) throw new UserError("This is no export of Throughline.");
  const { throughline: version, format, migrations } = read.data;
  const own = await appliedMigrations(trx);
  const isSame = migrations.length === own.length && migrations.every((name, index) => name === own[index]);
  if (format === formatVersion && isSame) return;
  throw new UserError(
    `The export was written by version ${version} with another schema (its last migration is ${migrations.at(-1)}, here it is ${own.at(-1)}). ` +
      "Start both stores with the same version once, then export again.",
  );
}

type Mark = { kind: "table"; table: string } | { kind: "end"; table: string | null; rows: number; sha256: string };

const marks = z.union([
  z.tuple([z.literal("table"), z.string()]).transform(([, table]): Mark => ({ kind: "table", table })),
  z.tuple([z.literal("end")]).transform((): Mark => ({ kind: "end", table: null, rows: 0, sha256: "" })),
  z
    .tuple([z.literal("end"), z.string(), z.number(), z.string()])
    .transform(([, table, rows, sha256]): Mark => ({ kind: "end", table, rows, sha256 })),
]);

function readMark(line: string): Mark {
  const read = marks.safeParse(parsedOrNull(line));
  if (!read.success) throw new UserError("The export is damaged: a line is none of those that it should have there.");
  return read.data;
}

function parsedOrNull(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // The schema says that it fits nothing.
    return null;
  }
}

/** As many rows as one statement takes well, and as much text. */
const most = { rows: 1_000, characters: 8 * 1024 * 1024 };

async function takeTable(trx: Transaction<Tables>, table: CopiedTable, next: () => Promise<string>): Promise<Sum> {
  const told = summing();
  let batch: string[] = [];
  let characters = 0;
  for (;;) {
    const line = await next();
    // Rows are objects, all else is not.
    if (!line.startsWith("{")) {
      await insert(trx, table, batch);
      const mark = readMark(line);
      const sum = told.sum();
      if (mark.kind !== "end" || mark.table !== table.name || mark.rows !== sum.rows || mark.sha256 !== sum.sha256) {
        throw new UserError(`The export is damaged: its rows of ${table.name} are not those that were written.`);
      }
      await readBack(trx, table, sum);
      return sum;
    }
    told.add(line);
    batch.push(line);
    characters += line.length;
    if (batch.length >= most.rows || characters >= most.characters) {
      await insert(trx, table, batch);
      batch = [];
      characters = 0;
    }
  }
}

async function insert(trx: Transaction<Tables>, { name }: CopiedTable, batch: readonly string[]): Promise<void> {
  if (batch.length === 0) return;
  const table = sql.table(name);
  const rows = `[${batch.join(",")}]`;
  try {
    await sql`insert into ${table} select * from json_populate_recordset(null::${table}, ${rows}::json)`.execute(trx);
  } catch (error) {
    if (!isOfData(error)) throw error;
    throw new UserError(`The export is damaged: its rows of ${name} cannot be read in (${messageOf(error)}).`, {
      cause: error,
    });
  }
}

/** The classes of SQLSTATE that are about the values themselves: no such value, or one that breaks a rule of the table. */
function isOfData(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^2[23]/.test(String(error.code));
}

async function readBack(trx: Transaction<Tables>, table: CopiedTable, told: Sum): Promise<void> {
  const kept = summing();
  for await (const lines of linesOf(trx, table)) for (const line of lines) kept.add(line);
  const { rows, sha256 } = kept.sum();
  if (rows === told.rows && sha256 === told.sha256) return;
  throw new UserError(
    `What was read in is not what was written out: ${table.name} has ${rows} rows of ${told.rows}, or they differ. Nothing was kept.`,
  );
}

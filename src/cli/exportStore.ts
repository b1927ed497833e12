/** Decides how a store is written into a file, to be read into another. */
import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { createGzip } from "node:zlib";
import type { Kysely } from "kysely";
import packageJson from "../../package.json" with { type: "json" };
import { copyOut } from "../db/copyOut.ts";
import type { Tables } from "../db/tables.ts";
import { messageOf, UsageError, UserError } from "../errors.ts";
import type { Command, Terminal } from "./command.ts";
import { withStore } from "./openStore.ts";
import { storeOptions, storeOptionsHelp } from "./storeOptions.ts";

export const exportCommand: Command = {
  help: [
    "Usage: throughline export FILE|- [--database URL | --data-dir DIR]",
    "",
    "Writes everything that is kept into FILE, or to stdout, packed by gzip, for `import` into another store: from the embedded database to a",
    "server, or back. Every table has its count and its hash in it. All of it is of one moment; on a server the app may go on meanwhile.",
    "",
    storeOptionsHelp,
    "                   by default DATABASE_URL or DATA_DIR, else ./data",
  ].join("\n"),

  async run(words, terminal) {
    const { values, positionals } = parseArgs({ args: words, options: storeOptions, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || file === "" || more.length > 0) throw new UsageError("Name one file, or - for stdout.");
    await withStore(values, (db) =>
      file === "-" ? writePacked(db, process.stdout, terminal) : writeFile(db, file, terminal),
    );
    return 0;
  },
};

/** Under its name only when it is whole, and for its owner alone: it holds what teams have told the app. */
async function writeFile(db: Kysely<Tables>, file: string, terminal: Terminal): Promise<void> {
  if (existsSync(file)) throw new UserError(`${file} is there already. Name another file, or remove it.`);
  const part = `${file}.part`;
  try {
    await rm(part, { force: true });
    await writePacked(db, createWriteStream(part, { mode: 0o600, flags: "wx" }), terminal);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw isOfFiles(error) ? new UserError(`Cannot write ${file}: ${messageOf(error)}.`, { cause: error }) : error;
  }
}

/** The folder is missing or closed, or the disk is full; what fails at the database is no such thing. */
function isOfFiles(error: unknown): boolean {
  return error instanceof Error && "syscall" in error && fileCalls.has(String(error.syscall));
}

const fileCalls = new Set(["open", "write", "writev", "close", "rename"]);

async function writePacked(db: Kysely<Tables>, destination: Writable, { note }: Terminal): Promise<void> {
  const packed = createGzip();
  const writing = pipeline(packed, destination, { end: destination !== process.stdout });
  // It is awaited below; until then a failure may come at any moment.
  writing.catch(() => {});
  const write = async (line: string) => {
    if (!packed.write(`${line}\n`)) await Promise.race([once(packed, "drain"), writing]);
  };
  try {
    await copyOut(db, {
      version: packageJson.version,
      write,
      onTable: ({ table, rows }) => note(`${table}: ${rows} rows`),
    });
  } catch (error) {
    packed.destroy();
    throw error;
  }
  packed.end();
  await writing;
}

/** Decides how an operator has the history of repositories read from GitHub. */
import { parseArgs } from "node:util";
import type { Kysely } from "kysely";
import { type Config, readConfig } from "../config/env.ts";
import { createLog } from "../config/log.ts";
import { connect } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import type { Tables } from "../db/tables.ts";
import { UsageError, UserError } from "../errors.ts";
import { allRepositories, type KnownRepository, repositoryByName } from "../signals/repositories.ts";
import { addressOf } from "../steps/repositoryAddress.ts";
import { readHistories } from "./backfill/readHistories.ts";
import type { Command, ExitCode, Terminal } from "./command.ts";
import { readStoreOptions, storeOptions, storeOptionsHelp } from "./storeOptions.ts";

export const backfillCommand: Command = {
  help: [
    "Usage: throughline backfill OWNER/REPO|--all [--days N] [--database URL | --data-dir DIR]",
    "",
    "Reads from GitHub what happened in a repository before, into the store: issues, pull requests with their timelines,",
    "deployments and releases of the last days. The app does so by itself where it is installed; this is for repositories in",
    "which it was before, or for more days. No comment is written for it.",
    "",
    "It asks for the work and does it itself, as the app, with the environment that start reads, and tells how far it is. An",
    "app that runs on the same PostgreSQL takes part, and goes on alone if this one is stopped. The embedded database belongs",
    "to one process at a time: stop the app first. Work that is left goes on when it starts.",
    "",
    "  --all            every repository in which the app is installed, as far as it has heard of them",
    "  --days N         how far back, by default BACKFILL_DAYS, else 180",
    storeOptionsHelp,
    "                   by default DATABASE_URL or DATA_DIR, else ./data",
  ].join("\n"),

  async run(words, terminal) {
    const options = { ...storeOptions, all: { type: "boolean" }, days: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    const name = nameIn(positionals, values.all === true);
    const days = daysIn(values.days);
    const store = readStoreOptions(values);
    const config = readConfig();
    const database = await connect(store ?? config.store);
    try {
      await migrate(database.db);
      return await backfill(database.db, { name, days, config }, terminal);
    } finally {
      await database.close();
    }
  },
};

type Asked = { name: string | null; days: number | null; config: Config };

async function backfill(db: Kysely<Tables>, { name, days, config }: Asked, terminal: Terminal): Promise<ExitCode> {
  const repositories = name === null ? await installedOnes(db) : [await installedOne(db, name)];
  if (repositories.length === 0)
    throw new UserError("The app has not heard of any repository in which it is installed.");
  // Loaded only now: Probot takes a second to load.
  const { historyWork } = await import("./backfill/historyWork.ts");
  const log = createLog("warn", [config.app.privateKey, config.webhookSecrets.current]);
  const notRead = await readHistories(db, repositories, { steps: historyWork(db, config, log), days }, terminal);
  terminal.result(`${repositories.length - notRead.length} of ${repositories.length} histories are known.`);
  return notRead.length === 0 ? 0 : 1;
}

function nameIn(positionals: readonly string[], all: boolean): string | null {
  const [name, ...more] = positionals;
  if (all && name === undefined) return null;
  if (all || name === undefined || more.length > 0 || !/^[\w.-]+\/[\w.-]+$/.test(name)) {
    throw new UsageError("Name one repository as OWNER/REPO, or give --all.");
  }
  return name;
}

function daysIn(text: string | undefined): number | null {
  if (text === undefined) return null;
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > 3650) throw new UsageError("--days takes a whole number, 1 to 3650.");
  return days;
}

async function installedOnes(db: Kysely<Tables>): Promise<KnownRepository[]> {
  return (await allRepositories(db)).filter((each) => addressOf(each) !== null);
}

async function installedOne(db: Kysely<Tables>, name: string): Promise<KnownRepository> {
  const repository = await repositoryByName(db, name);
  if (repository !== null && addressOf(repository) !== null) return repository;
  const known =
    repository === null ? "has not heard of it" : "is not installed there, or is suspended, or it is archived";
  throw new UserError(
    `The history of ${name} cannot be read: the app ${known}. Install it there, or name another store.`,
  );
}

/** Decides how questions are answered on the command line: the same answers as a comment gets, offline. */
import { parseArgs } from "node:util";
import type { Kysely } from "kysely";
import { commandLines } from "../commands/commandLines.ts";
import { readEnvironment } from "../config/env.ts";
import { webUrlIn } from "../config/gitHubAccess.ts";
import type { Tables } from "../db/tables.ts";
import { UsageError } from "../errors.ts";
import { isBeingRead as isHistoryBeingRead } from "../intake/backfills.ts";
import { latestReceipt } from "../intake/deliveries.ts";
import { composeReply } from "../steps/composeReply.ts";
import { keptReadings } from "../steps/readings.ts";
import type { Command, ExitCode, Terminal } from "./command.ts";
import { foldUntil } from "./report/foldUntil.ts";
import { repositoryNamed, withStore } from "./openStore.ts";
import { storeOptions, storeOptionsHelp } from "./storeOptions.ts";

export const askCommand: Command = {
  help: [
    'Usage: throughline ask OWNER/REPO "/flow QUESTION" [--database URL | --data-dir DIR]',
    "",
    "Answers as a comment on GitHub is answered, offline, as of the latest delivery that is kept. What can be asked: /flow help",
    "Links lead to GHE_HOST where it is set, else to github.com.",
    "",
    storeOptionsHelp,
    "                   by default DATABASE_URL or DATA_DIR, else ./data",
  ].join("\n"),

  async run(words, terminal) {
    const { values, positionals } = parseArgs({ args: words, options: storeOptions, allowPositionals: true });
    const [repository, question, ...more] = positionals;
    if (repository === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
      throw new UsageError("Name one repository as OWNER/REPO.");
    }
    const lines = commandLines(question ?? "");
    if (lines.length === 0 || more.length > 0) {
      throw new UsageError('Ask in one word that begins with /flow: "/flow queue".');
    }
    return withStore(values, (db) => answer(db, repository, lines, terminal));
  },
};

async function answer(
  db: Kysely<Tables>,
  name: string,
  lines: readonly string[][],
  terminal: Terminal,
): Promise<ExitCode> {
  const repository = await repositoryNamed(db, name);
  const web = webUrlIn(readEnvironment());
  const { config, commit } = (await keptReadings(db, repository.id)).current;
  const now = (await latestReceipt(db)) ?? repository.lastReceivedAt;
  await foldUntil(db, now, terminal);
  const { fullName, knownSince } = repository;
  const isBeingRead = await isHistoryBeingRead(db, repository.id);
  const place = { repository: fullName, web, now, config, knownSince, isBeingRead, shared: null };
  const source = { repository, repositories: [{ repository, refused: null }], place, configCommit: commit };
  const { body } = await composeReply(db, lines, { source, may: () => true, makeLabels: null });
  terminal.result(body);
  return 0;
}

/** Decides how deliveries from files are run through the app without GitHub. */
import { parseArgs } from "node:util";
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Database } from "../db/connect.ts";
import { connect } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import { UsageError, UserError } from "../errors.ts";
import type { Instant } from "../instant.ts";
import { endOfTime, readInstant } from "../instant.ts";
import { latestReceipt } from "../intake/deliveries.ts";
import { allRepositories } from "../signals/repositories.ts";
import { keptReadings, oneReading, type ReadingsOf } from "../steps/readings.ts";
import { countsOf } from "../timeline/timelineReader.ts";
import { foldSettings } from "../timeline/repository.ts";
import type { Command, ExitCode, Terminal } from "./command.ts";
import { problemLines, readConfigFile } from "./configFile.ts";
import { count, printJson, printSummary } from "./replay/printReplay.ts";
import { foldAll, readFiles } from "./replay/readFiles.ts";
import { readStoreOptions, storeOptions, storeOptionsHelp } from "./storeOptions.ts";

export const replayCommand: Command = {
  help: [
    "Usage: throughline replay FILE... [--database URL | --data-dir DIR] [--config FILE] [--now ISO] [--json]",
    "",
    "Reads deliveries, one JSON object a line, and runs them through the app as if GitHub had sent them, without talking to GitHub:",
    '  {"id": "<delivery GUID>", "event": "pull_request", "received_at": "2026-03-02T09:14:00Z", "payload": {...}}',
    "FILE may be - for stdin; a name that ends in .gz is unpacked. Any order and any repetition give the same result.",
    "A bad line is reported with its number and skipped; the exit code is then 1.",
    "",
    storeOptionsHelp,
    "                   without either, a temporary embedded database",
    "  --config FILE    a throughline.yml that holds for every repository; by default what each has set",
    "  --now ISO        the moment for which open work is read; by default the latest received_at",
    "  --json           print the whole result as one JSON object",
  ].join("\n"),

  async run(words, terminal) {
    const options = {
      ...storeOptions,
      config: { type: "string" },
      now: { type: "string" },
      json: { type: "boolean" },
    } as const;
    const { values, positionals: files } = parseArgs({ args: words, options, allowPositionals: true });
    if (files.length === 0) throw new UsageError("Name at least one FILE, or - for stdin.");
    const now = values.now === undefined ? null : readNow(values.now);
    const readings = values.config === undefined ? keptReadings : oneReading(await readConfig(values.config));
    const database = await connect(readStoreOptions(values) ?? { temporary: true });
    try {
      await migrate(database.db);
      return await replayInto(database, files, { readings, now, json: values.json ?? false }, terminal);
    } finally {
      await database.close();
    }
  },
};

/** Throws what is wrong with the file, a line for each problem. */
async function readConfig(file: string): Promise<RepositoryConfig> {
  if (file === "") throw new UsageError("--config needs the name of a FILE.");
  const parsed = await readConfigFile(file);
  if ("problems" in parsed) throw new UserError(problemLines(file, parsed.problems).join("\n"));
  return parsed.config;
}

function readNow(text: string): Instant {
  const now = readInstant(text);
  if (now === null) throw new UsageError(`--now must be a time like 2026-03-02T09:14:00Z, not "${text}".`);
  return now;
}

/** Of a store that no delivery has come to. */
const beginning: Instant = "1970-01-01T00:00:00Z";

async function replayInto(
  { db }: Database,
  files: readonly string[],
  { readings, now, json }: { readings: ReadingsOf; now: Instant | null; json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const replay = await readFiles(db, files, terminal);
  const moment = now ?? (await latestReceipt(db)) ?? beginning;
  const until = now ?? endOfTime;
  await foldAll(db, readings, { now: moment, until }, terminal);
  const repositories = await allRepositories(db);
  const settingsOf = async (id: number) => foldSettings((await readings(db, id)).current.config, moment, until);
  if (json) await printJson(db, replay.counts, repositories, settingsOf, terminal);
  else {
    const counted = await Promise.all(
      repositories.map(async (each) => ({ ...each, ...(await countsOf(db, each.id)) })),
    );
    printSummary(replay.counts, counted, terminal);
  }
  const { rejected } = replay.counts;
  if (rejected > 0)
    terminal.note(`${count(rejected)} of ${count(replay.counts.read)} lines were skipped; each is named above.`);
  return rejected > 0 || replay.unreadable ? 1 : 0;
}

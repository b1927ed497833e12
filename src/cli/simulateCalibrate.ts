/** Decides how the forecasts are held against a history on the command line. */
import { parseArgs } from "node:util";
import type { Kysely } from "kysely";
import { connect } from "../db/connect.ts";
import { migrate } from "../db/migrate.ts";
import type { Tables } from "../db/tables.ts";
import { UsageError, UserError } from "../errors.ts";
import { calibrateThroughput } from "../forecast/calibrateThroughput.ts";
import { calibrateWaits } from "../forecast/calibrateWaits.ts";
import { releasedByWeek } from "../forecast/wholeWeeks.ts";
import { endOfTime, type Instant } from "../instant.ts";
import { latestReceipt } from "../intake/deliveries.ts";
import { everythingWithin, since } from "../metrics/history.ts";
import { allRepositories } from "../signals/repositories.ts";
import { keptReadings } from "../steps/readings.ts";
import { readHistory } from "../steps/readHistory.ts";
import type { Command, ExitCode, Terminal } from "./command.ts";
import { foldAll, readFiles } from "./replay/readFiles.ts";
import { type Calibration, calibrationObject, calibrationText } from "./simulate/printCalibration.ts";

export const simulateCalibrateCommand: Command = {
  help: [
    "Usage: throughline simulate calibrate FILE... [--json]",
    "",
    "Reads deliveries as `replay` does, and rolls forward through them: at each moment the app's forecasts are made from what was known then, and held",
    "against what came. A pull request is asked about when it became ready and once more after 24 hours of waiting; closed unreviewed is a miss.",
    "For each promise it prints the share of forecasts that came true, how many there were, and three standard errors.",
    "",
    "  --json           print one JSON object for each repository, in a list",
  ].join("\n"),

  async run(words, terminal) {
    const options = { json: { type: "boolean" } } as const;
    const { values, positionals: files } = parseArgs({ args: words, options, allowPositionals: true });
    if (files.length === 0) throw new UsageError("Name at least one FILE, or - for stdin.");
    const database = await connect({ temporary: true });
    try {
      await migrate(database.db);
      return await calibrate(database.db, files, values.json ?? false, terminal);
    } finally {
      await database.close();
    }
  },
};

async function calibrate(
  db: Kysely<Tables>,
  files: readonly string[],
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  const { counts, unreadable } = await readFiles(db, files, terminal);
  const until = await latestReceipt(db);
  if (until === null) throw new UserError("No delivery was read, so there is no history to go through.");
  await foldAll(db, keptReadings, { now: until, until: endOfTime }, terminal);
  const calibrations: Calibration[] = [];
  for (const repository of await allRepositories(db)) calibrations.push(await calibrationOf(db, repository, until));
  terminal.result(
    json
      ? JSON.stringify(calibrations.map(calibrationObject), null, 2)
      : calibrations.map(calibrationText).join("\n\n"),
  );
  return counts.rejected > 0 || unreadable ? 1 : 0;
}

async function calibrationOf(
  db: Kysely<Tables>,
  repository: { id: number; fullName: string },
  until: Instant,
): Promise<Calibration> {
  const { config } = (await keptReadings(db, repository.id)).current;
  const { items, pullRequests } = await readHistory(db, [repository], everythingWithin(since(beginning)));
  const released = releasedByWeek(items, until, config.timeZone);
  return {
    repository: repository.fullName,
    waits: calibrateWaits(pullRequests, until, config.bots),
    throughput: [1, 4].map((weeksAhead) => calibrateThroughput(released, weeksAhead)),
  };
}

const beginning: Instant = "1970-01-01T00:00:00Z";

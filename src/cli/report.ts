/** Decides how a week is reported on the command line: the text of the summary issue, its numbers, and charts. */
import { parseArgs } from "node:util";
import type { Kysely } from "kysely";
import { readEnvironment } from "../config/env.ts";
import { webUrlIn } from "../config/gitHubAccess.ts";
import type { Tables } from "../db/tables.ts";
import { withTenant } from "../db/withTenant.ts";
import { UsageError } from "../errors.ts";
import { latestReceipt } from "../intake/deliveries.ts";
import { periodOfWeek, readWeek as weekIn, weeksBefore } from "../metrics/weeks.ts";
import { inertJson } from "../reports/inertJson.ts";
import { reportJson } from "../reports/weekly/reportObject.ts";
import { weeklySummary } from "../reports/weekly/weeklySummary.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import { keptReadings } from "../steps/readings.ts";
import { readWeek, type ReadWeek } from "../steps/readWeek.ts";
import { isoWeekOf } from "../timeline/isoWeek.ts";
import type { Command, ExitCode, Terminal } from "./command.ts";
import { writeCharts } from "./report/writeCharts.ts";
import { foldUntil } from "./report/foldUntil.ts";
import { repositoryNamed, withStore } from "./openStore.ts";
import { storeOptions, storeOptionsHelp } from "./storeOptions.ts";

export const reportCommand: Command = {
  help: [
    "Usage: throughline report OWNER/REPO [--week 2026-W10] [--format markdown|json] [--charts DIR] [--database URL | --data-dir DIR]",
    "",
    "Prints what the summary issue of a week says: the slowest stage with its evidence, what would help, every number. Offline, from what is kept.",
    "Links lead to GHE_HOST where it is set, else to github.com.",
    "",
    "  --week WEEK      an ISO week; by default the last whole one before the latest delivery",
    "  --format FORMAT  markdown, as the issue has it, or json: throughline.report.schema.json says what is in it",
    "  --charts DIR     also write charts into that folder, as SVG, light and dark",
    storeOptionsHelp,
    "                   by default DATABASE_URL or DATA_DIR, else ./data",
  ].join("\n"),

  async run(words, terminal) {
    const options = {
      ...storeOptions,
      week: { type: "string" },
      format: { type: "string" },
      charts: { type: "string" },
    } as const;
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    const asked = {
      repository: repositoryIn(positionals),
      week: readWeekOption(values.week),
      charts: chartsIn(values.charts),
      format: readFormat(values.format),
    };
    return withStore(values, (db) => report(db, asked, terminal));
  },
};

type Asked = { repository: string; week: string | null; format: "markdown" | "json"; charts: string | null };

async function report(db: Kysely<Tables>, asked: Asked, terminal: Terminal): Promise<ExitCode> {
  const web = webUrlIn(readEnvironment());
  const known = await repositoryNamed(db, asked.repository);
  const read = await readAsked(db, known, asked, terminal);
  if (asked.charts !== null) await writeCharts(asked.charts, read, terminal);
  terminal.result(asked.format === "json" ? inertJson(reportJson(read.report, 2)) : textOf(read, known, web));
  return 0;
}

async function readAsked(
  db: Kysely<Tables>,
  known: KnownRepository,
  asked: Asked,
  terminal: Terminal,
): Promise<ReadWeek> {
  const { config, commit } = (await keptReadings(db, known.id)).current;
  const latest = (await latestReceipt(db)) ?? known.lastReceivedAt;
  const week =
    asked.week ?? weeksBefore(isoWeekOf(latest, config.timeZone), 1)[0] ?? isoWeekOf(latest, config.timeZone);
  // What the passing of time alone has changed by then is not folded yet where no app runs on this store.
  const { to } = periodOfWeek(week, config.timeZone);
  await foldUntil(db, to, terminal);
  if (latest < to) terminal.note(`The latest delivery is of ${latest}: nothing is known here of what came after it.`);
  const question = { repositories: [known], week, config, configCommit: commit, refused: [] };
  return withTenant(db, [known.id], (trx) => readWeek(trx, question));
}

/** As of the end of the week: the same whenever it is printed. */
function textOf({ report: numbers, titles }: ReadWeek, { fullName }: KnownRepository, web: string): string {
  const rest = "--format json lists all.";
  const { title, body } = weeklySummary(numbers, {
    home: fullName,
    web,
    titles,
    now: numbers.period.to,
    rest,
  });
  return `# ${title}\n\n${body}`;
}

function repositoryIn([name, ...more]: readonly string[]): string {
  if (name === undefined || more.length > 0 || !/^[\w.-]+\/[\w.-]+$/.test(name)) {
    throw new UsageError("Name one repository as OWNER/REPO.");
  }
  return name;
}

function readWeekOption(text: string | undefined): string | null {
  if (text === undefined) return null;
  const week = weekIn(text);
  if (week === null) throw new UsageError(`--week must be an ISO week like 2026-W10, not "${text}".`);
  return week;
}

function readFormat(text = "markdown"): Asked["format"] {
  if (text !== "markdown" && text !== "json") throw new UsageError(`--format is markdown or json, not "${text}".`);
  return text;
}

function chartsIn(folder: string | undefined): string | null {
  if (folder === "") throw new UsageError("--charts needs the name of a folder.");
  return folder ?? null;
}

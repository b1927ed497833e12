/** Decides what is read for the numbers of a week, of one repository or of several together. */
import type { Kysely } from "kysely";
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Tables } from "../db/tables.ts";
import { refusalsOf } from "../github/publications.ts";
import { endOfTime, type Instant, later } from "../instant.ts";
import { repairedFacts } from "../intake/backfills.ts";
import { deliveriesOfWeek, gapsWithin } from "../intake/deliveryHealth.ts";
import { everythingWithin, type History } from "../metrics/history.ts";
import type { Period } from "../metrics/period.ts";
import { periodOfWeek } from "../metrics/weeks.ts";
import type { HealthTold } from "../reports/weekly/dataHealth.ts";
import { reportedFrom, type WeeklyReport, weeklyReport } from "../reports/weekly/weeklyReport.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import type { BranchRules } from "../signals/signal.ts";
import { activePeople, rulesOf } from "../signals/signalReader.ts";
import { titlesOf } from "../timeline/timelineReader.ts";
import { readHistory } from "./readHistory.ts";

export type WeekQuestion = {
  repositories: readonly KnownRepository[];
  week: string;
  /** The configuration by which weeks, people and limits are read: with several repositories, that of the place of the summary. */
  config: RepositoryConfig;
  configCommit: string | null;
  refused: HealthTold["refused"];
};

export type ReadWeek = {
  report: WeeklyReport;
  history: History;
  /** Of the oldest items, by `owner/name#12`. */
  titles: Map<string, string>;
};

export async function readWeek(executor: Kysely<Tables>, question: WeekQuestion): Promise<ReadWeek> {
  const { repositories, week, config } = question;
  const period = periodOfWeek(week, config.timeZone);
  const history = await readHistory(
    executor,
    repositories,
    everythingWithin({ from: reportedFrom(week, config.timeZone), to: period.to }),
  );
  const ids = repositories.map(({ id }) => id);
  const people = await activePeople(executor, ids, period, config.bots);
  const told = await healthTold(executor, question, period);
  const report = weeklyReport(history, { week, config, activePeople: people, told });
  return {
    report,
    history,
    titles: await titlesOfItems(executor, repositories, report.ageing.oldest.slice(0, mostTitles)),
  };
}

async function healthTold(executor: Kysely<Tables>, question: WeekQuestion, period: Period): Promise<HealthTold> {
  const { repositories, configCommit, refused } = question;
  const ids = repositories.map(({ id }) => id);
  const { setAside, repaired, lost } = await deliveriesOfWeek(executor, ids, period);
  const gaps = await gapsWithin(executor, ids, { from: heardFrom(question), to: period.to });
  const filledIn = await repairedFacts(executor, ids, period);
  const notWritten = await refusalsOf(executor, ids);
  const since =
    repositories
      .map(({ knownSince }) => knownSince)
      .toSorted()
      .at(-1) ?? null;
  const rules: BranchRules[] = [];
  for (const { id } of repositories) {
    const read = await rulesOf(executor, id);
    if (read !== null) rules.push(read.rules);
  }
  return {
    configCommit,
    refused,
    notWritten,
    rules,
    since,
    deliveriesSetAside: setAside,
    deliveriesRepaired: repaired + filledIn,
    deliveriesLost: lost,
    gaps,
  };
}

/** Before the app came to the first of them there was nothing to miss. */
function heardFrom({ repositories, week, config }: WeekQuestion): Instant {
  const [came] = repositories.map(({ firstReceivedAt }) => firstReceivedAt).toSorted();
  return later(came ?? endOfTime, reportedFrom(week, config.timeZone));
}

/** A text names fewer. */
const mostTitles = 20;

/** By `owner/name#12`. */
export async function titlesOfItems(
  executor: Kysely<Tables>,
  repositories: readonly KnownRepository[],
  items: readonly { repository: string; number: number }[],
): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const { id, fullName } of repositories) {
    const numbers = items.filter(({ repository }) => repository === fullName).map(({ number }) => number);
    for (const [number, title] of await titlesOf(executor, id, numbers)) titles.set(`${fullName}#${number}`, title);
  }
  return titles;
}

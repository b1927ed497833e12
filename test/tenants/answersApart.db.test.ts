/** What people are told of one repository is the same, to the letter, whether or not another lives in the same database. */
import { expect, test } from "vitest";
import { commandTable } from "../../src/commands/grammar.ts";
import { commandLines } from "../../src/commands/commandLines.ts";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { gitHubWeb } from "../../src/reports/webAddress.ts";
import { repositoryById } from "../../src/signals/repositories.ts";
import { composeReply } from "../../src/steps/composeReply.ts";
import { readPullRequestView } from "../../src/steps/pullRequestView.ts";
import { keptReadings } from "../../src/steps/readings.ts";
import { weeklyTextOf } from "../../src/steps/weeklyReport.ts";
import { pullRequestTimeline } from "../../src/timeline/timelineReader.ts";
import { useDatabase } from "../support/database.ts";
import { acme, latest, live, rival, type Tenant } from "../support/twoTenants.ts";

const database = useDatabase();

/** One for each command, of items and weeks that both have. */
const questions: Record<(typeof commandTable)[number]["name"], string> = {
  help: "/flow help",
  queue: "/flow queue",
  stage: "/flow stage review --weeks 8",
  slowest: "/flow slowest --since 2026-03-01",
  failed: "/flow failed --weeks 12",
  aging: "/flow aging --label incident",
  item: "/flow item #9",
  explain: "/flow explain #7",
  forecast: "/flow forecast 3 items",
  whatif: "/flow whatif review=10/week",
  compare: "/flow compare 2026-W09..W10 2026-W11",
  week: "/flow week 2026-W10",
  setup: "/flow setup",
};

test("every command, the weekly summary and a pull request's texts", async () => {
  await live(database.db, acme);
  const alone = await everythingToldOf(acme);
  await live(database.db, rival);
  expect(await everythingToldOf(acme)).toEqual(alone);
  expect(JSON.stringify(alone)).toContain(acme.word);
  expect(JSON.stringify(await everythingToldOf(rival))).toContain(rival.word);
});

async function everythingToldOf({ id }: Tenant): Promise<Record<string, unknown>> {
  const { db } = database;
  const repository = await repositoryById(db, id);
  if (repository === null) throw new Error("not known");
  const config = defaultConfig;
  const place = {
    repository: repository.fullName,
    web: gitHubWeb,
    now: latest,
    config,
    shared: null,
    isBeingRead: false,
    knownSince: repository.firstReceivedAt,
  };
  const repositories = [{ repository, refused: null }];
  const asking = { source: { repository, repositories, place, configCommit: null }, may: () => true, makeLabels: null };
  const told: Record<string, unknown> = {};
  for (const { name } of commandTable) told[name] = await composeReply(db, commandLines(questions[name]), asking);
  told["summary"] = await weeklyTextOf(gitHubWeb)(db, {
    place: repository,
    repositories,
    week: "2026-W10",
    timeZone: "UTC",
    now: latest,
    readings: keptReadings,
  });
  const pullRequest = await pullRequestTimeline(db, id, 10);
  if (pullRequest === null) throw new Error("no pull request");
  told["view"] = await readPullRequestView(db, repository, pullRequest, { now: latest, config });
  return told;
}

/** Decides what of the app the command line runs to read histories: the reading, and what it waits for. */
import type { Config } from "../../config/env.ts";
import type { Log } from "../../config/log.ts";
import type { Database } from "../../db/connect.ts";
import { gitHubOnDemand } from "../../github/gitHubOnDemand.ts";
import { octokitHistory } from "../../github/history/octokitHistory.ts";
import { installationPace } from "../../github/installationPace.ts";
import { octokitsAtPace } from "../../github/octokitsAtPace.ts";
import { contextOf, createProbot } from "../../main.ts";
import { usualPace } from "../../steps/pace.ts";
import { historySteps } from "../../pipeline.ts";
import { waitInProcess } from "../../steps/historySource.ts";

/** With the clients and the pace of the running app. */
export function historyWork(db: Database["db"], config: Config, log: Log): (() => Promise<number>)[] {
  const probot = createProbot(config, log, null);
  const octokitFor = octokitsAtPace((id) => probot.auth(id), installationPace(db), log)("refresh");
  const github = gitHubOnDemand(() => probot.auth(), octokitFor);
  const context = contextOf(db, github, { config, log, pace: usualPace, meter: null });
  const history = { gitHub: octokitHistory(octokitFor), days: config.backfillDays, wait: waitInProcess };
  return historySteps(context, history).map(({ run }) => run);
}

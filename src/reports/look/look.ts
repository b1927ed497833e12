/** Decides every number of a first look at a repository: the same metrics as those of a week, over all the time that was read. */
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import { addSeconds, type Instant, secondsBetween } from "../../instant.ts";
import { type OldWork, ageing } from "../../metrics/ageing.ts";
import { type AiInflow, aiInflow } from "../../metrics/aiInflow.ts";
import { clarity } from "../../metrics/clarity.ts";
import { type CycleTime, cycleTime } from "../../metrics/cycleTime.ts";
import { deployments } from "../../metrics/deployments.ts";
import type { History } from "../../metrics/history.ts";
import { type OpenTurn, openTurns } from "../../metrics/openTurns.ts";
import type { Period } from "../../metrics/period.ts";
import { type PullRequestFlow, pullRequestFlow } from "../../metrics/pullRequestFlow.ts";
import { rework } from "../../metrics/rework.ts";
import { slowestStage } from "../../metrics/slowestStage.ts";
import { stageLeadTime } from "../../metrics/stageLeadTime.ts";
import { type StageFlow, stageFlow } from "../../metrics/stageFlow.ts";
import { type Throughput, throughput } from "../../metrics/throughput.ts";
import { type FirstReviewTimes, timeToFirstReview } from "../../metrics/timeToFirstReview.ts";
import { waitShare } from "../../metrics/waitShare.ts";
import type { Advised } from "../weekly/advice.ts";
import { type DataHealth, dataHealth, nothingTold } from "../weekly/dataHealth.ts";
import { type LookWhatIf, lookWhatIf } from "./lookWhatIf.ts";
import { unknownReleases } from "./unknownReleases.ts";
import type { Unseen } from "./unseen.ts";

/** What was read, and what the numbers cannot hold. */
export type LookQuestion = {
  repository: string;
  archived: boolean;
  /** From when on all that changed was read, up to the reading. */
  period: Period;
  config: RepositoryConfig;
  /** How many people acted in the period; who they are is not asked. */
  activePeople: number;
  read: { issues: number; pullRequests: number };
  unseen: readonly Unseen[];
};

export type Look = Omit<LookQuestion, "config"> &
  Omit<Advised, "stages"> & {
    /** Of seven days each, up to the reading; those that the growth of queues was read over. */
    weeks: readonly Period[];
    stages: readonly StageFlow[];
    turns: readonly OpenTurn[];
    /** Items that are open, the oldest in their stage first. */
    oldest: readonly OldWork[];
    released: Throughput;
    cycleTime: CycleTime;
    pullRequests: PullRequestFlow;
    firstReview: FirstReviewTimes;
    ai: AiInflow;
    whatIf: LookWhatIf;
    health: DataHealth;
  };

/** From a history that reaches back to the beginning of the period. */
export function look(all: History, question: LookQuestion): Look {
  const { config, ...told } = question;
  const { without: history, items: unknown } = unknownReleases(all);
  const { period, activePeople } = told;
  const { items, pullRequests } = history;
  const weeks = wholeWeeks(period);
  const slowest = slowestStage(items, weeks, period);
  return {
    ...told,
    unseen: unknown === 0 ? told.unseen : [...told.unseen, { what: "before-deployments", items: unknown }],
    weeks,
    slowest,
    stages: stageFlow(items, period),
    oldest: ageing(items, stageLeadTime(items, period), { at: period.to, most: Infinity }).oldest,
    turns: openTurns(pullRequests, addSeconds(period.to, -1), config.bots),
    released: throughput(items, period),
    cycleTime: cycleTime(items, period),
    pullRequests: pullRequestFlow(pullRequests, period, config.bots),
    firstReview: timeToFirstReview(pullRequests, period.from, period.to, config.bots),
    waits: waitShare(items, period),
    clarity: clarity(items, period),
    rework: rework(items, period),
    deployments: deployments(history.deployments, period),
    ai: aiInflow(history, period, activePeople),
    whatIf: lookWhatIf(items, weeks, slowest.slowest?.stage ?? null),
    health: dataHealth(history, { period, weeks: period }, config, nothingTold),
  };
}

const weekSeconds = 7 * 24 * 3600;

function wholeWeeks({ from, to }: Period): Period[] {
  const count = Math.floor(secondsBetween(from, to) / weekSeconds);
  const before = (weeks: number): Instant => addSeconds(to, -weeks * weekSeconds);
  return Array.from({ length: count }, (_, index) => ({ from: before(count - index), to: before(count - index - 1) }));
}

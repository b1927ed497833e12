/** Decides what comes in with AI assistance beside the rest, and whether review absorbs it. */
import { secondsBetween } from "../instant.ts";
import type { AiClass } from "../timeline/timeline.ts";
import { deployments } from "./deployments.ts";
import type { Elapsed } from "./elapsed.ts";
import type { FlowItem, FlowPullRequest, History } from "./history.ts";
import { fewestPeople } from "./load.ts";
import { isWithin, type Period, secondsWithin } from "./period.ts";
import { timesOf } from "./rework.ts";
import { type Spread, spreadOf } from "./spread.ts";
import { type Flow, flowOf } from "./stageFlow.ts";
import { stretchesIn } from "./whereabouts.ts";

/** One side of the comparison, in the period. */
export type Inflow = {
  /** Items that were in review at some moment. */
  items: number;
  /** Items' entries into review; again counts again. */
  arrivals: number;
  /** First ready for review to the first review by another person, over the first reviews that came in the period. */
  firstReview: Spread;
  /** Review rounds of each pull request merged in the period; null where none was. */
  roundsPerMerged: number | null;
  merged: number;
  /** Moves to an earlier stage, of all its items. */
  flowBacks: number;
  /** Items that a production deployment undone in the period had carried. */
  undone: number;
};

export type AiInflow = {
  /** All that entered and left review, whoever wrote it: with more arrivals than departures, review does not absorb it. */
  review: Flow;
  /** Written by an agent or with its help, beside that without a sign of one; null where fewer than three people, or ten items on either side, stand behind it. */
  split: { ai: Inflow; rest: Inflow } | null;
  /** Other bots, such as those that update dependencies. */
  automation: Inflow;
};

/** AI inflow: signals, not proof; seconds by `elapsed`. `people` is how many acted in the period. */
export function aiInflow(
  history: Omit<History, "repositories">,
  period: Period,
  people: number,
  elapsed: Elapsed = secondsBetween,
): AiInflow {
  const inflow = (...classes: AiClass[]) => inflowOf(history, classes, period, elapsed);
  const ai = inflow("agent", "assisted");
  const rest = inflow("none");
  const isShown = people >= fewestPeople && ai.items >= fewestItems && rest.items >= fewestItems;
  return {
    review: flowOf(
      history.items.flatMap((item) => stretchesIn(item, "review")),
      period,
    ),
    split: isShown ? { ai, rest } : null,
    automation: inflow("automation"),
  };
}

const fewestItems = 10;

function inflowOf(
  history: Omit<History, "repositories">,
  classes: readonly AiClass[],
  period: Period,
  elapsed: Elapsed,
): Inflow {
  const items = history.items.filter(({ ai }) => classes.includes(ai));
  const pullRequests = history.pullRequests.filter(({ ai }) => classes.includes(ai));
  const stays = items.map((item) => stretchesIn(item, "review"));
  const merged = pullRequests.filter(({ mergedAt }) => isWithin(mergedAt, period));
  const rounds = merged.reduce((sum, { reviewRounds }) => sum + reviewRounds, 0);
  return {
    items: stays.filter((some) => some.some((stay) => secondsWithin(stay, period) > 0)).length,
    arrivals: flowOf(stays.flat(), period).arrivals,
    firstReview: spreadOf(pullRequests.flatMap((each) => firstReviewSeconds(each, period, elapsed))),
    roundsPerMerged: merged.length === 0 ? null : rounds / merged.length,
    merged: merged.length,
    flowBacks: timesOf(items, "flow-back", period),
    undone: undoneItems(items, history, period).length,
  };
}

/** Unlike `timeToFirstReview`, bots' pull requests count here: an agent is one. */
function firstReviewSeconds(
  { readyAt, firstReviewAfterReadyAt: reviewedAt }: FlowPullRequest,
  period: Period,
  elapsed: Elapsed,
): number[] {
  return readyAt !== null && isWithin(reviewedAt, period) ? [elapsed(readyAt, reviewedAt)] : [];
}

function undoneItems(
  items: readonly FlowItem[],
  { deployments: all }: Pick<History, "deployments">,
  period: Period,
): FlowItem[] {
  const { undone } = deployments(all, period);
  return items.filter(({ repository, pullRequests }) =>
    undone.some(
      (each) => each.repository === repository && pullRequests.some((number) => each.carries.includes(number)),
    ),
  );
}

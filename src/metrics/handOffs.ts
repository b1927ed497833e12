/** Decides how much work is handed to and fro, and how long it waits for somebody to decide or to answer. */
import type { ItemFlow } from "../timeline/flow.ts";
import type { PullRequestTimeline } from "../timeline/timeline.ts";
import { daysOf } from "./elapsed.ts";
import type { InRepository } from "./history.ts";
import { isWithin, type Period } from "./period.ts";
import type { QueuedItem } from "./backlog.ts";
import type { WaitShares } from "./waitShare.ts";

export type HandedItem = InRepository & QueuedItem & Pick<ItemFlow, "releasedAt" | "pullRequests">;
export type HandedPullRequest = InRepository & Pick<PullRequestTimeline, "number" | "waits">;

export type HandOffs = {
  /** Items released in the period all of whose pull requests are known. */
  items: number;
  /** Released items of which a pull request is not in the history that was read. */
  unknown: number;
  /** Changes of who has the turn, over the whole life of these items' pull requests up to the period's end. */
  changes: number;
  /** Null where no such item was released. */
  changesPerItem: number | null;
};

/** Hand-offs: how often the turn (author, reviewer, checks, qa, merge queue, merge) changed on the pull requests of items released in the period. */
export function handOffs(
  items: readonly HandedItem[],
  pullRequests: readonly HandedPullRequest[],
  period: Period,
): HandOffs {
  const changesBy = new Map(pullRequests.map((each) => [nameOf(each, each.number), changesOf(each, period)]));
  const released = items.filter(({ releasedAt }) => isWithin(releasedAt, period));
  const known = released.flatMap((item) => {
    const changes = item.pullRequests.flatMap((number) => changesBy.get(nameOf(item, number)) ?? []);
    return changes.length < item.pullRequests.length ? [] : [changes.reduce((sum, each) => sum + each, 0)];
  });
  const changes = known.reduce((sum, each) => sum + each, 0);
  return {
    items: known.length,
    unknown: released.length - known.length,
    changes,
    changesPerItem: known.length === 0 ? null : changes / known.length,
  };
}

/** Item-days by the wall clock. */
export type DecisionWaits = { decisionItemDays: number; informationItemDays: number };

/** Of the time that items waited, as `waitShare` tells it by the wall clock, that on a decision or on information. */
export function decisionWaits({ overall: { reasons } }: Pick<WaitShares, "overall">): DecisionWaits {
  const daysOn = (on: "decision" | "information") => daysOf(reasons.find((each) => each.on === on)?.seconds ?? 0);
  return { decisionItemDays: daysOn("decision"), informationItemDays: daysOn("information") };
}

function changesOf({ waits }: HandedPullRequest, { to }: Period): number {
  return waits.slice(1).filter(({ on, from }, index) => from < to && on !== waits[index]?.on).length;
}

function nameOf({ repository }: InRepository, number: number): string {
  return `${repository}#${number}`;
}

/** Decides what the metrics have to know of an item beside its way: whether it counts, whose it was, how its priority changed, what it is worth. */
import type { Instant } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import type { LabelStay } from "../labelStretches.ts";
import { staysOf } from "../labelStretches.ts";
import type { StatisticsRules } from "../statisticsRules.ts";
import type { Stretch } from "../stretch.ts";
import { union } from "../stretch.ts";
import type { ItemTimeline } from "../timeline.ts";
import type { IssueFacts } from "../known.ts";
import type { KnownPullRequest } from "./circumstances.ts";

type Traits = Pick<ItemTimeline, "ignored" | "owned" | "priorityChanges" | "value">;

/** `facts` are the item's own, in order; `labels` every stay of a label that means something. */
export function traitsOf(
  { issue, pullRequests }: { issue: IssueFacts | null; pullRequests: readonly KnownPullRequest[] },
  facts: readonly Fact[],
  labels: readonly LabelStay[],
  rules: StatisticsRules,
): Traits {
  const snapshots = [issue?.snapshot.signal, ...pullRequests.map((each) => each.facts.snapshot.signal)].filter(
    (snapshot) => snapshot !== undefined,
  );
  const [main] = snapshots;
  const open = pullRequests.flatMap(({ folded: { timeline } }) => timeline.waits.map(({ from, to }) => ({ from, to })));
  return {
    ignored: main !== undefined && rules.ignores(main),
    owned: union([...assignedStretches(facts), ...open]),
    priorityChanges: priorityChangesOf(staysOf(labels, "priority")),
    value: rules.valueOf(snapshots.flatMap((snapshot) => snapshot.labels)),
  };
}

/** While at least one was assigned. Who was assigned before the app came is not known; an unassignment shows that somebody was. */
function assignedStretches(facts: readonly Fact[]): Stretch[] {
  const stretches: Stretch[] = [];
  let assigned = 0;
  for (const { signal, at } of facts) {
    if (signal.kind !== "touched") continue;
    if (signal.what === "assigned") {
      assigned += 1;
      if (assigned === 1) stretches.push({ from: at, to: null });
    }
    if (signal.what === "unassigned") {
      assigned = Math.max(0, assigned - 1);
      const last = stretches.at(-1);
      if (assigned === 0 && last?.to === null) last.to = at;
    }
  }
  return stretches;
}

/** When a label for a priority was put on after one of another name; the same one put on again is no change. */
function priorityChangesOf(stays: readonly LabelStay[]): Instant[] {
  const changes: Instant[] = [];
  let priority: string | null = null;
  for (const { name, from } of stays) {
    if (priority !== null && name !== priority) changes.push(from);
    priority = name;
  }
  return changes;
}

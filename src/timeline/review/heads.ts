/** Decides which commits were the head of a pull request, and which pushes brought them. */
import type { Instant } from "../../instant.ts";
import { earlier } from "../../instant.ts";
import type { Actor, Fact } from "../../signals/signal.ts";
import { bringingPushes } from "../branchPush.ts";
import { inPushOrder, type PushedCommit } from "../pushOrder.ts";
import type { PullRequestFacts } from "./pullRequestFacts.ts";
import type { TimedReviewEvent } from "./waits.ts";

/** The commit that was its head at that moment, as far as is known. */
export function headAt({ snapshot, own }: Pick<PullRequestFacts, "snapshot" | "own">, at: Instant): string {
  const pushes = pushesTold(own);
  const last = pushes.findLast((push) => push.at <= at);
  return last?.after ?? pushes[0]?.before ?? snapshot.signal.headSha;
}

/** The commit that is its head as far as is known: the last push's, unless the snapshot is later. */
export function currentHead({ snapshot, own }: Pick<PullRequestFacts, "snapshot" | "own">): string {
  const last = pushesTold(own).at(-1);
  return last === undefined || last.at < snapshot.at ? snapshot.signal.headSha : last.after;
}

/** What the pull request itself tells of pushes to it, in order. */
export function pushesTold(own: readonly Fact[]): (PushedCommit & { by: Actor | null })[] {
  return inPushOrder(own.flatMap(({ at, signal }) => (signal.kind === "pushed" ? [{ ...signal, at }] : [])));
}

/** The commits that were its head at some time, as far as is known, those of its branch before it was opened among them. */
export function headsOf({
  snapshot,
  own,
  branchPushes,
}: Pick<PullRequestFacts, "snapshot" | "own" | "branchPushes">): Set<string> {
  const told = own.flatMap(({ signal }) => (signal.kind === "pushed" ? [signal.before, signal.after] : []));
  const brought = bringingPushes(branchPushes).map(({ after }) => after);
  return new Set([snapshot.signal.headSha, ...told.filter((sha) => sha !== null), ...brought]);
}

/**
 * Pushes that only the branch told of: those before the opening, which answer what already stood on its issue, and those of which the pull request's own
 * delivery was missed, known by the head that they started from. What else is heard of later was pushed before, and late.
 */
export function branchPushEvents({ snapshot, own, branchPushes }: PullRequestFacts): TimedReviewEvent[] {
  const openedAt = snapshot.signal.createdAt;
  const bringing = bringingPushes(branchPushes);
  const told = pushesTold(own);
  const pushedBefore = bringing.findLast(({ fact }) => fact.at <= openedAt)?.after;
  const atOpening = told[0]?.before ?? pushedBefore ?? snapshot.signal.headSha;
  const known = new Set(told.map(({ after }) => after));
  const heads = new Set([atOpening, ...known]);
  return bringing.flatMap(({ before, after, by, fact }): TimedReviewEvent[] => {
    if (known.has(after)) return [];
    const at = after === atOpening ? earlier(fact.at, openedAt) : fact.at;
    // Whatever was pushed before, it was opened with the head that it had then.
    if (at <= openedAt) return [{ at, event: { kind: "pushed", before: null, after: atOpening, by }, fact }];
    if (before === null || !heads.has(before)) return [];
    heads.add(after);
    return [{ at, event: { kind: "pushed", before, after, by }, fact }];
  });
}

/** Decides which events bear on a pull request's review: its own facts, its issues' labels, and the checks on its commits. */
import type { Fact, ItemSignal } from "../../signals/signal.ts";
import { inOrder, withoutUndone } from "../factOrder.ts";
import type { ReviewEvent } from "./reviewState.ts";
import type { TimedReviewEvent } from "./waits.ts";
import type { Instant } from "../../instant.ts";
import { checkMoments, runMoments } from "./checkMoments.ts";
import { branchPushEvents, headsOf } from "./heads.ts";
import type { PullRequestFacts } from "./pullRequestFacts.ts";

/** The events in order, opening first. What the payloads do not tell is taken from the snapshot: an opening before the app came, a closing it missed. */
export function reviewEvents(facts: PullRequestFacts): TimedReviewEvent[] {
  const own = withoutUndone(facts.own.filter((fact) => fact.signal.kind !== "opened"));
  const ordered = inOrder([...own, ...withoutUndone(facts.ofIssues).filter(isLabelling)]);
  const told = ordered.flatMap((fact) => eventOf(fact));
  const heads = headsOf(facts);
  const checks = facts.checks.filter(({ subject }) => heads.has(subject.slice("commit ".length)));
  const outside = [...checkMoments(checks), ...runMoments(facts.runs), ...stagingEvents(facts, heads)];
  const openedAt = facts.snapshot.signal.createdAt;
  const opening: TimedReviewEvent = {
    at: openedAt,
    event: openingOf(facts),
    fact: openedFact(facts) ?? facts.snapshot,
  };
  const events = [...told, ...branchPushEvents(facts), ...missedClosing(facts), ...outside].toSorted(byTime);
  return [opening, ...events.map((each) => notBefore(each, openedAt))];
}

function byTime(a: TimedReviewEvent, b: TimedReviewEvent): number {
  return a.at < b.at ? -1 : Number(a.at > b.at);
}

function isLabelling(fact: Fact): boolean {
  return fact.signal.kind === "labeled" || fact.signal.kind === "unlabeled";
}

function notBefore(timed: TimedReviewEvent, opening: Instant): TimedReviewEvent {
  return timed.at < opening ? { ...timed, at: opening } : timed;
}

/** Whether it was opened as a draft: as its opening said, else as the first change from or to draft implies, else as it is. */
function openingOf({ snapshot, own }: PullRequestFacts): ReviewEvent {
  const { author, draft } = snapshot.signal;
  const opened = openedFact({ own })?.signal;
  if (opened?.kind === "opened") return opened;
  const firstChange = inOrder(own).find(({ signal }) => signal.kind === "ready" || signal.kind === "drafted");
  const wasDraft = firstChange ? firstChange.signal.kind === "ready" : draft;
  return { kind: "opened", item: "pull-request", by: author, draft: wasDraft };
}

function openedFact({ own }: Pick<PullRequestFacts, "own">): Fact | undefined {
  return own.find(({ signal }) => signal.kind === "opened");
}

/** The closing that the snapshot knows and no delivery told. */
function missedClosing({ snapshot, own }: PullRequestFacts): TimedReviewEvent[] {
  const { closedAt, mergedAt, mergeSha } = snapshot.signal;
  if (closedAt === null && mergedAt === null) return [];
  const changes = own.filter(({ signal }) => signal.kind === "closed" || signal.kind === "reopened");
  if (changes.some(({ signal, at }) => signal.kind === "closed" || at > snapshot.at)) return [];
  const at = mergedAt ?? closedAt ?? snapshot.at;
  return [
    { at, event: { kind: "closed", by: null, reason: null, merged: mergedAt !== null, mergeSha }, fact: snapshot },
  ];
}

function eventOf(fact: Fact): TimedReviewEvent[] {
  const { signal, at, subject } = fact;
  if (signal.kind === "labeled" || signal.kind === "unlabeled") {
    const kind = signal.kind === "labeled" ? "label-on" : "label-off";
    return [{ at, event: { kind, key: `${subject} ${signal.label.id}`, name: signal.label.name }, fact }];
  }
  return isItemSignal(fact) ? [{ at, event: fact.signal, fact }] : [];
}

function isItemSignal(fact: Fact): fact is Fact & { signal: Exclude<ItemSignal, { kind: "labeled" | "unlabeled" }> } {
  return fact.subject.startsWith("#");
}

function stagingEvents(facts: PullRequestFacts, heads: ReadonlySet<string>): TimedReviewEvent[] {
  return facts.stagingFailures
    .filter(({ sha }) => heads.has(sha))
    .map(({ sha, at, fact }) => ({ at, event: { kind: "staging-failed", sha }, fact }));
}

/** Decides which events bear on a pull request's review: its own facts, its issues' labels, and the checks on its commits. */
import type { CheckAttempt, Fact, ItemSignal, PullRequestSnapshot } from "../../signals/signal.ts";
import { inOrder, withoutUndone } from "../factOrder.ts";
import type { ReviewEvent } from "./reviewState.ts";
import type { TimedReviewEvent } from "./waits.ts";
import type { Instant } from "../../instant.ts";
import { earlier } from "../../instant.ts";

export type PullRequestFacts = {
  snapshot: Fact & { signal: PullRequestSnapshot };
  /** Facts whose subject is the pull request. */
  own: readonly Fact[];
  /** Facts of the issues that it belongs to; only their labels count here. */
  ofIssues: readonly Fact[];
  /** Check facts of any commit; those of its own commits count. */
  checks: readonly Fact[];
  /** Workflow runs on its own commits. */
  runs: readonly Fact[];
  /** Final failures of staging deployments, by the commit that was deployed. */
  stagingFailures: readonly { sha: string; at: Instant; fact: Fact | null }[];
};

/** The events in order, opening first. What the payloads do not tell is taken from the snapshot: an opening before the app came, a closing it missed. */
export function reviewEvents(facts: PullRequestFacts): TimedReviewEvent[] {
  const own = withoutUndone(facts.own.filter((fact) => fact.signal.kind !== "opened"));
  const ordered = inOrder([...own, ...withoutUndone(facts.ofIssues).filter(isLabelling)]);
  const told = ordered.flatMap((fact) => eventOf(fact));
  const outside = [...checkEvents(facts), ...runEvents(facts.runs), ...stagingEvents(facts)];
  const openedAt = facts.snapshot.signal.createdAt;
  const opening: TimedReviewEvent = {
    at: openedAt,
    event: openingOf(facts),
    fact: openedFact(facts) ?? facts.snapshot,
  };
  const events = [...told, ...missedClosing(facts), ...outside].map((each) => notBefore(each, openedAt));
  return [opening, ...events.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))];
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

/** The commit that was its head at that moment, as far as is known. */
export function headAt({ snapshot, own }: Pick<PullRequestFacts, "snapshot" | "own">, at: Instant): string {
  const pushes = inOrder(own).flatMap((fact) =>
    fact.signal.kind === "pushed" ? [{ ...fact.signal, at: fact.at }] : [],
  );
  const last = pushes.findLast((push) => push.at <= at);
  return last?.after ?? pushes[0]?.before ?? snapshot.signal.headSha;
}

/**
 * The commit that is its head as far as is known: the last push's, unless the snapshot is later. Of pushes within one second the last is the one that no
 * other of them started from.
 */
export function currentHead({ snapshot, own }: Pick<PullRequestFacts, "snapshot" | "own">): string {
  const pushes = inOrder(own).flatMap((fact) =>
    fact.signal.kind === "pushed" ? [{ ...fact.signal, at: fact.at }] : [],
  );
  const lastAt = pushes.at(-1)?.at;
  if (lastAt === undefined || lastAt < snapshot.at) return snapshot.signal.headSha;
  const together = pushes.filter(({ at }) => at === lastAt);
  const startedFrom = new Set(together.map(({ before }) => before));
  return (together.find(({ after }) => !startedFrom.has(after)) ?? together.at(-1))?.after ?? snapshot.signal.headSha;
}

/** The commits that were its head at some time, as far as is known. */
export function headsOf({ snapshot, own }: Pick<PullRequestFacts, "snapshot" | "own">): Set<string> {
  const pushes = own.flatMap(({ signal }) => (signal.kind === "pushed" ? [signal.before, signal.after] : []));
  return new Set([snapshot.signal.headSha, ...pushes.filter((sha) => sha !== null)]);
}

function checkEvents(facts: PullRequestFacts): TimedReviewEvent[] {
  const heads = headsOf(facts);
  return facts.checks.flatMap((fact) => {
    const sha = fact.subject.slice("commit ".length);
    const { signal } = fact;
    if (signal.kind !== "check" || !heads.has(sha)) return [];
    const name = `${signal.source}/${signal.name}`;
    // GitHub numbers attempts as they come: of two that began in one second, the later is known.
    const attempts = Object.entries(signal.attempts).toSorted(([a], [b]) => Number(a) - Number(b));
    return attempts.flatMap(([attempt, times]) => momentsOf(fact, { sha, name, attempt }, times));
  });
}

/** A workflow run is a check of its own beside those of its jobs, which a repository may send or not. */
function runEvents(runs: readonly Fact[]): TimedReviewEvent[] {
  const told = runs.flatMap((fact) => (fact.signal.kind === "workflow-run" ? [{ fact, run: fact.signal }] : []));
  const ordered = told.toSorted((a, b) => a.run.run - b.run.run || a.run.attempt - b.run.attempt);
  return ordered.flatMap(({ fact, run }) => {
    const attempt = `${run.run} ${run.attempt}`;
    return momentsOf(fact, { sha: run.sha, name: `actions/workflow ${run.name}`, attempt }, run);
  });
}

function momentsOf(
  fact: Fact,
  moment: { sha: string; name: string; attempt: string },
  times: CheckAttempt,
): TimedReviewEvent[] {
  const { endedAt, conclusion } = times;
  const beganAt =
    times.startedAt !== null && endedAt !== null ? earlier(times.startedAt, endedAt) : (times.startedAt ?? endedAt);
  const began =
    beganAt === null
      ? []
      : [{ at: beganAt, event: { kind: "check-began", ...moment, conclusion: null }, fact } as const];
  const ended =
    endedAt === null ? [] : [{ at: endedAt, event: { kind: "check-ended", ...moment, conclusion }, fact } as const];
  return [...began, ...ended];
}

function stagingEvents(facts: PullRequestFacts): TimedReviewEvent[] {
  const heads = headsOf(facts);
  return facts.stagingFailures
    .filter(({ sha }) => heads.has(sha))
    .map(({ sha, at, fact }) => ({ at, event: { kind: "staging-failed", sha }, fact }));
}

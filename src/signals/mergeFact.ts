/** Decides what is known when the same fact is heard twice, in whatever order. */
import { isDeepStrictEqual } from "node:util";
import { earlier } from "../instant.ts";
import { isGuess, isOfApi } from "./sameFact.ts";
import type { CheckAttempt, Fact, IssueSnapshot, PullRequestSnapshot, Signal } from "./signal.ts";

/**
 * One fact of two with the same repository and key. Commutative, associative and idempotent, so that order and repetition of deliveries do not matter.
 * - A snapshot: the later one.
 * - The links of a pull request, the co-authors of its commits, the rules of a branch: those read last.
 * - A deployment: as a webhook told it, since the API does not say whether it is production.
 * - A check: the attempts of both, from the earliest start. An attempt that ended is not running, whatever is heard later.
 * - A workflow run: as one attempt.
 * - Anything else: the API's telling, then one with a time of its own before one with the time of receipt, then the one received first.
 */
export function mergeFact(a: Fact, b: Fact): Fact {
  if (isSnapshot(a.signal) && isSnapshot(b.signal)) return isLaterSnapshot(a, a.signal, b, b.signal) ? a : b;
  if (readLast.has(a.signal.kind)) return isBefore(readingOf(a), readingOf(b)) ? b : a;
  const signal = mergedAttempts(a.signal, b.signal);
  if (signal !== null) return { ...(isBefore(timeline(a), timeline(b)) ? a : b), signal };
  return isEarlierHeard(a, b) ? a : b;
}

const readLast: ReadonlySet<Signal["kind"]> = new Set(["links-snapshot", "commits-snapshot", "branch-rules"]);

/** Whether two facts say the same, whatever the order in which their fields were written. */
export function isSameFact(a: Fact, b: Fact): boolean {
  return a === b || isDeepStrictEqual(a, b);
}

type Snapshot = IssueSnapshot | PullRequestSnapshot;

function isSnapshot(signal: Signal): signal is Snapshot {
  return signal.kind === "issue-snapshot" || signal.kind === "pull-request-snapshot";
}

function readingOf(fact: Fact): string[] {
  return [fact.receivedAt, fact.at, canonical(fact.signal), fact.delivery, fact.timeSource, fact.event];
}

/** GitHub tells time to the second: of two snapshots of one second, the one that is further along is the later. */
function isLaterSnapshot(a: Fact, aSignal: Snapshot, b: Fact, bSignal: Snapshot): boolean {
  if (a.at !== b.at) return a.at > b.at;
  const aEnd = endOf(aSignal);
  const bEnd = endOf(bSignal);
  if (aEnd !== bEnd) return aEnd > bEnd;
  if (isOfApi(a) !== isOfApi(b)) return isOfApi(a);
  return isDeepStrictEqual(aSignal, bSignal) ? isEarlierHeard(a, b) : canonical(aSignal) > canonical(bSignal);
}

function endOf(signal: Snapshot): string {
  const merged = signal.kind === "pull-request-snapshot" ? (signal.mergedAt ?? "") : "";
  return `${merged} ${signal.closedAt ?? ""}`;
}

/** Null for what is no check and no workflow run. */
function mergedAttempts(a: Signal, b: Signal): Signal | null {
  if (a.kind === "check" && b.kind === "check") {
    const attempts = { ...a.attempts };
    for (const [id, attempt] of Object.entries(b.attempts)) {
      const known = attempts[id];
      attempts[id] = known === undefined ? attempt : mergedAttempt(known, attempt);
    }
    return { ...a, attempts };
  }
  if (a.kind === "workflow-run" && b.kind === "workflow-run") {
    return { ...a, ...mergedAttempt(a, b), startedAt: earlier(a.startedAt, b.startedAt) };
  }
  return null;
}

function mergedAttempt(a: CheckAttempt, b: CheckAttempt): CheckAttempt {
  const startedAt =
    a.startedAt === null || b.startedAt === null ? (a.startedAt ?? b.startedAt) : earlier(a.startedAt, b.startedAt);
  const ended = isBefore([a.endedAt ?? "", a.conclusion ?? ""], [b.endedAt ?? "", b.conclusion ?? ""]) ? b : a;
  return { startedAt, endedAt: ended.endedAt, conclusion: ended.conclusion };
}

/** Which of two tellings of the same fact is believed; false for two that say the same. */
function isEarlierHeard(a: Fact, b: Fact): boolean {
  const first = origin(a);
  const second = origin(b);
  if (first.some((part, index) => part !== second[index])) return isBefore(first, second);
  return !isDeepStrictEqual(a.signal, b.signal) && canonical(a.signal) < canonical(b.signal);
}

/** First what the API tells exactly, then what has a time of its own, then what was received first. */
function origin(fact: Fact): string[] {
  const believed = isGuess(fact) ? "2" : isOfApi(fact) === (fact.signal.kind !== "deployment") ? "0" : "1";
  const timed = fact.timeSource === "received_at" ? "1" : "0";
  return [believed, timed, fact.receivedAt, fact.delivery, fact.at, fact.timeSource, fact.event];
}

/** The order in which the parts of one stretch of time began. */
function timeline(fact: Fact): string[] {
  return [fact.at, fact.receivedAt, fact.delivery, fact.timeSource, fact.event];
}

function isBefore(a: string[], b: string[]): boolean {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at !== -1 && (a[at] ?? "") < (b[at] ?? "");
}

/** A text that is the same for the same value: PostgreSQL gives the fields of an object back in another order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

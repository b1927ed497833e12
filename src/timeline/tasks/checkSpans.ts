/** Decides from when to when checks ran on the commits of a line of work. */
import { earlierEnd } from "../stretch.ts";
import type { Instant } from "../../instant.ts";
import { later } from "../../instant.ts";
import type { CheckAttempt, Fact } from "../../signals/signal.ts";
import { headAt } from "../review/heads.ts";
import type { Stretch } from "../stretch.ts";
import { lastEnd } from "./spans.ts";
import type { TaskEvidence } from "./evidence.ts";
import type { LineOfWork } from "./linesOfWork.ts";

/**
 * One span for each commit that was the tip during the stretch: from the first start to the last end of whatever ran on it then, all attempts
 * together. What still runs when another commit takes over, or when the stretch ends, is waited for no longer.
 */
export function checkSpans(
  line: LineOfWork,
  stretch: Stretch,
  { checksOn, knowledge }: Pick<TaskEvidence, "checksOn" | "knowledge">,
): Stretch[] {
  return [...tipsOf(line)].flatMap(([commit, tip]) => {
    const over = earlierEnd(tip.to, stretch.to);
    if ((over !== null && over <= stretch.from) || (stretch.to !== null && tip.from >= stretch.to)) return [];
    const ran = [...checksOn(commit).flatMap(stretchesOf), ...knowledge.runsOn(commit)];
    const runs = ran.filter(({ from, to }) => (over === null || from < over) && !isOverBefore(stretch.from, from, to));
    const [first] = runs.map(({ from }) => from).toSorted();
    if (first === undefined) return [];
    const end = lastEnd(runs.map(({ to }) => to ?? over));
    return [{ from: later(first, stretch.from), to: earlierEnd(end, stretch.to) }];
  });
}

function isOverBefore(moment: Instant, from: Instant, to: Instant | null): boolean {
  return from < moment && to !== null && to <= moment;
}

/** Each commit while it was the last one pushed; one pushed again later has its time from the first to the last. */
function tipsOf({ pushes, pullRequest }: LineOfWork): Map<string, Stretch> {
  const openedAt = pullRequest?.folded.timeline.openedAt;
  const opening = pullRequest && openedAt ? [{ at: openedAt, after: headAt(pullRequest.facts, openedAt) }] : [];
  const tips = [...opening, ...pushes].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  const stretches = new Map<string, Stretch>();
  for (const [index, { at, after: commit }] of tips.entries()) {
    stretches.set(commit, { from: stretches.get(commit)?.from ?? at, to: tips[index + 1]?.at ?? null });
  }
  return stretches;
}

function stretchesOf({ signal }: Fact): Stretch[] {
  if (signal.kind !== "check") return [];
  const attempts = Object.entries(signal.attempts);
  return signal.source === "status"
    ? statusStretches(attempts)
    : attempts.flatMap(([, attempt]) => attemptStretch(attempt));
}

function attemptStretch({ startedAt, endedAt }: CheckAttempt): Stretch[] {
  const from = startedAt !== null && endedAt !== null && endedAt < startedAt ? endedAt : (startedAt ?? endedAt);
  return from === null ? [] : [{ from, to: endedAt }];
}

/** Each state of a commit status is an attempt of its own: `pending` begins, and the next that is not pending ends. */
function statusStretches(states: readonly [string, CheckAttempt][]): Stretch[] {
  const stretches: Stretch[] = [];
  let pendingSince: Instant | null = null;
  for (const [, { startedAt, endedAt }] of states.toSorted(([a], [b]) => Number(a) - Number(b))) {
    if (endedAt === null) pendingSince ??= startedAt;
    else {
      stretches.push({ from: pendingSince ?? endedAt, to: endedAt });
      pendingSince = null;
    }
  }
  return pendingSince === null ? stretches : [...stretches, { from: pendingSince, to: null }];
}

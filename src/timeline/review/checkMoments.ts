/** Decides when the attempts of checks and of workflow runs began and ended. */
import type { Instant } from "../../instant.ts";
import { earlier } from "../../instant.ts";
import type { CheckAttempt, Fact } from "../../signals/signal.ts";
import type { CheckMoment } from "./commitChecks.ts";

export type TimedCheck = { at: Instant; event: CheckMoment; fact: Fact };

/** The beginnings and ends of checks and commit statuses. */
export function checkMoments(checks: readonly Fact[]): TimedCheck[] {
  return checks.flatMap((fact) => {
    const sha = fact.subject.slice("commit ".length);
    const { signal } = fact;
    if (signal.kind !== "check") return [];
    const name = `${signal.source}/${signal.name}`;
    // GitHub numbers attempts as they come: of two that began in one second, the later is known.
    const attempts = Object.entries(signal.attempts).toSorted(([a], [b]) => Number(a) - Number(b));
    return attempts.flatMap(([attempt, times]) => momentsOf(fact, { sha, name, attempt }, times));
  });
}

/** A workflow run is a check of its own beside those of its jobs, which a repository may send or not. */
export function runMoments(runs: readonly Fact[]): TimedCheck[] {
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
): TimedCheck[] {
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

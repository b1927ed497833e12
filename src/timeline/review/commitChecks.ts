/** Decides how a commit's checks stand: of each name the latest attempt counts. */

/** A check's attempt began or ended on a commit, seen apart from the fact that keeps all of them. */
export type CheckMoment = {
  kind: "check-began" | "check-ended";
  sha: string;
  name: string;
  attempt: string;
  conclusion: string | null;
};

/** Names are `source/name`. Failed and running names are kept apart, so that one of hundreds of checks costs no look at the others. */
export type CommitChecks = { latest: Map<string, string>; failed: Set<string>; running: Set<string> };

/** By commit; changed in place by the fold that owns it. */
export function takeCheck(
  checks: Map<string, CommitChecks>,
  { kind, sha, name, attempt, conclusion }: CheckMoment,
): void {
  const commit: CommitChecks = checks.get(sha) ?? { latest: new Map(), failed: new Set(), running: new Set() };
  checks.set(sha, commit);
  const isOvertaken = kind === "check-ended" && (commit.latest.get(name) ?? attempt) !== attempt;
  if (isOvertaken) return;
  commit.latest.set(name, attempt);
  note(commit.running, name, kind === "check-began");
  note(commit.failed, name, kind === "check-ended" && isFailure(conclusion));
}

function note(names: Set<string>, name: string, isIn: boolean): void {
  if (isIn) names.add(name);
  else names.delete(name);
}

function isFailure(conclusion: string | null): boolean {
  return (
    conclusion === "failure" || conclusion === "timed_out" || conclusion === "action_required" || conclusion === "error"
  );
}

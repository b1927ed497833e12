/** Decides where a red check on a branch was followed by a push, before there was a pull request to tell of either. */
import type { Instant } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import { bringingPushes } from "../branchPush.ts";
import { checkMoments, runMoments } from "./checkMoments.ts";
import type { CommitChecks } from "./commitChecks.ts";
import { takeCheck } from "./commitChecks.ts";
import type { RedCheck } from "./pullRequest.ts";

type ChecksOf = {
  checksOn: (commit: string) => readonly Fact[];
  runsOn: (commit: string) => readonly { fact: Fact }[];
};

/** At each push to a commit of which any check stood failed by then; a re-run that has begun since is no failure any more. */
export function branchRedChecks(pushes: readonly Fact[], { checksOn, runsOn }: ChecksOf): RedCheck[] {
  const bringing = bringingPushes(pushes);
  return bringing.slice(1).flatMap(({ at, fact }, index) => {
    const before = bringing[index];
    if (before === undefined) return [];
    const moments = [
      ...checkMoments(checksOn(before.after)),
      ...runMoments(runsOn(before.after).map((run) => run.fact)),
    ];
    return isRedAt(at, moments) ? [{ at, fact }] : [];
  });
}

function isRedAt(at: Instant, moments: ReturnType<typeof checkMoments>): boolean {
  const checks = new Map<string, CommitChecks>();
  const past = moments.filter((moment) => moment.at <= at).toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  for (const { event } of past) takeCheck(checks, event);
  return [...checks.values()].some(({ failed }) => failed.size > 0);
}

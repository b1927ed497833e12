/** Decides when the tasks of release were in progress. */
import type { Instant } from "../../instant.ts";
import { addSeconds, earlier, later } from "../../instant.ts";
import { staysOf } from "../labelStretches.ts";
import type { Stretch } from "../stretch.ts";
import { covers, union } from "../stretch.ts";
import type { StageSignals, TaskEvidence } from "./evidence.ts";
import { whileLabelled } from "./labelSpans.ts";
import { mergeCommitsOf, productionDeployments, wentLive } from "./ownDeployments.ts";
import { touches } from "./paths.ts";

export const releaseTasks: StageSignals<"release"> = {
  "release-packaging": packaging,
  "migration-preparation": (evidence) =>
    union([...whileLabelled(evidence, "migration-preparation", wentLive(evidence)), ...migrationsPushed(evidence)]),
  "ci-cd-orchestration": orchestration,
  deployment: (evidence) =>
    productionDeployments(evidence).map(({ createdAt, overAt }) => ({ from: createdAt, to: overAt })),
  "post-deploy-verification": (evidence) => union(verifications(evidence)),
};

/** From the draft or the tag of a release, but not before something that it carries was merged, to its publication or a package's. */
function packaging({ knowledge, pullRequests }: TaskEvidence): Stretch[] {
  return knowledge.packagings.map(({ begunAt, publishedAt, carries }) => {
    const merges = pullRequests.flatMap(({ number, folded }) =>
      carries.includes(number) && folded.timeline.mergedAt !== null ? [folded.timeline.mergedAt] : [],
    );
    const from = merges.toSorted()[0] ?? begunAt;
    return { from: earlier(later(from, begunAt), publishedAt), to: publishedAt };
  });
}

/** From the first push that touches a migration to what it was pushed for being live. */
function migrationsPushed(evidence: TaskEvidence): Stretch[] {
  return evidence.lines.flatMap(({ pushes, pullRequest }) => {
    const live = wentLive(evidence, pullRequest?.number ?? null);
    const touching = pushes.filter(({ paths }) => touches(paths, "migrations"));
    return touching.map(({ at }) => ({ from: at, to: live.find((moment) => moment >= at) ?? null }));
  });
}

/** While workflows ran for its merges, or for what was deployed with them, or such a deployment waited for somebody's approval. */
function orchestration(evidence: TaskEvidence): Stretch[] {
  const deployments = productionDeployments(evidence);
  const commits = new Set([...mergeCommitsOf(evidence), ...deployments.map(({ sha }) => sha)]);
  const runs = evidence.knowledge.runs.filter(({ sha }) => commits.has(sha)).map(({ from, to }) => ({ from, to }));
  return union([...runs, ...deployments.flatMap(({ approval }) => approval)]);
}

/** From each success in production to `verified`, or to the end of the window; a rollback leaves nothing to verify. */
function verifications(evidence: TaskEvidence): Stretch[] {
  const verified = staysOf(evidence.labels, "verified");
  return productionDeployments(evidence).flatMap(({ completed, finishedAt: from, undoneBy, undoneAt }) => {
    if (completed !== true || from === null) return [];
    const labelledAt = covers(verified, from) ? from : verified.find((stay) => stay.from > from)?.from;
    const endings: Instant[] = [addSeconds(from, evidence.verificationSeconds)];
    if (labelledAt !== undefined) endings.push(labelledAt);
    if (undoneBy === "rollback" && undoneAt !== null) endings.push(undoneAt);
    return [{ from, to: endings.reduce(earlier) }];
  });
}

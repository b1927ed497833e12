/** Decides when the tasks of production stability were in progress. */
import { later } from "../../instant.ts";
import { openStretches } from "../item/itemSigns.ts";
import { staysOf } from "../labelStretches.ts";
import type { Stretch } from "../stretch.ts";
import { intersection, union } from "../stretch.ts";
import type { StageSignals, TaskEvidence } from "./evidence.ts";
import { whileLabelled } from "./labelSpans.ts";
import { touches } from "./paths.ts";
import { stretchesOfStays } from "./spans.ts";

export const stabilityTasks: StageSignals<"production-stability"> = {
  /** The stage itself is entered when the item is verified, and left when the window is over without an open incident. */
  monitoring: ({ stays }) => stretchesOfStays(stays, ({ stage }) => stage === "production-stability"),
  "incident-response": (evidence) => union([...incidents(evidence), ...rolledBack(evidence), ...reverting(evidence)]),
  "root-cause-analysis": (evidence) => whileLabelled(evidence, "root-cause-analysis"),
  "knowledge-capture": (evidence) =>
    union([...whileLabelled(evidence, "knowledge-capture"), ...runbooksWritten(evidence)]),
};

/** While an incident linked to it was open, or it was one itself. */
function incidents({ knowledge, issue, labels }: TaskEvidence): Stretch[] {
  const linked = [...knowledge.naming, ...knowledge.following].flatMap(({ open }) => open);
  if (issue === null) return linked;
  const labelled = staysOf(labels, "incident").filter(({ on }) => on.subject === issue.snapshot.subject);
  return [...linked, ...intersection(labelled, openStretches(issue))];
}

/** From a rollback past one of its merges to that merge being live again. */
function rolledBack({ knowledge }: TaskEvidence): Stretch[] {
  return [...knowledge.release.values()].flatMap(({ live }) =>
    live.flatMap(({ to }, index) => (to === null ? [] : [{ from: to, to: live[index + 1]?.from ?? null }])),
  );
}

/** From the opening of a pull request that reverts one of its own to that one being live, or closed unmerged. */
function reverting({ knowledge }: TaskEvidence): Stretch[] {
  return knowledge.reverts.map(({ openedAt, overAt }) => ({ from: openedAt, to: overAt }));
}

/** While a pull request of it that touches runbooks was open. */
function runbooksWritten(evidence: TaskEvidence): Stretch[] {
  return evidence.lines.flatMap(({ pullRequest, pushes, endedAt }) => {
    const first = pushes.find(({ paths }) => touches(paths, "runbooks"));
    if (!pullRequest || !first) return [];
    return [{ from: later(first.at, pullRequest.folded.timeline.openedAt), to: endedAt }];
  });
}

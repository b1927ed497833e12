/** Decides how it is said what work waits on. */
import type { WaitReason } from "../../metrics/waitShare.ts";

/** As it follows "waiting on". */
export const waitWords: Record<WaitReason, string> = {
  information: "information",
  decision: "a decision",
  dependency: "something else first",
  attention: "somebody to take it up",
  author: "the author",
  reviewer: "a reviewer",
  checks: "checks",
  qa: "QA",
  "merge-queue": "the merge queue",
  merge: "the merge",
  release: "a release",
  approval: "an approval to deploy",
  verification: "verification",
  observation: "the end of observation",
  retrospective: "the retrospective",
};

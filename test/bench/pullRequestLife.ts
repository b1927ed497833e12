/** Decides what a made-up history holds: pull requests as they go on a busy repository. */
import type { Instant } from "../../src/instant.ts";
import { addSeconds } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { shaFor } from "../support/payloadParts.ts";
import {
  commentCreated,
  issueLabeled,
  issueOpened,
  pullRequestLabeled,
  pullRequestMerged,
  pullRequestOpened,
  pullRequestPushed,
  reviewRequested,
  reviewSubmitted,
} from "../support/payloads.ts";
import { checkRunCompleted, checkRunStarted, pushed } from "../support/repositoryPayloads.ts";

/** An issue and the pull request that closes it: 17 deliveries over two days. GitHub's payloads hold far more than is read; here prose stands for it. */
export function pullRequestLife(number: number): Delivery[] {
  const opened = addSeconds("2020-01-01T00:00:00Z", number * 1800);
  const after = (minutes: number): Instant => addSeconds(opened, minutes * 60);
  const issue = { number: number * 2, createdAt: opened, body: prose };
  const [first, second, merge] = [shaFor(`first ${number}`), shaFor(`second ${number}`), shaFor(`merge ${number}`)];
  const common = {
    number: number * 2 + 1,
    createdAt: after(60),
    head: `work-${number}`,
    body: `Closes #${issue.number}. ${prose}`,
  };
  const early = { ...common, headSha: first };
  const late = { ...common, headSha: second };
  const review = (id: number, state: "approved" | "changes_requested") => ({
    review: number * 10 + id,
    state,
    by: "grace",
  });
  const check = (id: number, sha: string) => ({ sha, run: number * 10 + id, startedAt: after(61 + id) });
  return [
    issueOpened({ ...issue, at: opened }),
    issueLabeled({ ...issue, at: after(5), label: "needs triage" }),
    commentCreated({ ...issue, at: after(10), comment: number * 10, by: "linus" }),
    issueLabeled({ ...issue, at: after(20), label: "in progress" }),
    pullRequestOpened({ ...early, at: after(60) }),
    checkRunStarted({ ...check(1, first), at: after(62) }),
    checkRunCompleted({ ...check(1, first), at: after(70) }),
    reviewRequested({ ...early, at: after(71), reviewer: "grace" }),
    reviewSubmitted({ ...early, at: after(300), ...review(1, "changes_requested") }),
    commentCreated({ ...early, at: after(310), comment: number * 10 + 1, onPullRequest: true }),
    pullRequestPushed({ ...late, at: after(600), before: first, after: second }),
    checkRunStarted({ ...check(2, second), at: after(602) }),
    checkRunCompleted({ ...check(2, second), at: after(610) }),
    pullRequestLabeled({ ...late, at: after(700), label: "needs qa" }),
    reviewSubmitted({ ...late, at: after(1500), ...review(2, "approved") }),
    pullRequestMerged({ ...late, at: after(1600), mergeSha: merge }),
    pushed({ at: after(1600), before: shaFor(`merge ${number - 1}`), after: merge, commits: [second, merge] }),
  ];
}

const prose = "The list of orders is slow when it is long. ".repeat(60);

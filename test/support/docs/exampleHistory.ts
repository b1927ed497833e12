/** Decides what happens in the small history that the documents are written about: one issue, from the idea to production. */
import type { Delivery } from "../../../src/signals/delivery.ts";
import { shaFor } from "../payloadParts.ts";
import {
  issueClosed,
  issueLabeled,
  issueOpened,
  pullRequestMerged,
  pullRequestOpened,
  pullRequestPushed,
  pullRequestReady,
  reviewSubmitted,
} from "../payloads.ts";
import { branchCreated, deploymentCreated, deploymentStatus, pushed } from "../repositoryPayloads.ts";

/** Where it is kept, one delivery a line, for anybody to replay. */
export const exampleFile = "docs/example.ndjson";

export function exampleLines(): string {
  const lines = exampleHistory().map(({ id, event, receivedAt, payload }) =>
    JSON.stringify({ id, event, received_at: receivedAt, payload }),
  );
  return `${lines.join("\n")}\n`;
}

const issue = { number: 7, title: "Gift cards", author: "ines", createdAt: "2026-03-02T09:14:00Z" };
const branch = "7-gift-cards";
const [base, first, second] = [shaFor("base"), shaFor("gift cards"), shaFor("gift cards, answered")];
const merge = shaFor("merge of 8");
const pullRequest = {
  number: 8,
  title: "Sell gift cards",
  body: "Closes #7",
  author: "maya",
  createdAt: "2026-03-06T09:30:00Z",
  head: branch,
  headSha: first,
  draft: true,
};
const answered = { ...pullRequest, headSha: second, draft: false };
const earlier = { deployment: 40, sha: base, createdAt: "2026-03-01T18:00:00Z" };
const later = { deployment: 41, sha: merge, createdAt: "2026-03-12T16:10:00Z" };

function exampleHistory(): Delivery[] {
  return [
    deploymentCreated({ at: "2026-03-01T18:00:00Z", by: "tomas", ...earlier }),
    deploymentStatus({ at: "2026-03-01T18:06:00Z", by: "tomas", ...earlier, status: 70, state: "success" }),
    issueOpened({ at: "2026-03-02T09:14:00Z", ...issue }),
    issueLabeled({ at: "2026-03-03T10:00:00Z", by: "jonas", ...issue, label: "priority: high" }),
    issueLabeled({ at: "2026-03-04T09:00:00Z", by: "ines", ...issue, label: "stage: design" }),
    branchCreated({ at: "2026-03-05T13:00:00Z", by: "maya", branch }),
    pushed({ at: "2026-03-05T14:10:00Z", by: "maya", branch, before: base, after: first }),
    pullRequestOpened({ at: "2026-03-06T09:30:00Z", ...pullRequest }),
    pullRequestReady({ at: "2026-03-09T08:00:00Z", by: "maya", ...pullRequest, draft: false }),
    reviewSubmitted({
      at: "2026-03-10T11:00:00Z",
      by: "jonas",
      review: 501,
      state: "changes_requested",
      ...pullRequest,
      draft: false,
    }),
    pushed({ at: "2026-03-11T09:00:00Z", by: "maya", branch, before: first, after: second }),
    pullRequestPushed({ at: "2026-03-11T09:00:00Z", by: "maya", ...answered, before: first, after: second }),
    reviewSubmitted({ at: "2026-03-12T15:00:00Z", by: "jonas", review: 502, state: "approved", ...answered }),
    pullRequestMerged({ at: "2026-03-12T16:00:00Z", by: "maya", ...answered, mergeSha: merge }),
    pushed({ at: "2026-03-12T16:00:00Z", by: "maya", before: base, after: merge, commits: [second, merge] }),
    issueClosed({ at: "2026-03-12T16:00:00Z", by: "maya", ...issue }),
    deploymentCreated({ at: "2026-03-12T16:10:00Z", by: "tomas", ...later }),
    deploymentStatus({ at: "2026-03-12T16:20:00Z", by: "tomas", ...later, status: 71, state: "success" }),
    issueLabeled({
      at: "2026-03-12T16:40:00Z",
      by: "ines",
      ...issue,
      label: "verified",
      closedAt: "2026-03-12T16:00:00Z",
    }),
  ];
}

/** A timeline read at an earlier moment knows nothing of what came after it. */
import { expect, test } from "vitest";
import { folded, itemOf, pullRequestOf } from "../support/folded.ts";
import {
  issueClosed,
  issueOpened,
  pullRequestClosed,
  pullRequestMerged,
  pullRequestOpened,
} from "../support/payloads.ts";
import { shaFor } from "../support/payloadParts.ts";
import { checkRunCompleted } from "../support/repositoryPayloads.ts";

const nine = "2026-03-02T09:00:00Z";
const ten = "2026-03-02T10:00:00Z";
const eleven = "2026-03-02T11:00:00Z";

test.for([
  ["merged", pullRequestMerged({ at: eleven, createdAt: nine })],
  ["closed", pullRequestClosed({ at: eleven, createdAt: nine })],
] as const)("a pull request that is %s later is open", ([, end]) => {
  const history = folded([pullRequestOpened({ at: nine }), end], { now: ten });
  expect(pullRequestOf(history)).toMatchObject({
    mergedAt: null,
    closedAt: null,
    waits: [{ on: "reviewer", from: nine, to: null }],
  });
  expect(itemOf(history)).toMatchObject({ stage: "review", releaseSignal: null });
});

test("an issue that is closed later is open", () => {
  const history = folded([issueOpened({ at: nine }), issueClosed({ at: eleven, createdAt: nine })], { now: ten });
  expect(itemOf(history)).toMatchObject({ stage: "shaping", exitedAt: null });
});

test("a check that fails later runs", () => {
  const red = checkRunCompleted({ at: eleven, startedAt: nine, sha: shaFor("first"), conclusion: "failure" });
  const { waits } = pullRequestOf(folded([pullRequestOpened({ at: nine }), red], { now: ten }));
  expect(waits).toEqual([{ on: "reviewer", from: nine, to: null }]);
});

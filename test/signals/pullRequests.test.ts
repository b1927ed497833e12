import { expect, test } from "vitest";
import { changed, numberFor, shaFor } from "../support/payloadParts.ts";
import {
  diffCommented,
  pullRequestClosed,
  pullRequestDrafted,
  pullRequestEvent,
  pullRequestLabeled,
  pullRequestMerged,
  pullRequestOpened,
  pullRequestPushed,
  pullRequestReady,
  pullRequestReopened,
  pullRequestUnlabeled,
  reviewDismissed,
  reviewRequested,
  reviewRequestRemoved,
  reviewSubmitted,
} from "../support/payloads.ts";
import { factOf, factsOf, linesOf } from "../support/translated.ts";

const at = "2026-03-02T09:14:00Z";
const later = "2026-03-02T09:20:00Z";
const createdAt = "2026-03-01T08:00:00Z";
const ada = { id: numberFor("ada"), login: "ada", bot: false };
const bob = { id: numberFor("bob"), login: "bob", bot: false };
const deleted = { id: null, login: null, bot: false };
const bug = { id: 77, name: "bug" };
const after = shaFor("second");
const updated = `@ ${at} pull_request.updated_at`;

test.each([
  [pullRequestOpened({ number: 12, at, createdAt }), `#12 opened @ ${createdAt} pull_request.created_at`],
  [pullRequestMerged({ number: 12, at, updatedAt: later }), `#12 merged ${at} @ ${at} pull_request.merged_at`],
  [pullRequestClosed({ number: 12, at, updatedAt: later }), `#12 closed ${at} @ ${at} pull_request.closed_at`],
  [pullRequestReopened({ number: 12, at }), `#12 reopened ${at} ${updated}`],
  [pullRequestReady({ number: 12, at }), `#12 ready ${at} ${updated}`],
  [pullRequestDrafted({ number: 12, at }), `#12 drafted ${at} ${updated}`],
  [pullRequestPushed({ number: 12, at, after }), `#12 pushed ${after} ${at} ${updated}`],
  [pullRequestLabeled({ number: 12, at, label: bug }), `#12 labeled 77 ${at} ${updated}`],
  [pullRequestUnlabeled({ number: 12, at, label: bug }), `#12 unlabeled 77 ${at} ${updated}`],
  [reviewRequested({ number: 12, at, reviewer: "bob" }), `#12 review-requested ${bob.id} ${at} ${updated}`],
  [
    reviewRequestRemoved({ number: 12, at, team: "core" }),
    `#12 review-request-removed team ${numberFor("core")} ${at} ${updated}`,
  ],
  [pullRequestEvent("edited", { number: 12, at }), `#12 edited ${at} ${updated}`],
  [pullRequestEvent("assigned", { number: 12, at }), `#12 assigned ${at} ${updated}`],
  [pullRequestEvent("enqueued", { number: 12, at }), `#12 enqueued ${at} ${updated}`],
  [pullRequestEvent("dequeued", { number: 12, at }, { reason: "MERGE" }), `#12 dequeued ${at} ${updated}`],
  [pullRequestEvent("auto_merge_enabled", { number: 12, at }), `#12 auto_merge_enabled ${at} ${updated}`],
  [reviewSubmitted({ number: 12, at, review: 901 }), `#12 reviewed 901 @ ${at} review.submitted_at`],
  [reviewDismissed({ number: 12, at, review: 901, reviewer: "bob" }), `#12 dismissed 901 @ ${at} review.updated_at`],
  [diffCommented({ number: 12, at, comment: 555 }), `#12 remarked 555 @ ${at} comment.created_at`],
])("a pull request's delivery tells one act and where its time is from (%#)", (delivery, line) => {
  expect(linesOf(delivery)).toEqual([line]);
});

test("every delivery shows the pull request as it is then", () => {
  const delivery = pullRequestLabeled({
    number: 12,
    at,
    createdAt,
    title: "Revert slow checkout",
    body: "Fixes #7",
    labels: [bug],
    label: bug,
    head: "revert-5-checkout",
    headSha: after,
    draft: true,
  });

  expect(factOf(delivery, "pull-request-snapshot").signal).toEqual({
    kind: "pull-request-snapshot",
    nodeId: "PR_12",
    title: "Revert slow checkout",
    author: ada,
    createdAt,
    closedAt: null,
    mergedAt: null,
    mergeSha: null,
    draft: true,
    labels: [bug],
    base: "main",
    defaultBranch: "main",
    head: "revert-5-checkout",
    headSha: after,
    headRepositoryId: 1001,
    closes: [7],
    reverts: 5,
    coAuthors: [],
    footer: null,
  });
});

test("a pull request into another branch closes nothing", () => {
  const delivery = pullRequestOpened({ at, body: "Fixes #7", base: "release-1.x" });

  expect(factOf(delivery, "pull-request-snapshot").signal.closes).toEqual([]);
});

test("the repository of a fork that is gone is not known", () => {
  const delivery = pullRequestOpened({ at, headRepositoryId: null });

  expect(factOf(delivery, "pull-request-snapshot").signal.headRepositoryId).toBeNull();
});

test("the trial merge that GitHub keeps while a pull request is unmerged is no merge commit", () => {
  const delivery = pullRequestClosed({ at, by: "bob", mergeSha: shaFor("trial") });

  expect(factOf(delivery, "closed").signal).toMatchObject({ by: bob, merged: false, mergeSha: null });
});

test("a merge names its commit", () => {
  const delivery = pullRequestMerged({ at, mergeSha: shaFor("merged") });

  expect(factOf(delivery, "closed").signal).toMatchObject({ merged: true, mergeSha: shaFor("merged") });
});

test("a pull request is opened as a draft or ready", () => {
  expect(factOf(pullRequestOpened({ at, draft: true }), "opened").signal).toEqual({
    kind: "opened",
    item: "pull-request",
    by: ada,
    draft: true,
  });
});

test("a change of base is an edit and a new target", () => {
  const changes = { base: { ref: { from: "main" }, sha: { from: shaFor("base") } } };
  const delivery = pullRequestEvent("edited", { number: 12, at, base: "next" }, { changes });

  expect(linesOf(delivery)).toEqual([`#12 edited ${at} ${updated}`, `#12 retargeted main next ${at} ${updated}`]);
  expect(factOf(delivery, "retargeted").signal).toEqual({ kind: "retargeted", from: "main", to: "next" });
});

test("a review is asked from a person, a team, or somebody whose account is deleted", () => {
  const signals = [
    reviewRequested({ at, reviewer: "bob" }),
    reviewRequested({ at, team: "core" }),
    reviewRequested({ at, reviewer: null }),
  ].map((delivery) => factOf(delivery, "review-requested").signal);

  expect(signals).toEqual([
    { kind: "review-requested", reviewer: bob, team: null, by: ada },
    { kind: "review-requested", reviewer: null, team: "core", by: ada },
    { kind: "review-requested", reviewer: deleted, team: null, by: ada },
  ]);
});

test.each([
  ["approved", "approved"],
  ["changes_requested", "changes-requested"],
  ["commented", "commented"],
] as const)("a review that says %s is %s", (state, known) => {
  const delivery = reviewSubmitted({ at, by: "bob", review: 901, state, commit: after });

  expect(factOf(delivery, "reviewed").signal).toEqual({
    kind: "reviewed",
    review: 901,
    state: known,
    by: bob,
    commit: after,
  });
});

test("an edit of a review's text tells the verdict again, under the same key and time", () => {
  const submitted = reviewSubmitted({ at, review: 901, state: "approved" });

  expect(linesOf(changed(submitted, { action: "edited" }))).toEqual(linesOf(submitted));
});

test("an edit of a dismissed review tells no verdict", () => {
  const dismissed = reviewDismissed({ number: 12, at, review: 901, reviewer: "bob" });

  expect(factsOf(changed(dismissed, { action: "edited" })).map((fact) => fact.key)).toEqual(["#12 snapshot"]);
});

test("a dismissal tells whose review it was and who dismissed it", () => {
  const delivery = reviewDismissed({ at, by: "ada", review: 901, reviewer: null });

  expect(factOf(delivery, "review-dismissed").signal).toEqual({
    kind: "review-dismissed",
    review: 901,
    of: deleted,
    by: ada,
  });
});

test("the auto-merge that is switched off is off", () => {
  const delivery = pullRequestEvent("auto_merge_disabled", { at }, { reason: "Base branch was modified" });

  expect(factOf(delivery, "auto-merge").signal).toEqual({ kind: "auto-merge", on: false, by: ada });
});

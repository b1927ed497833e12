import { expect, test } from "vitest";
import { changed, numberFor } from "../support/payloadParts.ts";
import {
  commentCreated,
  issueAssigned,
  issueClosed,
  issueEvent,
  issueLabeled,
  issueMilestoned,
  issueOpened,
  issuePayload,
  issueReopened,
  issueTyped,
  issueUnlabeled,
} from "../support/payloads.ts";
import { factOf, factsOf, linesOf } from "../support/translated.ts";
import { translate } from "../../src/signals/translate.ts";

const at = "2026-03-02T09:14:00Z";
const createdAt = "2026-03-01T08:00:00Z";
const ada = { id: numberFor("ada"), login: "ada", bot: false };
const bug = { id: 77, name: "bug" };

test.each([
  [issueOpened({ number: 12, at, createdAt }), `#12 opened @ ${createdAt} issue.created_at`],
  [issueClosed({ number: 12, at, updatedAt: "2026-03-02T09:20:00Z" }), `#12 closed ${at} @ ${at} issue.closed_at`],
  [issueReopened({ number: 12, at }), `#12 reopened ${at} @ ${at} issue.updated_at`],
  [issueLabeled({ number: 12, at, label: bug }), `#12 labeled 77 ${at} @ ${at} issue.updated_at`],
  [issueUnlabeled({ number: 12, at, label: bug }), `#12 unlabeled 77 ${at} @ ${at} issue.updated_at`],
  [issueAssigned({ number: 12, at, assignee: "ada" }), `#12 assigned ${ada.id} ${at} @ ${at} issue.updated_at`],
  [
    issueMilestoned({ number: 12, at, milestone: "1.0" }),
    `#12 milestoned ${numberFor("1.0")} ${at} @ ${at} issue.updated_at`,
  ],
  [issueTyped({ number: 12, at, type: "Bug" }), `#12 typed ${numberFor("Bug")} ${at} @ ${at} issue.updated_at`],
  [issueEvent("edited", { number: 12, at }), `#12 edited ${at} @ ${at} issue.updated_at`],
  [issueEvent("transferred", { number: 12, at }), `#12 transferred ${at} @ ${at} issue.updated_at`],
  [issueEvent("deleted", { number: 12, at }), `#12 deleted ${at} @ ${at} issue.updated_at`],
  [commentCreated({ number: 12, at, comment: 555 }), `#12 commented 555 @ ${at} comment.created_at`],
])("an issue's delivery tells one act and where its time is from (%#)", (delivery, line) => {
  expect(linesOf(delivery)).toEqual([line]);
});

test.each(["locked", "unlocked", "pinned", "unpinned"])("%s tells no act, but shows the issue", (action) => {
  const facts = factsOf(issueEvent(action, { number: 12, at }));

  expect(facts.map((fact) => fact.key)).toEqual(["#12 snapshot"]);
});

test("every delivery shows the issue as it is then", () => {
  const delivery = issueLabeled({
    number: 12,
    at,
    createdAt,
    title: "Outage since #7",
    body: "Like #8 and `#9`.",
    author: "ada",
    labels: [bug],
    label: bug,
  });

  expect(factOf(delivery, "issue-snapshot")).toEqual({
    repositoryId: 1001,
    subject: "#12",
    key: "#12 snapshot",
    at,
    timeSource: "issue.updated_at",
    receivedAt: at,
    delivery: delivery.id,
    event: "issues.labeled",
    signal: {
      kind: "issue-snapshot",
      nodeId: "I_12",
      title: "Outage since #7",
      author: ada,
      createdAt,
      closedAt: null,
      closeReason: null,
      labels: [bug],
      names: [7, 8],
    },
  });
});

test.each([
  ["completed", "completed"],
  ["not_planned", "not-planned"],
  ["duplicate", "duplicate"],
  [null, null],
] as const)("closed as %s is closed as %s", (stateReason, reason) => {
  const delivery = issueClosed({ at, stateReason });

  expect(factOf(delivery, "closed").signal).toEqual({ kind: "closed", by: ada, reason, merged: false, mergeSha: null });
  expect(factOf(delivery, "issue-snapshot").signal.closeReason).toBe(reason);
});

test("an issue is opened by its author, who may be a bot or deleted since", () => {
  const byBot = issueOpened({ at, author: "renovate[bot]" });
  const byDeleted = issueOpened({ at, author: null });

  expect(factOf(byBot, "opened").signal.by).toEqual({
    id: numberFor("renovate[bot]"),
    login: "renovate[bot]",
    bot: true,
  });
  expect(factOf(byDeleted, "opened").signal.by).toEqual({ id: null, login: null, bot: false });
});

test("an act by nobody that GitHub names is by nobody", () => {
  const delivery = changed(issueLabeled({ at, label: bug }), { sender: undefined });

  expect(factOf(delivery, "labeled").signal.by).toBeNull();
});

test("a label that is deleted is no longer in the payload, and nothing is told of it", () => {
  const facts = factsOf(issueEvent("unlabeled", { number: 12, at }));

  expect(facts.map((fact) => fact.key)).toEqual(["#12 snapshot"]);
});

test("a comment on a pull request comes with something like an issue, which is not shown as one", () => {
  const facts = factsOf(commentCreated({ number: 12, at, comment: 555, by: "ada", onPullRequest: true }));

  expect(facts.map((fact) => fact.signal)).toEqual([{ kind: "commented", by: ada, where: "conversation" }]);
});

test("an issue event about a pull request is left to the pull request's own events", () => {
  const issue = { ...issuePayload({ at }), pull_request: { url: "https://api.github.com/pulls/1" } };

  expect(translate(changed(issueEvent("milestoned", { at }), { issue }))).toMatchObject({
    kind: "ignored",
    reason: "the issue is a pull request, which has events of its own",
  });
});

test("the same payload under another delivery id gives the same keys", () => {
  const delivery = issueLabeled({ number: 12, at, label: bug });
  const again = { ...delivery, id: "another", receivedAt: "2026-03-05T00:00:00Z" };

  expect(factsOf(again).map((fact) => fact.key)).toEqual(factsOf(delivery).map((fact) => fact.key));
});

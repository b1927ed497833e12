import { expect, test } from "vitest";
import { translate } from "../../src/signals/translate.ts";
import { mergeGroup, packagePublished, projectFieldSet } from "../support/extraPayloads.ts";
import { changed, deliveryOf, numberFor, shaFor } from "../support/payloadParts.ts";
import { issueEvent } from "../support/payloads.ts";
import { recorded } from "../support/recorded.ts";
import { factOf, linesOf } from "../support/translated.ts";

const at = "2026-03-02T09:14:00Z";
const later = "2026-03-02T09:20:00Z";
const sha = shaFor("group");
const queued = (base: string, number = 7) => `refs/heads/gh-readonly-queue/${base}/pr-${number}-${shaFor("base")}`;

test("recorded: a merge group is about the pull request that its branch names", () => {
  const delivery = recorded("merge_group.checks_requested", at);

  expect(factOf(delivery, "merge-group")).toMatchObject({
    repositoryId: 17_273_051,
    subject: "#104",
    at,
    timeSource: "received_at",
    signal: { state: "formed", commit: "2ffea6db159f6b6c47a24e778fb9ef40cf6b1c7d", reason: null },
  });
});

test.each(["main", "release/2026", "team/pr-12-fixes"])("built: the base %s may hold whatever a branch may", (base) => {
  const delivery = mergeGroup("destroyed", { at, ref: queued(base), sha, reason: "invalidated" });

  expect(factOf(delivery, "merge-group")).toMatchObject({
    subject: "#7",
    key: `#7 merge-group ${sha} dissolved`,
    signal: { state: "dissolved", commit: sha, reason: "invalidated" },
  });
});

test.each([
  [mergeGroup("checks_requested", { at, ref: "refs/heads/main", sha }), "the queue's branch names no pull request"],
  [
    mergeGroup("checks_requested", { at, ref: queued("main", 2 ** 40), sha }),
    "the queue's branch names no pull request",
  ],
  [recorded("projects_v2_item.edited", at), "a draft in a project belongs to no repository"],
  [recorded("projects_v2_item.archived", at), "projects_v2_item.archived is not used"],
  [
    changed(projectFieldSet({ at, nodeId: "I_1", field: "Size" }), { changes: undefined }),
    "it names no field that changed",
  ],
  [
    changed(projectFieldSet({ at, nodeId: "I_1", field: "Size" }), {
      changes: { field_value: { field_name: "Size", to: null } },
    }),
    "the field was emptied",
  ],
  [
    deliveryOf("registry_package", { at }, { action: "published", registry_package: { id: 70 } }),
    "it names no version",
  ],
  [recorded("milestone.created", at), "event milestone is not used"],
])("what tells nothing is ignored with the reason (%#)", (delivery, reason) => {
  expect(translate(delivery)).toMatchObject({ kind: "ignored", reason });
});

test("built: a field of a project waits for its item, and keeps no value", () => {
  const delivery = projectFieldSet({ at, nodeId: "I_12", field: "Size", receivedAt: later });

  expect(translate(delivery)).toEqual({
    kind: "content",
    repository: null,
    facts: [
      {
        nodeId: "I_12",
        installationId: 90,
        key: `project-item 900 Size ${at}`,
        at,
        timeSource: "projects_v2_item.updated_at",
        receivedAt: later,
        delivery: delivery.id,
        event: "projects_v2_item.edited",
        signal: { kind: "field-set", field: "Size", by: { id: numberFor("ada"), login: "ada", bot: false } },
      },
    ],
  });
});

test("built: a published package tells its version, tag and commit", () => {
  const delivery = packagePublished({ at: later, version: 3, tag: "v1.2.0", commit: sha, updatedAt: at });

  expect(linesOf(delivery)).toEqual([`package 70 version 3 @ ${at} registry_package.updated_at`]);
  expect(factOf(delivery, "package-published").signal).toEqual({
    kind: "package-published",
    version: 3,
    tag: "v1.2.0",
    commit: sha,
  });
});

test("built: a package that GitHub gives no time of is published when that is heard", () => {
  expect(linesOf(packagePublished({ at, version: 3, updatedAt: null }))).toEqual([
    `package 70 version 3 @ ${at} received_at`,
  ]);
});

test("recorded: an issue that is transferred leaves here", () => {
  const delivery = recorded("issues.transferred", at);

  expect(factOf(delivery, "removed").signal).toEqual({ kind: "removed", how: "transferred" });
});

test("built: and is opened there", () => {
  const moved = issueEvent(
    "opened",
    { at: later, createdAt: at, number: 3, repository: { id: 2002, fullName: "acme/other" } },
    { changes: { old_issue: { number: 12 }, old_repository: { id: 1001 } } },
  );

  expect(factOf(moved, "opened")).toMatchObject({ repositoryId: 2002, subject: "#3", at });
});

import { expect, test } from "vitest";
import { translate } from "../../src/signals/translate.ts";
import { changed, deliveryOf } from "../support/payloadParts.ts";
import { recorded } from "../support/recorded.ts";

const receivedAt = "2026-03-02T09:14:00Z";
function newsIn(event: string, action: string): unknown {
  const translation = translate(recorded(`${event}.${action}`, receivedAt));
  return translation.kind === "directory" ? translation.news : translation;
}

const here = { kind: "repository", id: 186_853_002, fullName: "Codertocat/Hello-World", private: false };

test.each([
  [
    "installation",
    "created",
    [
      { kind: "installation", id: 957_387, state: "active" },
      { ...here, installationId: 957_387 },
    ],
  ],
  ["installation", "suspend", [{ kind: "installation", id: 16_598_467, state: "suspended" }]],
  ["installation", "unsuspend", [{ kind: "installation", id: 16_598_467, state: "active" }]],
  ["installation", "deleted", [{ kind: "installation", id: 2, state: "deleted" }]],
  [
    "installation_repositories",
    "added",
    [{ ...here, id: 186_853_007, fullName: "Codertocat/Space", installationId: 957_387 }],
  ],
  [
    "installation_repositories",
    "removed",
    [{ ...here, id: 1_296_269, fullName: "octocat/Hello-World", installationId: null, removedFrom: 2 }],
  ],
  ["repository", "renamed", []],
  ["repository", "transferred", []],
  ["repository", "privatized", []],
])("recorded: %s.%s says where the app is", (event, action, news) => {
  expect(newsIn(event, action)).toEqual(news);
});

test("built: of a repository that is deleted nothing more is seen", () => {
  const delivery = deliveryOf("repository", { at: receivedAt }, { action: "deleted" });

  expect(translate(delivery)).toMatchObject({
    kind: "directory",
    repository: { id: 1001 },
    news: [{ kind: "repository", id: 1001, fullName: "acme/shop", installationId: null }],
  });
});

test("built: an archived repository is known as archived", () => {
  const delivery = deliveryOf("repository", { at: receivedAt, repository: { archived: true } }, { action: "archived" });

  expect(translate(delivery)).toMatchObject({ kind: "directory", repository: { id: 1001, archived: true }, news: [] });
});

test.each([
  [{ action: "new_permissions_accepted" }, "ignored", "installation.new_permissions_accepted is not used"],
  [{ action: "suspend", installation: undefined }, "rejected", /installation: expected object/],
  [{ action: "suspend" }, "rejected", /installation.app_id: expected number/],
])("built: what says nothing of it is ignored or rejected with the reason (%#)", (fields, kind, reason) => {
  const delivery = changed(deliveryOf("installation", { at: receivedAt }, {}), fields);

  expect(translate(delivery)).toMatchObject({
    kind,
    reason: typeof reason === "string" ? reason : expect.stringMatching(reason),
  });
});

test("built: the deletion of something in a repository is not that of the repository", () => {
  const delivery = deliveryOf("repository", { at: receivedAt }, { action: "deleted", label: { id: 7, name: "bug" } });

  expect(translate(delivery)).toMatchObject({
    kind: "ignored",
    reason: "it is about more than the repository: it has the field label",
  });
});

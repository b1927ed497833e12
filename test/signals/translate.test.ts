import { createRequire } from "node:module";
import type { WebhookDefinition } from "@octokit/webhooks-examples";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { understoodEvents } from "../../src/signals/events.ts";
import { translate } from "../../src/signals/translate.ts";
import { changed, deliveryOf } from "../support/payloadParts.ts";
import { issueOpened, pullRequestEvent, pullRequestOpened } from "../support/payloads.ts";

const at = "2026-03-02T09:14:00Z";
const receivedAt = "2026-03-02T09:14:03Z";
const published: WebhookDefinition[] = createRequire(import.meta.url)("@octokit/webhooks-examples");
const recorded: { event: string; payload: unknown }[] = published.flatMap(({ name, examples }) =>
  examples.map((payload) => ({ event: name, payload })),
);
const eventNames = Object.keys(understoodEvents);

describe("payloads that GitHub published", () => {
  test("are facts, or ignored with a reason, and never rejected", () => {
    const rejected = recorded
      .map(({ event, payload }) => translate({ id: "a", event, receivedAt, payload }))
      .filter((translation) => translation.kind === "rejected");

    expect(rejected).toEqual([]);
  });

  test("tell something for every event but those of which none is published", () => {
    const told = new Set(recorded.filter(tells).map(({ event }) => event));

    expect(eventNames.filter((event) => !told.has(event))).toEqual([
      "issue_dependencies",
      "projects_v2_item",
      "registry_package",
      "sub_issues",
    ]);
  });

  test("give the same keys under another delivery id and time of receipt", () => {
    for (const { event, payload } of recorded) {
      const first = translate({ id: "a", event, receivedAt, payload });
      const again = translate({ id: "b", event, receivedAt: "2026-03-09T00:00:00Z", payload });

      expect(keysOf(again)).toEqual(keysOf(first));
    }
  });

  test("put no body of text, no e-mail address and no diff into a fact", () => {
    const marked = recorded.map(({ event, payload }) => ({ event, payload: withTextsMarked(payload) }));

    const facts = JSON.stringify(marked.map((delivery) => translate({ id: "a", receivedAt, ...delivery })));

    expect(facts).not.toContain("PRIVATE");
  });

  test("may have no user anywhere, and still are what they were", () => {
    for (const { event, payload } of recorded) {
      const before = translate({ id: "a", event, receivedAt, payload });
      const after = translate({ id: "a", event, receivedAt, payload: withUsersDeleted(payload) });

      expect([event, after.kind, "reason" in after ? after.reason : null]).toEqual([
        event,
        before.kind,
        "reason" in before ? before.reason : null,
      ]);
    }
  });

  test("are never told as another event than their own", () => {
    const seen = new Set<string>();
    for (const { event, payload } of recorded) {
      for (const other of eventNames.filter((name) => name !== event)) {
        const translation = translate({ id: "a", event: other, receivedAt, payload });
        if (!["ignored", "rejected"].includes(translation.kind)) seen.add(`${event} as ${other}`);
      }
    }

    expect([...seen]).toEqual([]);
  });
});

describe("a body that does not fit its event", () => {
  test.each([
    [
      deliveryOf("pull_request", { at }, { ref: "refs/heads/main" }),
      "pull_request: action: expected string, found none",
    ],
    [
      deliveryOf("pull_request", { at }, { action: "opened" }),
      "pull_request.opened: pull_request: expected object, received undefined",
    ],
    [
      pullRequestOpened({ at, createdAt: "yesterday" }),
      'pull_request.opened: pull_request.created_at: expected a time, found "yesterday"',
    ],
    [
      changed(issueOpened({ at }), { repository: { id: "1" } }),
      "issues: repository.id: expected number, received string",
    ],
    [{ id: "a", event: "push", receivedAt, payload: [] }, "push: body: expected object, received array"],
    [{ id: "a", event: "push", receivedAt, payload: null }, "push: body: expected object, received null"],
    [issueOpened({ at, number: 2 ** 40 }), "issues.opened: issue.number: Too big: expected number to be <=2147483647"],
  ])("is rejected in words that name the field and what was found (%#)", (delivery, misfit) => {
    expect(translate(delivery)).toEqual({ kind: "rejected", reason: `the body does not fit ${misfit}` });
  });
});

describe("what is of no meaning to us", () => {
  test.each([
    [deliveryOf("gollum", { at }, {}), "event gollum is not used", 1001],
    [{ id: "a", event: "ping", receivedAt, payload: {} }, "event ping is not used", null],
    [{ id: "a", event: "constructor", receivedAt, payload: 7 }, "event constructor is not used", null],
    [pullRequestEvent("tickled", { at }), "pull_request.tickled is not used", 1001],
    [changed(issueOpened({ at }), { repository: undefined }), "it names no repository", null],
  ])("is ignored with the reason (%#)", (delivery, reason, repositoryId) => {
    expect(translate(delivery)).toMatchObject({
      kind: "ignored",
      reason,
      repository: repositoryId === null ? null : { id: repositoryId },
    });
  });
});

test("every delivery says what is known of its repository", () => {
  const delivery = issueOpened({ at, repository: { id: 5, fullName: "acme/old", defaultBranch: "trunk", fork: true } });

  expect(translate(delivery)).toMatchObject({
    repository: {
      id: 5,
      fullName: "acme/old",
      installationId: 90,
      defaultBranch: "trunk",
      private: false,
      archived: false,
      fork: true,
    },
  });
});

test("a text that the database could not store is mended", () => {
  const delivery = issueOpened({ at, title: "a\0b\ud800c 🙂" });

  expect(JSON.stringify(translate(delivery))).toContain("a\ufffdb\ufffdc 🙂");
});

test("no payload makes it throw, whatever stands in whichever field", () => {
  const someWhere = fc.constantFrom(...recorded.filter(({ event }) => eventNames.includes(event)));
  const anything = fc.anything({ withNullPrototype: true });
  fc.assert(
    fc.property(someWhere, fc.nat(), anything, ({ event, payload }, place, value) => {
      translate({ id: "a", event, receivedAt, payload: value });
      translate({ id: "a", event, receivedAt, payload: withFieldReplaced(payload, place, value) });
    }),
    { numRuns: 500 },
  );
});

function tells({ event, payload }: { event: string; payload: unknown }): boolean {
  return !["ignored", "rejected"].includes(translate({ id: "a", event, receivedAt, payload }).kind);
}

function keysOf(translation: ReturnType<typeof translate>): string[] {
  return translation.kind === "facts" ? translation.facts.map((fact) => fact.key) : [];
}

const userFields = new Set(["user", "sender", "assignee", "creator", "merged_by", "requested_reviewer"]);
const textFields = new Set(["body", "message", "email", "diff_hunk", "summary", "text", "description", "comment"]);

function withUsersDeleted(payload: unknown): unknown {
  return replaced(
    payload,
    (field) => userFields.has(field),
    () => null,
  );
}

function withTextsMarked(payload: unknown): unknown {
  return replaced(
    payload,
    (field, value) => textFields.has(field) && typeof value === "string",
    () => "PRIVATE",
  );
}

/** Replaces the field at that place, counted through the whole payload from its start. */
function withFieldReplaced(payload: unknown, place: number, value: unknown): unknown {
  let count = 0;
  replaced(payload, () => ++count < 0, String);
  const wanted = place % count;
  let seen = 0;
  return replaced(
    payload,
    () => seen++ === wanted,
    () => value,
  );
}

function replaced(
  value: unknown,
  matches: (field: string, value: unknown) => boolean,
  replacement: () => unknown,
): unknown {
  if (Array.isArray(value)) return value.map((part) => replaced(part, matches, replacement));
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([field, part]): [string, unknown] =>
    matches(field, part) ? [field, replacement()] : [field, replaced(part, matches, replacement)],
  );
  return Object.fromEntries(fields);
}

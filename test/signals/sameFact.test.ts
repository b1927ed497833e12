import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeFact } from "../../src/signals/mergeFact.ts";
import { alsoToldByApi, slotOf } from "../../src/signals/sameFact.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { issueLabeled, pullRequestPushed } from "../support/payloads.ts";
import { factOf } from "../support/translated.ts";

describe("what facts have in common that differ only in their time", () => {
  test.each([
    ["#1 labeled 12 2026-03-02T09:00:00Z", "#1 labeled 12"],
    ["#1 reopened 2026-03-02T09:00:00Z", "#1 reopened"],
    ["#5 pushed 0a1b 2026-03-02T09:00:00Z", "#5 pushed 0a1b"],
    ["#5 sub-issue added 1001#6 2026-03-02T09:00:00Z 2026-03-02T08:00:00Z", "#5 sub-issue added 1001#6"],
    ["#5 milestoned 77 2026-03-02T09:00:00Z", "#5 milestoned"],
    ["#5 milestoned 2026-03-02T09:00:00Z", "#5 milestoned"],
    ["#5 demilestoned 77 2026-03-02T09:00:00Z", "#5 demilestoned"],
    ["#5 untyped 3 2026-03-02T09:00:00Z", "#5 untyped"],
  ])("%s", (key, slot) => {
    expect(slotOf(key)).toBe(slot);
  });

  test.each(["#1 opened", "#1 snapshot", "#1 reviewed 8", "release 8 published 2026-03-02T09:00:00Z", "deployment 4"])(
    "%s has the same key both ways",
    (key) => {
      expect(slotOf(key)).toBe(null);
    },
  );
});

test.each([
  ["09:00:00", true],
  ["08:59:55", true],
  ["09:00:05", true],
  ["08:59:54", false],
  ["09:00:06", false],
])("a webhook's telling at %s of what the API puts at 09:00:00", (time, same) => {
  const webhook = labeledAt(`2026-03-02T${time}Z`);
  const api: Fact = { ...labeledAt("2026-03-02T09:00:00Z"), timeSource: "API: LabeledEvent.createdAt" };

  expect([...alsoToldByApi([webhook, api])]).toEqual(same ? [`1001 ${webhook.key}`] : []);
});

test("webhooks alone tell two facts, however near", () => {
  expect(alsoToldByApi([labeledAt("2026-03-02T09:00:00Z"), labeledAt("2026-03-02T09:00:02Z")]).size).toBe(0);
});

test("another label, issue or repository is another fact", () => {
  const api: Fact = { ...labeledAt("2026-03-02T09:00:00Z"), timeSource: "API: LabeledEvent.createdAt" };
  const at = "2026-03-02T09:00:01Z";
  const others = [
    factOf(issueLabeled({ number: 1, at, label: "feature" }), "labeled"),
    factOf(issueLabeled({ number: 2, at, label: "bug" }), "labeled"),
    factOf(issueLabeled({ number: 1, at, label: "bug", repository: { id: 2002 } }), "labeled"),
  ];

  expect(alsoToldByApi([api, ...others]).size).toBe(0);
});

function labeledAt(at: string): Fact {
  return factOf(issueLabeled({ number: 1, at, label: "bug" }), "labeled");
}

describe("heard one by one, in any order and twice, the same is known as of all at once", () => {
  const moment = fc
    .integer({ min: 0, max: 30 })
    .map((second) => `2026-03-02T09:00:${String(second).padStart(2, "0")}Z`);
  const source = (...sources: string[]) => fc.constantFrom(...sources);
  const labels = fc
    .tuple(moment, source("issue.updated_at", "API: LabeledEvent.createdAt"))
    .map(([at, timeSource]): Fact => ({ ...labeledAt(at), timeSource }));
  const pushes = fc
    .tuple(
      moment,
      source("pull_request.updated_at", "API: HeadRefForcePushedEvent.createdAt", "API: Commit.committedDate"),
    )
    .map(([at, timeSource]): Fact => ({ ...factOf(pullRequestPushed({ at, after: "0a1b" }), "pushed"), timeSource }));

  test.each([
    ["labels", labels],
    ["pushes", pushes],
  ])("%s", (_name, facts) => {
    const heard = fc
      .array(facts, { minLength: 1, maxLength: 7 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })));
    fc.assert(
      fc.property(heard, ([all, shuffled]) => {
        let oneByOne: Fact[] = [];
        for (const fact of shuffled) oneByOne = keptOf([...oneByOne, fact]);
        expect(byKey(oneByOne)).toEqual(byKey(keptOf(all)));
      }),
      { numRuns: 500 },
    );
  });
});

function keptOf(facts: readonly Fact[]): Fact[] {
  const merged = new Map<string, Fact>();
  for (const fact of facts) {
    const known = merged.get(fact.key);
    merged.set(fact.key, known === undefined ? fact : mergeFact(known, fact));
  }
  const twice = alsoToldByApi([...merged.values()]);
  return [...merged.values()].filter(({ repositoryId, key }) => !twice.has(`${repositoryId} ${key}`));
}

function byKey(facts: readonly Fact[]): Fact[] {
  return facts.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

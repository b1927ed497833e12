import { describe, expect, test } from "vitest";
import { alsoToldByApi, slotOf } from "../../src/signals/sameFact.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { issueLabeled } from "../support/payloads.ts";
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

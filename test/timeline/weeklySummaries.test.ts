/** Which issues are the app's weekly summaries, and who has closed them. */
import { expect, test } from "vitest";
import type { Delivery } from "../../src/signals/delivery.ts";
import { weeklySummariesOf } from "../../src/timeline/derive/weeklySummaries.ts";
import { mergeFact } from "../../src/signals/mergeFact.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { theApp } from "../support/fakeGitHub.ts";
import { issueClosed, issueLabeled, issueOpened } from "../support/payloads.ts";
import { factsOf } from "../support/translated.ts";

const summary = {
  number: 9,
  author: theApp,
  title: "Throughline: week 2026-W10",
  labels: ["throughline: weekly"],
  createdAt: "2026-03-09T08:00:00Z",
};
const opened = issueOpened({ ...summary, at: summary.createdAt });

test.each([
  ["a person", "jonas", ["2026-03-11T10:00:00Z"]],
  ["the app itself, after four weeks", theApp, []],
  ["another bot", "stale[bot]", []],
])("a closing by %s counts as a retrospective where it is a person's", (_who, by, closings) => {
  const closed = issueClosed({ ...summary, at: "2026-03-11T10:00:00Z", by, stateReason: "not_planned" });
  const [found] = summariesIn(opened, closed);
  expect(found?.closedByPerson.map(({ at }) => at)).toEqual(closings);
});

test("is known whether the label was on from the beginning or put on right after", () => {
  const bare = { ...summary, labels: [] };
  const later = issueLabeled({ ...bare, at: "2026-03-09T08:00:01Z", by: theApp, label: "throughline: weekly" });
  expect(summariesIn(issueOpened({ ...bare, at: summary.createdAt }), later)).toMatchObject([{ week: "2026-W10" }]);
});

test("a second copy that the app has closed is no summary any more", () => {
  const copy = { ...summary, title: "Second copy of the weekly summary in #8", labels: [] };
  const closed = issueClosed({ ...copy, at: "2026-03-09T08:01:00Z", by: theApp, stateReason: "not_planned" });
  expect(summariesIn(opened, closed)).toEqual([]);
});

function summariesIn(...deliveries: Delivery[]) {
  const kept = new Map<string, Fact>();
  for (const fact of deliveries.flatMap(factsOf)) {
    const heard = kept.get(fact.key);
    kept.set(fact.key, heard ? mergeFact(heard, fact) : fact);
  }
  return weeklySummariesOf([...kept.values()], []);
}

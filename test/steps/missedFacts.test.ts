/** Which facts of the API a webhook should have told. */
import { expect, test } from "vitest";
import { apiSource, guessedPushSource } from "../../src/signals/sameFact.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { missedFacts } from "../../src/steps/missedFacts.ts";

const since = { firstReceivedAt: "2026-03-01T09:00:00Z" };
const now = "2026-03-20T09:00:00Z";
const reopened: Fact = {
  repositoryId: 1001,
  subject: "#1",
  key: "#1 reopened 2026-03-10T09:00:00Z",
  at: "2026-03-10T09:00:00Z",
  timeSource: apiSource("ReopenedEvent.createdAt"),
  receivedAt: now,
  delivery: "RE_1",
  event: "ReopenedEvent",
  signal: { kind: "reopened", by: null },
};

const cases: [string, Partial<Fact>, number][] = [
  ["what happened since the app came", {}, 1],
  ["what happened before", { at: "2026-03-01T08:59:59Z" }, 0],
  ["what may still be on its way", { at: "2026-03-20T08:56:00Z" }, 0],
  ["a push that is guessed from its commit", { timeSource: guessedPushSource }, 0],
  ["links, which no webhook tells", { signal: { kind: "links-snapshot", issues: [2] } }, 0],
];

test.each(cases)("%s", (_what, changes, count) => {
  expect(missedFacts([{ ...reopened, ...changes }], since, now).length).toBe(count);
});

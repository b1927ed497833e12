import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSameFact, mergeFact } from "../../src/signals/mergeFact.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { shaFor } from "../support/payloadParts.ts";
import { issueEvent, pullRequestEvent, pullRequestMerged } from "../support/payloads.ts";
import { checkRunCompleted, checkRunStarted, pushed, workflowRun } from "../support/repositoryPayloads.ts";
import { factOf } from "../support/translated.ts";

const sha = shaFor("head");
const first = "2026-03-02T09:00:00Z";
const second = "2026-03-02T09:10:00Z";
const third = "2026-03-02T09:20:00Z";

test("what is heard twice is known from the delivery that came first", () => {
  const early = factOf(pushed({ at: first, id: "b" }), "branch-pushed");
  const late = factOf(pushed({ at: second, id: "a" }), "branch-pushed");

  expect(mergeFact(late, early)).toBe(early);
});

test("of two deliveries in one second the smaller id counts", () => {
  const a = factOf(pushed({ at: first, id: "a" }), "branch-pushed");
  const b = factOf(pushed({ at: first, id: "b" }), "branch-pushed");

  expect(mergeFact(b, a)).toBe(a);
});

test("a fact with a time of its own counts before one with the time of receipt", () => {
  const received: Fact = { ...factOf(pushed({ at: first }), "branch-pushed"), timeSource: "received_at" };
  const timed: Fact = { ...received, at: "2026-03-02T08:59:00Z", timeSource: "review.updated_at", receivedAt: second };

  expect(mergeFact(received, timed)).toBe(timed);
});

test("the later snapshot holds, whichever was received first", () => {
  const old = factOf(issueEvent("edited", { at: first, title: "Old", receivedAt: third }), "issue-snapshot");
  const now = factOf(issueEvent("edited", { at: second, title: "Now" }), "issue-snapshot");

  expect(mergeFact(old, now)).toBe(now);
});

test("of two snapshots of one second the one that is further along holds", () => {
  const open = factOf(pullRequestEvent("labeled", { at: first, title: "Z" }), "pull-request-snapshot");
  const merged = factOf(pullRequestMerged({ at: first, title: "A" }), "pull-request-snapshot");

  expect(mergeFact(merged, open)).toBe(merged);
});

test("a check's attempts are kept side by side, from the earliest start", () => {
  const run1 = factOf(checkRunCompleted({ at: second, startedAt: first, sha, run: 1, conclusion: "failure" }), "check");
  const run2 = factOf(checkRunStarted({ at: third, sha, run: 2 }), "check");

  const merged = mergeFact(run2, run1);

  expect(merged).toMatchObject({ at: first, delivery: run1.delivery });
  expect(merged.signal).toMatchObject({
    attempts: {
      1: { startedAt: first, endedAt: second, conclusion: "failure" },
      2: { startedAt: third, endedAt: null, conclusion: null },
    },
  });
});

test("an attempt that ended is not running again when its start is heard late", () => {
  const ended = factOf(checkRunCompleted({ at: second, startedAt: null, sha }), "check");
  const started = factOf(checkRunStarted({ at: first, receivedAt: third, sha }), "check");

  expect(mergeFact(ended, started).signal).toMatchObject({
    attempts: { 1: { startedAt: first, endedAt: second, conclusion: "success" } },
  });
});

test("a workflow run keeps its end", () => {
  const requested = factOf(workflowRun("requested", { at: first, run: 8, sha }), "workflow-run");
  const completed = factOf(workflowRun("completed", { at: second, startedAt: first, run: 8, sha }), "workflow-run");

  expect(mergeFact(completed, requested).signal).toMatchObject({ endedAt: second, conclusion: "success" });
});

test("two facts are the same in whatever order their fields were written", () => {
  const fact = factOf(issueEvent("edited", { at: first }), "issue-snapshot");
  const turned: Fact = { ...fact, signal: { ...fact.signal, author: { bot: false, login: "ada", id: 1 } } };
  const straight: Fact = { ...fact, signal: { ...fact.signal, author: { id: 1, login: "ada", bot: false } } };

  expect([isSameFact(turned, straight), isSameFact(turned, fact)]).toEqual([true, false]);
});

const moment = fc.constantFrom(first, second, third);
const origins = { receivedAt: moment, at: moment, id: fc.constantFrom("a", "b", "c") };

describe("the order of hearing does not matter", () => {
  const pushes = fc
    .record({ ...origins, timed: fc.boolean(), forced: fc.boolean() })
    .map(({ timed, ...told }): Fact => {
      const fact = factOf(pushed(told), "branch-pushed");
      return timed ? { ...fact, timeSource: "head_commit.timestamp" } : fact;
    });
  const snapshots = fc
    .record({ ...origins, title: fc.constantFrom("Old", "New"), closedAt: fc.constantFrom(null, first, second) })
    .map((told): Fact => factOf(issueEvent("edited", told), "issue-snapshot"));
  const checks = fc
    .record({
      ...origins,
      run: fc.constantFrom(1, 2),
      startedAt: fc.constantFrom(null, first, second),
      conclusion: fc.constantFrom("success", "failure"),
      done: fc.boolean(),
    })
    .map(({ done, ...told }): Fact =>
      factOf(done ? checkRunCompleted({ ...told, sha }) : checkRunStarted({ ...told, sha }), "check"),
    );
  const runs = fc
    .record({ ...origins, startedAt: moment, action: fc.constantFrom("requested" as const, "completed" as const) })
    .map(({ action, ...told }): Fact => factOf(workflowRun(action, { ...told, run: 8, sha }), "workflow-run"));

  test.each([
    ["pushes", pushes],
    ["snapshots", snapshots],
    ["checks", checks],
    ["workflow runs", runs],
  ])("of %s", (_name, facts) => {
    fc.assert(
      fc.property(facts, facts, facts, (a, b, c) => {
        expect(mergeFact(a, a)).toEqual(a);
        expect(mergeFact(a, b)).toEqual(mergeFact(b, a));
        expect(mergeFact(mergeFact(a, b), c)).toEqual(mergeFact(a, mergeFact(b, c)));
      }),
      { numRuns: 300 },
    );
  });
});

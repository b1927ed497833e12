/** When commits came to a pull request, as far as its timeline tells. */
import { expect, test } from "vitest";
import { commitPushes } from "../../../src/signals/history/commitPushes.ts";
import { apiContext } from "../../support/apiContext.ts";

const opened = { number: 5, createdAt: "2026-03-02T09:00:00Z" };
const commit = (oid: string, committedDate: string) => ({
  type: "PullRequestCommit",
  id: `C_${oid}`,
  pushedCommit: { oid, committedDate },
});
const event = (createdAt: string) => ({ type: "LabeledEvent", createdAt });
const pushes = (...timeline: unknown[]) => commitPushes(opened, timeline, apiContext).map(({ key }) => key);

test("commits between two events are one push, at the time of the last", () => {
  expect(
    pushes(
      event("2026-03-02T10:00:00Z"),
      commit("a", "2026-03-02T10:10:00Z"),
      commit("b", "2026-03-02T10:20:00Z"),
      event("2026-03-02T11:00:00Z"),
    ),
  ).toEqual(["#5 pushed b 2026-03-02T10:20:00Z"]);
});

test("what it was opened with is no push", () => {
  expect(pushes(commit("a", "2026-03-01T10:00:00Z"), event("2026-03-02T10:00:00Z"))).toEqual([]);
});

test("an author's clock that is behind counts from the event before", () => {
  expect(pushes(event("2026-03-02T10:00:00Z"), commit("a", "2026-03-01T10:00:00Z"))).toEqual([
    "#5 pushed a 2026-03-02T10:00:00Z",
  ]);
});

test("one that is ahead counts up to the event behind", () => {
  expect(
    pushes(event("2026-03-02T10:00:00Z"), commit("a", "2026-04-01T10:00:00Z"), event("2026-03-02T11:00:00Z")),
  ).toEqual(["#5 pushed a 2026-03-02T11:00:00Z"]);
});

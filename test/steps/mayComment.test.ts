/** On which pull requests a comment is begun. */
import { expect, test } from "vitest";
import { mayComment } from "../../src/steps/publishDue.ts";
import { aPullRequest } from "../support/pullRequestViews.ts";

const since = { firstReceivedAt: "2026-03-01T00:00:00Z" };

test.each([
  ["an open one by a person, ready for review", {}, true],
  ["a draft", { draft: true }, false],
  ["one that was never ready", { readyAt: null }, false],
  ["a bot's", { author: { id: 1, login: "renovate[bot]", bot: true } }, false],
  ["one whose author is on the list of bots", { author: { id: 1, login: "Release-Bot", bot: false } }, false],
  ["one that the configuration leaves out of statistics", { ignored: true }, false],
  ["a closed one", { closedAt: "2026-03-02T12:00:00Z" }, false],
  ["one on which nobody has acted since the app came", { lastActHeardAt: "2026-02-28T12:00:00Z" }, false],
])("%s", (_, changes, expected) => {
  expect(mayComment(aPullRequest(changes), since, ["release-bot"])).toBe(expected);
});

/** Issues that bots open are no items: accounts of type Bot, and those of type User that the list names. */
import { expect, test } from "vitest";
import { folded } from "../support/folded.ts";
import { issueOpened } from "../support/payloads.ts";

const at = "2026-03-02T09:14:00Z";

test.each([
  ["a person", "ada", [7]],
  ["an app's account", "dependabot[bot]", []],
  ["an account of type User on the maintained list", "DrahtBot", []],
])("an issue opened by %s", (_, author, items) => {
  expect(folded([issueOpened({ number: 7, at, author })]).items.map(({ number }) => number)).toEqual(items);
});

test("an issue opened by an account that the team calls a bot is no item", () => {
  const { items } = folded([issueOpened({ number: 7, at, author: "ada" })], { config: { bots: ["ada"] } });

  expect(items).toEqual([]);
});

/** kill -9 of a process that holds work: another goes on with that very work. */
import { expect, test } from "vitest";
import { measureTakeovers } from "./takeover.ts";

test("within half a minute", { timeout: 300_000 }, async () => {
  const takeovers = await measureTakeovers(2);
  expect(takeovers.filter(({ seconds }) => seconds > 30)).toEqual([]);
});

/** How moments become stretches. */
import { expect, test } from "vitest";
import { afterEach } from "../../src/timeline/stretch.ts";

const at = (time: string) => `2026-03-02T${time}Z`;

test.for<[name: string, moments: string[], seconds: number, stretches: [string, string][]]>([
  ["no moment, no stretch", [], 60, []],
  ["one", ["09:00:00"], 60, [["09:00:00", "09:01:00"]]],
  ["one within the other goes on", ["09:00:30", "09:00:00"], 60, [["09:00:00", "09:01:30"]]],
  ["one at the end of the other goes on", ["09:00:00", "09:01:00"], 60, [["09:00:00", "09:02:00"]]],
  [
    "one after the end begins anew",
    ["09:00:00", "09:01:01"],
    60,
    [
      ["09:00:00", "09:01:00"],
      ["09:01:01", "09:02:01"],
    ],
  ],
  ["told twice it is one", ["09:00:00", "09:00:00"], 60, [["09:00:00", "09:01:00"]]],
  [
    "of no length each is one",
    ["09:00:00", "09:00:01"],
    0,
    [
      ["09:00:00", "09:00:00"],
      ["09:00:01", "09:00:01"],
    ],
  ],
])("%s", ([, moments, seconds, stretches]) => {
  const expected = stretches.map(([from, to]) => ({ from: at(from), to: at(to) }));
  expect(afterEach(moments.map(at), seconds)).toEqual(expected);
});

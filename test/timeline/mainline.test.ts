/** In which order commits came to the default branch, told by pushes in any order, some of them missing. */
import { expect, test } from "vitest";
import type { Delivery } from "../../src/signals/delivery.ts";
import type { Mainline, Merge } from "../../src/timeline/derive/mainline.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { mainlineOf } from "../../src/timeline/derive/mainline.ts";
import { shaFor } from "../support/payloadParts.ts";
import { pushed } from "../support/repositoryPayloads.ts";
import { factsOf } from "../support/translated.ts";

const at = (time: string) => `2026-03-02T${time}:00Z`;
const push = (time: string, before: string, after: string, more: string[] = []) =>
  pushed({ at: at(time), before: shaFor(before), after: shaFor(after), commits: [...more, after].map(shaFor) });
const merge = (number: number, time: string, name: string, intoDefaultBranch = true): Merge => ({
  number,
  sha: shaFor(name),
  mergedAt: at(time),
  intoDefaultBranch,
});

/** The commits in the order of the line, those not on it left out. */
function orderOf(pushes: readonly Delivery[], merges: readonly Merge[], ...names: string[]): string {
  return orderIn(mainlineOf(pushes.flatMap(factsOf), merges), names);
}

function orderIn({ positionOf }: Mainline, names: readonly string[]): string {
  const placed = names.flatMap((name) => {
    const position = positionOf(shaFor(name));
    return position === null ? [] : [{ name, position }];
  });
  return placed
    .toSorted((a, b) => a.position - b.position)
    .map(({ name }) => name)
    .join(" ");
}

test("each push follows the one that it started from, whatever the order of receipt", () => {
  const pushes = [push("12:00", "a", "b"), push("11:00", "b", "c"), push("10:00", "c", "d")];
  expect(orderOf(pushes, [], "d", "c", "b", "a")).toBe("a b c d");
});

test("the commits of one push stand as they were made", () => {
  expect(orderOf([push("09:00", "a", "d", ["b", "c"])], [], "d", "c", "b", "a")).toBe("a b c d");
});

test("where a push is missing, the line goes on by receipt", () => {
  const pushes = [push("11:00", "x", "y"), push("09:00", "a", "b")];
  expect(orderOf(pushes, [], "y", "x", "b", "a")).toBe("a b x y");
});

test("a merge whose push was not seen stands by its time", () => {
  const pushes = [push("09:00", "a", "b"), push("11:00", "m", "c")];
  expect(orderOf(pushes, [merge(1, "10:00", "m2")], "c", "m2", "b")).toBe("b m2 c");
});

test("a merge whose push was seen stands where the push does", () => {
  const pushes = [push("09:00", "a", "b"), push("10:00", "b", "c")];
  expect(orderOf(pushes, [merge(1, "12:00", "b")], "c", "b")).toBe("b c");
});

test("a merge into another branch is not on the line", () => {
  expect(orderOf([push("09:00", "a", "b")], [merge(1, "10:00", "m", false)], "m", "b")).toBe("b");
});

/** What GitHub answered when it was asked what came after a commit. */
function compared(base: string, commits: string[] | null, head = commits?.at(-1) ?? "none"): Fact {
  const [pattern] = factsOf(push("20:00", "x", "y"));
  if (!pattern) throw new Error("a push is a fact");
  const signal = {
    kind: "compared",
    base: shaFor(base),
    head: shaFor(head),
    commits: commits?.map(shaFor) ?? null,
  } as const;
  return { ...pattern, key: `compared ${base} ${head}`, signal };
}

test.for<[name: string, pushes: Delivery[], compared: Fact[], order: string, connected: [string, string, boolean]]>([
  [
    "a push that was missed is known, and what came before and after it is one line",
    [push("09:00", "a", "b"), push("08:00", "d", "e")],
    [compared("a", ["b", "c", "d", "e"])],
    "a b c d e",
    ["a", "e", true],
  ],
  [
    "so are several, between pushes that were not",
    [push("09:00", "b", "c"), push("08:00", "d", "e")],
    [compared("a", ["b", "c", "d", "e", "f"])],
    "a b c d e f",
    ["a", "f", true],
  ],
  ["without any push", [], [compared("a", ["b", "c"])], "a b c", ["a", "c", true]],
  [
    "told twice, once as part of more",
    [push("09:00", "d", "e")],
    [compared("b", ["c", "d"]), compared("a", ["b", "c", "d"])],
    "a b c d e",
    ["a", "e", true],
  ],
  [
    "a gap that GitHub was not asked about remains one",
    [push("09:00", "a", "b"), push("10:00", "c", "d")],
    [],
    "a b c d",
    ["a", "d", false],
  ],
  [
    "what did not come after it says nothing",
    [push("09:00", "a", "b")],
    [compared("b", null, "z")],
    "a b",
    ["b", "z", false],
  ],
])("asked of GitHub: %s", ([, pushes, asked, order, [from, to, isConnected]]) => {
  const mainline = mainlineOf([...pushes.flatMap(factsOf), ...asked], []);
  expect(orderIn(mainline, ["f", "e", "d", "c", "b", "a", "z"])).toBe(order);
  expect(mainline.isConnected(shaFor(from), shaFor(to))).toBe(isConnected);
});

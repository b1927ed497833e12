import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { inPushOrder, type PushedCommit } from "../../src/timeline/pushOrder.ts";

/** As `before>after`, of one second unless it says another. */
function pushes(...words: string[]): PushedCommit[] {
  return words.map((word) => {
    const [commits = "", second = "00"] = word.split("@");
    const [before = "", after = ""] = commits.split(">");
    return { at: `2026-03-02T09:00:${second}Z`, before: before === "" ? null : before, after };
  });
}

describe("pushes", () => {
  it.each([
    ["within a second go from commit to commit", ["b>c", "a>b", "c>d"], ["a>b", "b>c", "c>d"]],
    ["begin with the first of a branch", ["a>b", ">a"], [">a", "a>b"]],
    ["of two seconds go by their time, whatever they started from", ["a>b@02", "b>c@01"], ["b>c@01", "a>b@02"]],
    ["that were forced off one commit go one line after the other", ["a>c", "b>d", "a>b"], ["a>b", "b>d", "a>c"]],
    ["that undo each other have an order that is always the same", ["b>a", "a>b"], ["b>a", "a>b"]],
    ["after such a pair are not lost", ["a>z", "b>a", "a>b"], ["b>a", "a>b", "a>z"]],
  ])("%s", (_, told, wanted) => {
    expect(inPushOrder(pushes(...told))).toEqual(pushes(...wanted));
  });
});

test("whatever the order of arrival, it is the same order of the same pushes", () => {
  const commit = fc.constantFrom("a", "b", "c", "d", "e");
  const push = fc.record({
    at: fc.constantFrom("2026-03-02T09:00:00Z", "2026-03-02T09:00:01Z"),
    before: fc.option(commit),
    after: commit,
  });
  fc.assert(
    fc.property(
      fc
        .array(push)
        .chain((made) => fc.tuple(fc.constant(made), fc.shuffledSubarray(made, { minLength: made.length }))),
      ([made, shuffled]) => {
        const ordered = inPushOrder(shuffled);
        expect(ordered).toEqual(inPushOrder(made));
        expect(ordered).toHaveLength(made.length);
      },
    ),
  );
});

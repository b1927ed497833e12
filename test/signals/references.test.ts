import { describe, expect, test } from "vitest";
import { proseOf } from "../../src/signals/prose.ts";
import { closedBy, namesIn, revertedBy } from "../../src/signals/references.ts";

const own = "acme/shop";
const fence = "```";

describe("a pull request's body closes", () => {
  test.each([
    ["Fixes #7", [7]],
    ["fix #7, fixed #8; fixes #9", [7, 8, 9]],
    ["Close #1. Closes #2. Closed #3.", [1, 2, 3]],
    ["RESOLVES: #7", [7]],
    ["resolve:#7", [7]],
    ["Fixes #7 and fixes #7", [7]],
    ["Fixes acme/shop#7", [7]],
    ["Fixes Acme/Shop#7", [7]],
    ["Fixes https://github.com/acme/shop/issues/7.", [7]],
    ["Fixes https://github.com/acme/shop/pull/7", [7]],
    ["(fixes #7)", [7]],
    ["- [x] Fixes #7\r\n- Fixes #8", [7, 8]],
    ["Text.\n\n    - Fixes #7", [7]],
    ["`code` fixes #7 `code`", [7]],
  ])("%j", (body, numbers) => {
    expect(closedBy(body, own)).toEqual(numbers);
  });
});

describe("a pull request's body does not close", () => {
  test.each([
    "See #7",
    "Fixes 7",
    "Fixes #7a",
    "Fixes #0",
    "Prefixes #7",
    "auto-fixes #7",
    "Fixes acme/other#7",
    "Fixes https://github.com/acme/other/issues/7",
    "Fixes https://github.com/acme/shop/issues/7/events",
    "`Fixes #7`",
    "``Fixes #7 ` ``",
    `${fence}\nFixes #7\n${fence}`,
    `> ${fence}\n> Fixes #7\n> ${fence}`,
    `1. ${fence}text\n   Fixes #7`,
    "~~~\nFixes #7\n```\n~~~",
    "Text.\n\n    Fixes #7",
    "\tFixes #7",
    "<!-- Fixes #7 -->",
    "<!-- Fixes #7",
    "<pre>\nFixes #7\n</pre>",
    "<code>Fixes #7</code>",
  ])("%j", (body) => {
    expect(closedBy(body, own)).toEqual([]);
  });
});

test("a backtick that is never closed, or escaped, begins no code", () => {
  expect(closedBy("` Fixes #7\n\n`", own)).toEqual([7]);
  expect(closedBy("\\`Fixes #7`", own)).toEqual([7]);
});

test.each([
  ["Outage after #7", "", [7]],
  ["Outage", "Since #7 and acme/shop#8, not acme/other#9.", [7, 8]],
  ["Outage", "#7 #7", [7]],
  ["Outage", "`#7` <!-- #8 --> a#9 &#10; C# #11x /#12", []],
])("an issue of title %j and body %j names %j", (title, body, numbers) => {
  expect(namesIn(title, body, own)).toEqual(numbers);
});

test.each([
  ["revert-12-faster-checkout", "", 12],
  ["revert-15-revert-12-x", "Reverts acme/shop#99", 15],
  ["undo", "Reverts acme/shop#12", 12],
  ["undo", "It was slow.\n\nReverts #12\n", 12],
  ["undo", "Reverts acme/other#12", null],
  ["undo", "`x`\n<!--\nReverts #12\n-->", null],
  ["undo", "This reverts commit 157017a.", null],
  ["revert-checkout", "", null],
])("a pull request from %j with body %j reverts %j", (head, body, number) => {
  expect(revertedBy(head, body, own)).toBe(number);
});

/** A full Markdown parser takes half a minute for some of these. The limit is generous: a slow machine takes a tenth of it. */
test.each([
  ["backticks", "`a``b```c````"],
  ["emphasis", "*a _b"],
  ["quotes", ">"],
  ["spaces", " "],
  ["open elements", "<code"],
  ["open comments", "<!-"],
  ["fences", "```\n"],
  ["half fences", "```a`\n"],
  ["almost references", "fixes a.b/"],
  ["almost links", "fixes https://a/"],
  ["empty lines", "\n    \n"],
])("a body of nothing but %s is read without delay", (_name, part) => {
  const body = `fixes #1 ${part.repeat(65_536 / part.length)} #2`;
  const begun = performance.now();

  closedBy(body, own);
  namesIn("", body, own);
  revertedBy("", body, own);
  proseOf(body);

  expect(performance.now() - begun).toBeLessThan(2000);
});

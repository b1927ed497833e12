import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  details,
  list,
  ownReference,
  paragraph,
  render,
  strong,
  table,
  text,
  untrusted,
} from "../../src/reports/markdown.ts";
import { pullRequestComment } from "../../src/reports/pullRequestComment.ts";
import { hostileTexts } from "../support/hostileTexts.ts";
import { aView, anIssue } from "../support/pullRequestViews.ts";
import { dangersIn, nodesOf, parse } from "../support/renderedMarkdown.ts";

/** Text from outside in each place where a report may put it. */
function everywhere(outside: string): string {
  return render(
    [
      paragraph(untrusted(outside)),
      paragraph(text("before "), untrusted(outside), text(" after")),
      list([untrusted(outside)], [text("Issue "), untrusted(outside), text(".")]),
      table([text("A"), text("B")], [untrusted(outside), text("2")], [text("1"), untrusted(outside)]),
      details("Folded", table([text("A"), text("B")], [untrusted(outside), untrusted(outside)])),
    ],
    60_000,
  );
}

function cellCounts(markdown: string): number[] {
  return nodesOf(parse(markdown)).flatMap((node) => (node.type === "tableRow" ? [node.children.length] : []));
}

function shownIn(markdown: string): string[] {
  return nodesOf(parse(markdown)).flatMap((node) => (node.type === "inlineCode" ? [node.value] : []));
}

describe("text from outside stays text", () => {
  test.each(hostileTexts.map((outside) => [JSON.stringify(outside).slice(0, 60), outside] as const))(
    "%s",
    (_, outside) => {
      const markdown = everywhere(outside);

      expect(dangersIn(markdown)).toEqual([]);
      expect(cellCounts(markdown)).toEqual([2, 2, 2, 2, 2]);
      expect(new Set(shownIn(markdown)).size).toBeLessThanOrEqual(1);
    },
  );

  test("whatever characters it is made of", () => {
    const fragment = fc.oneof(
      fc.constantFrom(...hostileTexts),
      fc.string({ unit: "binary" }),
      fc.constantFrom("`", "|", "\\", "\n", "<", "@"),
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 4 }), (fragments) => {
        const markdown = render([table([text("A"), text("B")], [untrusted(fragments.join("")), text("2")])], 1000);
        expect(dangersIn(markdown)).toEqual([]);
        expect(cellCounts(markdown)).toEqual([2, 2]);
      }),
      { numRuns: 100 },
    );
  });
});

describe("what a reader sees of it", () => {
  const shown = (outside: string, maxLength?: number) => render([paragraph(untrusted(outside, maxLength))], 1000);

  test.each([
    ["Retry failed exports", "`Retry failed exports`"],
    ["use `retry` here", "``use `retry` here``"],
    ["`retry`", "`` `retry` ``"],
    ["two\r\n\r\nlines\tand a tab", "`two lines and a tab`"],
    ["pay\u202eload", "`payload`"],
    ["bump @types/node", "`bump ＠types/node`"],
    ["&#64;octocat & &commat;octocat", "`＆#64;octocat & ＆commat;octocat`"],
    ["\u200b \n", "(no readable text)"],
  ])("%j is shown as %s", (outside, markdown) => {
    expect(shown(outside)).toBe(markdown);
  });

  test("what is too long ends in an ellipsis between two characters as people count them", () => {
    expect(shown("abcdefgh", 8)).toBe("`abcdefgh`");
    expect(shown("abcdefghi", 8)).toBe("`abcdefg…`");
    expect(shown("abcde 👍🏽👍🏽", 8)).toBe("`abcde…`");
    expect(shown(`e${"\u0301".repeat(20)}`, 8)).toBe("`…`");
  });

  test("two pieces side by side stay two", () => {
    const markdown = render([paragraph(untrusted("a`b"), untrusted("@c"), untrusted("`"))], 1000);
    expect(markdown).toBe("``a`b`` `＠c` `` ` ``");
    expect(shownIn(markdown)).toEqual(["a`b", "＠c", "`"]);
  });

  test("a pipe keeps its place in a table", () => {
    expect(render([table([text("A")], [untrusted("a | b")])], 1000)).toContain("| `a \\| b` |");
  });
});

describe("the app's own words", () => {
  test.each(["@octocat", "see #12", "GH-12", "https://example.com", "www.example.com", "<b>", "&commat;", "`code`"])(
    "%s in them is refused, since it must have come from outside",
    (words) => {
      expect(() => text(words)).toThrow("text from outside goes through untrusted()");
      expect(() => strong(words)).toThrow("text from outside goes through untrusted()");
      expect(() => details(words)).toThrow("text from outside goes through untrusted()");
    },
  );

  test("a reference to an item of the same repository is a choice of its own", () => {
    expect(render([paragraph(text("Issue "), ownReference(12), text("."))], 1000)).toBe("Issue #12.");
  });
});

describe("a text is never too long", () => {
  const blocks = ["first", "second", "third", "as of"].map((words) => paragraph(text(words)));

  test("it is whole where it fits", () => {
    expect(render(blocks, 100)).toBe("first\n\nsecond\n\nthird\n\nas of");
  });

  test("else it loses what matters least, says so, and keeps its last line", () => {
    const many = [...Array.from({ length: 50 }, () => paragraph(text("words"))), paragraph(text("as of"))];
    const short = render(many, 100);
    expect(short).toBe(
      "words\n\nwords\n\nwords\n\nwords\n\nwords\n\nwords\n\n_Shortened: there is more to tell than fits here._\n\nas of",
    );
    expect(short.length).toBeLessThanOrEqual(100);
  });

  test("a comment of the longest titles and the longest way stays far below GitHub's limit", () => {
    const issue = anIssue({
      title: "|".repeat(1000),
      visits: Array.from({ length: 500 }, () => anIssue().visits).flat(),
    });
    const view = aView({ item: issue, issues: Array.from({ length: 200 }, () => issue) });

    expect(pullRequestComment(view, { mayCreate: true }).body.length).toBeLessThan(3000);
  });
});

/** Which lines of a comment are commands; the second table holds comments that try to be what they are not. */
import { expect, it } from "vitest";
import { commandLines, mostCommands, readCharacters } from "../../src/commands/commandLines.ts";

const help = [["help"]];
const none: string[][] = [];

it.each<[why: string, comment: string, lines: string[][]]>([
  ["alone", "/flow help", help],
  ["without a word", "/flow", [[]]],
  ["in capitals", "/FLOW Help", [["Help"]]],
  ["between other lines", "Hello\n/flow help\nbye", help],
  ["with Windows line ends", "Hello\r\n/flow help\r\nbye", help],
  ["behind three spaces", "   /flow help", help],
  ["with a tab", "/flow\thelp", help],
  ["several", "/flow queue\n\n/flow item #12", [["queue"], ["item", "#12"]]],
  ["words in quotes", '/flow queue --label "needs qa"', [["queue", "--label", "needs qa"]]],
  ["a word joined to quotes", '/flow queue --label="needs qa"', [["queue", "--label=needs qa"]]],
  ["quotes that a phone made round", "/flow queue --label “needs qa”", [["queue", "--label", "needs qa"]]],
  ["over a mail signature", "/flow help\n-- \nada", help],
  ["under a quote and an empty line", "> /flow queue\n\n/flow help", help],
  ["behind a fence that has ended", "```\n/flow queue\n```\n/flow help", help],
  ["behind an HTML comment that has ended", "<!-- /flow queue -->\n\n/flow help", help],
  ["inside a folded part", "<details>\n<summary>more</summary>\n\n/flow help\n\n</details>", help],
  ["within bold words over lines", "**now\n/flow help\nplease**", help],
  ["with marks of Markdown in it", "/flow whatif review=10/week *now*", [["whatif", "review=10/week", "*now*"]]],
  ["before a list", "/flow help\n- one", help],
])("%s", (_why, comment, lines) => {
  expect(commandLines(comment)).toEqual(lines);
});

it.each<[why: string, comment: string, lines: string[][]]>([
  ["nothing", "", none],
  ["another command", "/flows help", none],
  ["a path", "/flow/help", none],
  ["within a line", "Try /flow help", none],
  ["behind an at sign", "@flow help", none],
  ["behind a mention", "@app /flow help", none],
  ["in a code span", "`/flow help`", none],
  ["in a code span over lines", "`look\n/flow help\nhere`", none],
  ["in a span of two backticks", "``a ` b\n/flow help\n``", none],
  ["in a fence", "```\n/flow help\n```", none],
  ["in a fence of tildes", "~~~ sh\n/flow help\n~~~", none],
  ["in a fence that does not end", "```\n/flow help", none],
  ["in a fence ended by a shorter one", "````\n```\n/flow help\n````", none],
  ["in a fence ended by other marks", "```\n~~~\n/flow help\n```", none],
  ["indented code", "    /flow help", none],
  ["indented by a tab", "\t/flow help", none],
  ["a quote", "> /flow help", none],
  ["a quote without a space", ">/flow help", none],
  ["a quote in a quote", "> > /flow help", none],
  ["a quote that goes on without its mark", "> as ada said\n/flow help", none],
  ["a quote in a list", "- > /flow help", none],
  ["a list in a quote", "> - /flow help", none],
  ["a fence in a quote", "> ```\n> /flow help\n> ```", none],
  ["a list", "- /flow help", none],
  ["a list with numbers", "1. /flow help", none],
  ["a list's next line", "- one\n  /flow help", none],
  ["a task", "- [ ] /flow help", none],
  ["a heading", "# /flow help", none],
  ["a table's cell", "a | b\n--- | ---\n/flow help | c", none],
  ["a table with marks at both ends", "| a |\n| - |\n| /flow help |", none],
  ["a footnote", "[^1]: a\n    /flow help\n\n[^1]", none],
  ["an HTML comment", "<!--\n/flow help\n-->", none],
  ["an HTML comment that does not end", "<!--\n/flow help", none],
  ["an HTML comment within a line", "see <!-- \n/flow help\n--> this", none],
  ["pre", "<pre>\n/flow help\n</pre>", none],
  ["pre with an empty line", "<pre>\n\n/flow help\n</pre>", none],
  ["a div", "<div>\n/flow help\n</div>", none],
  ["blockquote with empty lines", "<blockquote>\n\n/flow help\n\n</blockquote>", none],
  ["blockquote with an attribute", '<blockquote class="a">\n\n/flow help\n\n</blockquote>', none],
  ["blockquote that does not end", "<blockquote>\n\n/flow help", none],
  ["code with empty lines", "<code>\n\n/flow help\n\n</code>", none],
  ["code within a line", "see <code>\n/flow help\n</code>", none],
  ["script", "<script>\n/flow help\n</script>", none],
  ["CDATA", "<![CDATA[\n/flow help\n]]>", none],
  ["a processing instruction", "<?a\n/flow help\n?>", none],
  ["an attribute", '<a title="\n/flow help\n">x</a>', none],
  ["two blockquotes, one ended", "<blockquote><blockquote>\n\n</blockquote>\n\n/flow help", none],
  ["an end of blockquote in a comment", "<blockquote>\n\n<!-- </blockquote> -->\n\n/flow help", none],
  ["a zero width space before it", "\u200b/flow help", none],
  ["a no-break space before it", "\u00a0/flow help", none],
  ["another slash", "\uff0fflow help", none],
  ["a letter that only looks alike", "/fl\u043ew help", none],
  ["written from right to left", "\u202e/flow help", none],
  ["escaped", "\\/flow help", none],
  ["an entity for the slash", "&#47;flow help", none],
  ["a link's text", "[/flow help](https://example.com)", none],
  ["an image", "![\n](/flow help)", none],
  ["a link's definition", "[a]: /flow help", none],
  ["behind the part that is read", `${"a\n".repeat(readCharacters / 2)}\n/flow help`, none],
  ["invisible characters inside", "/flow he\u200blp\u202e", help],
  ["control characters inside", "/flow he\u0007lp", help],
  ["half a surrogate pair", "/flow help\ud800", help],
  ["quotes that do not end", '/flow help "', help],
  ["after the end of a quote in HTML", "<blockquote>a</blockquote>\n\n/flow help", help],
])("is not taken in by %s", (_why, comment, lines) => {
  expect(commandLines(comment)).toEqual(lines);
});

it("reads no more commands, words and letters than can be answered", () => {
  expect(commandLines("/flow help\n".repeat(500))).toHaveLength(mostCommands + 1);
  expect(commandLines(`/flow ${"a ".repeat(500)}`)[0]).toHaveLength(30);
  expect(commandLines(`/flow ${"a".repeat(5000)}`)[0]?.[0]).toHaveLength(80);
});

it.each([
  ["quotes in one another", ">".repeat(readCharacters)],
  ["lists in quotes", "> - ".repeat(readCharacters / 4)],
  ["tables", "a|b\n-|-\n".repeat(readCharacters / 8)],
  ["brackets", "[a](".repeat(readCharacters / 4)],
  ["stars", "*a **a ".repeat(readCharacters / 7)],
  ["definitions", "[a]: b\n".repeat(readCharacters / 7)],
  ["footnotes", "[^a]: b\n".repeat(readCharacters / 8)],
  ["backticks", "`a``b```c".repeat(readCharacters / 9)],
  ["HTML", "<a <b ".repeat(readCharacters / 6)],
])("takes no long time for the longest text of %s", (_what, text) => {
  const started = performance.now();
  commandLines(`/flow help\n\n${text}`);
  expect(performance.now() - started).toBeLessThan(5_000);
});

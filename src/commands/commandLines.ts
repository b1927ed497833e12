/** Decides which lines of a comment are commands: those that begin with /flow, outside quotes, lists, code and HTML comments. */
import type { Nodes, Paragraph, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfm } from "micromark-extension-gfm";
import { visibleLine } from "../reports/visibleLine.ts";

/** Only so much of a comment is read: the time to parse the worst text grows with the square of its length. */
export const readCharacters = 10_000;
/** More commands than this in one comment are not answered. */
export const mostCommands = 10;
const mostWords = 30;
const longestWord = 80;

/**
 * The words behind each /flow, in order, cut to what a command can need. What stands in a quote, a list, a table, code, or an element of HTML that shows
 * a quote or code, is no command, nor is /flow in the middle of a line. At most one more than `mostCommands`, so that it is seen that there are too many.
 */
export function commandLines(comment: string): string[][] {
  const source = comment.slice(0, readCharacters).replaceAll(/\r\n?/g, "\n");
  // Most comments are no commands, and are not parsed.
  if (!beginnings(source).length) return [];
  const shallow = source.replaceAll(deepNesting, "$1");
  const tree = fromMarkdown(shallow, { extensions: [gfm(), onlyBlocksAndCode] });
  return beginnings(shallow)
    .filter(({ offset }) => isPlainText(tree, offset))
    .slice(0, mostCommands + 1)
    .map(({ words }) => words);
}

/** What shapes text and links inside a line makes nothing a command and takes none away. */
const onlyBlocksAndCode = {
  disable: {
    null: [
      "attention",
      "autolink",
      "characterEscape",
      "characterReference",
      "labelEnd",
      "labelStartImage",
      "labelStartLink",
      "literalAutolink",
      "strikethrough",
    ],
  },
};

/** Of quotes and lists in one another only so many levels: who is that deep in quotes is in a quote. */
const deepNesting =
  /^((?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){8})(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/gmu;

type Beginning = { offset: number; words: string[] };

/** Up to three spaces before it make no code. */
function beginnings(source: string): Beginning[] {
  return [...source.matchAll(/^( {0,3})\/flow(?=[ \t]|$)(.*)$/gim)].map(({ index, 1: spaces = "", 2: rest = "" }) => ({
    offset: index + spaces.length,
    words: wordsIn(rest),
  }));
}

/** By spaces; what stands between two double quotes is one word, or one part of it. */
function wordsIn(line: string): string[] {
  const pieces = line.match(/(?:[^\s"“”]|["“”][^"“”]*["“”])+|["“”]/gu) ?? [];
  return pieces
    .slice(0, mostWords)
    .map((piece) => visibleLine(piece.replaceAll(/["“”]/gu, ""), longestWord))
    .filter((word) => word !== "");
}

/** Whether the character is text of a paragraph that stands by itself. A line of dashes under it, as mail puts before a signature, makes it a heading. */
function isPlainText(tree: Root, offset: number): boolean {
  const block = tree.children.find((child) => holds(child, offset));
  if (block === undefined || (block.type !== "paragraph" && block.type !== "heading")) return false;
  const inside = block.children.find((child) => holds(child, offset));
  return inside?.type === "text" && openElements(tree, offset) === 0;
}

function holds(node: Nodes | Paragraph, offset: number): boolean {
  const { start, end } = node.position ?? {};
  return (start?.offset ?? Infinity) <= offset && offset < (end?.offset ?? 0);
}

/** How many elements that show a quote or code are begun before it in HTML and not ended. */
function openElements(tree: Root, offset: number): number {
  let open = 0;
  for (const html of htmlBefore(tree, offset)) {
    for (const [, slash] of html.matchAll(/<(\/?)(?:blockquote|code|pre|samp|kbd|tt|del|s)\b/gi)) {
      open = slash === "/" ? Math.max(0, open - 1) : open + 1;
    }
  }
  return open;
}

function htmlBefore(node: Nodes, offset: number): string[] {
  if ((node.position?.start.offset ?? 0) >= offset) return [];
  if (node.type === "html") return [node.value.replaceAll(/<!--[\s\S]*?-->/g, "")];
  return "children" in node ? node.children.flatMap((child) => htmlBefore(child, offset)) : [];
}

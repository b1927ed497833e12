/** Decides how text becomes Markdown: the only place where text from outside is rendered. */
import type {
  Code,
  Emphasis,
  Html,
  InlineCode,
  Link,
  List,
  Paragraph,
  PhrasingContent,
  RootContent,
  Strong,
  Table,
  Text,
} from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import { visibleLine } from "./visibleLine.ts";

/** GitHub takes 65,536 characters and may count some of them twice. */
export const commentLimit = 60_000;
export const checkSummaryLimit = 65_000;

/**
 * Text from outside (a title, label, login, branch), made harmless: one line of code. Inside code GitHub links no mention, issue, commit or address,
 * reads no entity and no HTML, and a fence longer than any run of backticks inside cannot be left. That covers every spelling at once, where escaping
 * one after the other has been bypassed again and again in other apps.
 *
 * What nobody sees is dropped, and what is longer than `maxLength` cut. A pipe behind a backslash becomes a broken bar, since parsers disagree on whether that
 * one ends a table cell.
 */
export function untrusted(outside: string, maxLength = 100): InlineCode | Text {
  const line = visibleLine(outside, maxLength);
  if (line === "") return { type: "text", value: "(no readable text)" };
  return {
    type: "inlineCode",
    value: withoutMentions(line).replaceAll("\\|", "\\\u00a6"),
  };
}

/**
 * A reply by e-mail quotes the comment without its code marks, so code alone keeps nobody from being pinged: an at sign becomes its full-width twin, and so
 * does the ampersand of an entity, which may stand for an at sign.
 */
function withoutMentions(line: string): string {
  return line.replaceAll("@", "\uff20").replaceAll(/&(?=#|[a-z][a-z0-9]*;)/gi, "\uff06");
}

/**
 * The app's own words. What GitHub could bring to life in them is refused, so that text from outside that took the wrong way fails before it is
 * published.
 */
export function text(ownWords: string): Text {
  if (alive.test(ownWords)) {
    throw new Error(`these are not own words, text from outside goes through untrusted(): ${JSON.stringify(ownWords)}`);
  }
  return { type: "text", value: ownWords };
}

/** A link to an issue or pull request of the same repository. It leaves a note on that item, so only for one that belongs here anyway. */
export function ownReference(number: number): Text {
  return { type: "text", value: `#${number}` };
}

/** A link of the app's own, to an address that it has made itself. */
export function link(ownWords: string, url: string): Link {
  return { type: "link", url, children: [text(ownWords)] };
}

/** An item by its number. Linked, it reads as a link and leaves no note on the item, provided that its address is one that GitHub takes no note of. */
export function itemName(number: number, url: string | null, repository: string | null = null): Link | InlineCode {
  const name = `${repository ?? ""}#${number}`;
  return url === null
    ? { type: "inlineCode", value: name }
    : { type: "link", url, children: [{ type: "text", value: name }] };
}

export function strong(ownWords: string): Strong {
  return { type: "strong", children: [text(ownWords)] };
}

export function emphasis(ownWords: string): Emphasis {
  return { type: "emphasis", children: [text(ownWords)] };
}

export function paragraph(...children: PhrasingContent[]): Paragraph {
  return { type: "paragraph", children: children.flatMap(apart) };
}

/** Two pieces of code that touch would read each other's fences as their own. */
function apart(node: PhrasingContent, index: number, nodes: readonly PhrasingContent[]): PhrasingContent[] {
  return node.type === "inlineCode" && nodes[index - 1]?.type === "inlineCode" ? [text(" "), node] : [node];
}

export function list(...items: PhrasingContent[][]): List {
  return {
    type: "list",
    ordered: false,
    spread: false,
    children: items.map((item) => ({ type: "listItem", spread: false, children: [paragraph(...item)] })),
  };
}

/** A table with one node in each cell. */
export function table(head: readonly PhrasingContent[], ...rows: (readonly PhrasingContent[])[]): Table {
  return {
    type: "table",
    children: [head, ...rows].map((row) => ({
      type: "tableRow",
      children: row.map((cell) => ({ type: "tableCell", children: [cell] })),
    })),
  };
}

/**
 * A diagram that GitHub draws, as `diagrams.ts` writes it of own words and numbers. What could come alive in Mermaid is refused: HTML, links, mentions, entities,
 * directives.
 */
export function mermaidBlock(source: string): Code {
  if (aliveInMermaid.test(source)) throw new Error(`a diagram is made of own words: ${JSON.stringify(source)}`);
  return { type: "code", lang: "mermaid", value: source };
}

/**
 * Text from outside that is to keep its lines, in a fenced block, where GitHub brings nothing to life; mentions as in `untrusted`. What is longer is cut at a
 * line, with a note.
 */
export function codeBlock(outside: string, maxLength: number): Code {
  const lines = outside.split("\n").map((each) => `${/^ */.exec(each)?.[0] ?? ""}${visibleLine(each, 400)}`);
  let length = 0;
  const kept = lines.filter((each) => (length += each.length + 1) <= maxLength);
  const cut = lines.length - kept.length;
  const value = [...kept, ...(cut > 0 ? [`... and ${cut} more lines`] : [])].join("\n");
  return { type: "code", lang: "text", value: withoutMentions(value) };
}

/** Blocks folded away under one line: the only HTML that is ever written, and one block, so that it is never cut in two. */
export function details(summary: string, ...blocks: RootContent[]): Html {
  return {
    type: "html",
    value: `<details>\n<summary>${text(summary).value}</summary>\n\n${toText(blocks)}\n\n</details>`,
  };
}

/**
 * The Markdown of the blocks, never longer than `limit` characters: blocks are left out from the last but one upwards until it fits, since they stand
 * in the order of their weight and the last says when the text was written.
 */
export function render(blocks: readonly RootContent[], limit: number): string {
  const last = blocks.slice(-1);
  for (let kept = blocks.length - 1; kept >= 0; kept -= 1) {
    const whole = kept === blocks.length - 1;
    const rendered = toText([...blocks.slice(0, kept), ...(whole ? [] : [shortenedNote()]), ...last]);
    if (rendered.length <= limit) return rendered;
  }
  throw new Error(`a text of ${limit} characters cannot hold even its last block`);
}

function shortenedNote(): Paragraph {
  return paragraph(emphasis("Shortened: there is more to tell than fits here."));
}

function toText(blocks: readonly RootContent[]): string {
  return toMarkdown(
    { type: "root", children: [...blocks] },
    { extensions: [gfmToMarkdown({ tablePipeAlign: false })], bullet: "-", emphasis: "_" },
  ).trimEnd();
}

/** Mentions, tags and entities, code, references, addresses. */
const alive = /[@<>&`]|#\d|gh-\d|:\/\/|www\./iu;

const aliveInMermaid = /[<@&`]|%%|:\/\/|www\.|^\s*(click|href|init)\b/imu;

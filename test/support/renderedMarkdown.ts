/** Decides what a reader's Markdown parser makes of a rendered text. */
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

export function parse(markdown: string): Root {
  return fromMarkdown(markdown, githubFlavoured);
}

const githubFlavoured = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };

export function nodesOf(node: Nodes): Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap(nodesOf) : [])];
}

const ownBlocks = new Set([
  "root",
  "paragraph",
  "text",
  "strong",
  "emphasis",
  "inlineCode",
  "list",
  "listItem",
  "table",
  "tableRow",
  "tableCell",
]);

const ownHtml = /^(<details>\n<summary>[\w ,:]+<\/summary>|<\/details>)$/;

/** What GitHub brings to life outside code: mentions, references, commits, addresses. */
const live = /@|&#?\w+;|#\d|\bgh-\d|\b[0-9a-f]{7,40}\b|:\/\/|www\.|\p{Cf}|[\p{Cc}--\n]/iv;

/** Everything in the text that could ping, link, load or break out; empty for a harmless one. References to `ownNumbers` are the app's own. */
export function dangersIn(markdown: string, ownNumbers: readonly number[] = []): string[] {
  const own = new RegExp(`#(${ownNumbers.join("|")})(?!\\d)`, "g");
  return nodesOf(parse(markdown)).flatMap((node) => {
    if (node.type === "html") return ownHtml.test(node.value) ? [] : [`html ${node.value}`];
    if (!ownBlocks.has(node.type)) return [node.type];
    if (node.type === "inlineCode") return /[\p{Cc}\p{Cf}@]/u.test(node.value) ? [`code ${node.value}`] : [];
    if (node.type !== "text") return [];
    const foreign = ownNumbers.length === 0 ? node.value : node.value.replace(own, "");
    return live.test(foreign) ? [`text ${node.value}`] : [];
  });
}

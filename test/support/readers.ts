/**
 * Decides what two independent readers make of GitHub's Markdown: micromark, which follows GitHub's specification to the letter, and marked, which was
 * written apart from it. What one of them brings to life, somebody's GitHub, app or mail may.
 */
import { marked, type Token } from "marked";
import type { Nodes } from "mdast";
import { parse } from "./renderedMarkdown.ts";

/** A piece of a rendered text. Its kind is `text`, `code`, `html`, `link`, `image`, or whatever else stands there; blocks tell their shape, and a diagram, in which no text from outside may stand, is all shape. */
export type Piece = { kind: string; value: string };

export type Reader = (markdown: string) => Piece[];

export const readers: readonly (readonly [name: string, read: Reader])[] = [
  ["micromark", readByMicromark],
  ["marked", readByMarked],
];

function readByMicromark(markdown: string): Piece[] {
  return piecesOfNode(parse(markdown), false);
}

function piecesOfNode(node: Nodes, linked: boolean): Piece[] {
  const inner =
    "children" in node ? node.children.flatMap((child) => piecesOfNode(child, linked || node.type === "link")) : [];
  switch (node.type) {
    case "text":
      return [{ kind: linked ? "linked" : "text", value: node.value }];
    case "inlineCode":
      return [{ kind: "code", value: node.value }];
    case "code":
      return [
        { kind: `block of ${node.lang ?? ""} ${node.meta ?? ""}`, value: "" },
        { kind: node.lang === "mermaid" ? "diagram" : "code", value: node.value },
      ];
    case "html":
      return [{ kind: "html", value: node.value }];
    case "link":
    case "image":
      return [{ kind: node.type, value: node.url }, ...inner];
    case "tableRow":
      return [{ kind: `row of ${node.children.length}`, value: "" }, ...inner];
    default:
      return [{ kind: node.type, value: "" }, ...inner];
  }
}

function readByMarked(markdown: string): Piece[] {
  return marked.lexer(markdown, { gfm: true }).flatMap((token) => piecesOfToken(token, false));
}

function piecesOfToken(token: Token, linked: boolean): Piece[] {
  const within = (tokens: readonly Token[] = []) =>
    tokens.flatMap((each) => piecesOfToken(each, linked || token.type === "link"));
  switch (token.type) {
    case "space":
      return [];
    case "text":
    case "escape":
      return "tokens" in token && token.tokens !== undefined
        ? within(token.tokens)
        : [{ kind: linked ? "linked" : "text", value: withoutNumericEntities(token.text) }];
    case "codespan":
      return [{ kind: "code", value: token.text }];
    case "code":
      return [
        { kind: `block of ${token.lang ?? ""}`, value: "" },
        { kind: token.lang === "mermaid" ? "diagram" : "code", value: token.text },
      ];
    case "html":
      return [{ kind: "html", value: token.text.trim() }];
    case "link":
    case "image":
      return [{ kind: token.type, value: token.href }, ...(token.type === "link" ? within(token.tokens) : [])];
    case "table":
      return [token.header, ...token.rows].flatMap((row) => [
        { kind: `row of ${row.length}`, value: "" },
        ...row.flatMap((cell: { tokens: Token[] }) => within(cell.tokens)),
      ]);
    case "list":
      return [{ kind: "list", value: "" }, ...token.items.flatMap((item: { tokens: Token[] }) => within(item.tokens))];
    default:
      return [{ kind: token.type, value: "" }, ...within("tokens" in token ? token.tokens : [])];
  }
}

/** The library leaves entities to the browser; the writer of our Markdown uses numbered ones, which are text. */
function withoutNumericEntities(text: string): string {
  return text.replaceAll(/&#x([0-9a-f]+);/gi, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16)));
}

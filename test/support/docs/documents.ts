/** Decides what a document is to a test: its path, its text, and the blocks, links and commands in it. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export type Document = { path: string; text: string };

export function readDocuments(): Document[] {
  const paths = ["README.md", "CHANGELOG.md", "SECURITY.md", ...globSync("docs/*.md").toSorted()];
  return paths.map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

const block = /(?<start><!-- from the code: (?<name>[\w ]+) -->\n).*?\n(?<end> *<!-- end -->)/gs;

/** The text with each block as the code says it now; a block stands as deep as its end. */
export function withBlocks({ path, text }: Document, blocks: ReadonlyMap<string, string>): string {
  return text.replaceAll(block, (whole, start: string, name: string, end: string) => {
    const content = blocks.get(name);
    if (content === undefined) throw new Error(`${path}: the code has no block named "${name}"`);
    if (whole.lastIndexOf("<!-- from the code") > 0) throw new Error(`${path}: the block "${name}" has no end`);
    const depth = end.slice(0, -"<!-- end -->".length);
    const lines = content.split("\n").map((line) => (line === "" ? "" : `${depth}${line}`));
    return `${start}\n${lines.join("\n")}\n\n${end}`;
  });
}

/** Links to files of the project, as they are written, with the path and the heading they lead to. */
export function linksIn({ path, text }: Document): { link: string; file: string; heading: string | null }[] {
  return [...text.matchAll(/\]\((?!https?:|mailto:)(?<link>[^)\s]+)\)/g)].map(({ groups }) => {
    const link = groups?.["link"] ?? "";
    const [file = "", heading] = link.split("#");
    return { link, file: file === "" ? path : join(dirname(path), file), heading: heading ?? null };
  });
}

/** The anchors that GitHub gives to headings. */
export function anchorsIn(text: string): string[] {
  return [...withoutFences(text).matchAll(/^#+ (?<title>.+)$/gm)].map(({ groups }) =>
    (groups?.["title"] ?? "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-"),
  );
}

/** The first column of a table, by the heading of that column; code marks are taken off. */
export function rowsOfTable(text: string, firstHeading: string): string[][] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${firstHeading} |`));
  const rest = start === -1 ? [] : lines.slice(start + 2);
  const end = rest.findIndex((line) => !line.startsWith("|"));
  return rest.slice(0, end === -1 ? undefined : end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("`", "")),
  );
}

/** What stands as code: lines of fenced blocks, and spans within a line. */
export function codeIn(text: string): string[] {
  const fenced = [...text.matchAll(/^ *```\w*\n(?<code>.*?)^ *```$/gms)].flatMap(({ groups }) =>
    (groups?.["code"] ?? "").split("\n"),
  );
  const spans = [...withoutFences(text).matchAll(/`(?<code>[^`\n]+)`/g)].map(({ groups }) => groups?.["code"] ?? "");
  return [...fenced, ...spans].map((each) => each.trim()).filter((each) => each !== "");
}

/** Fenced blocks of JSON. */
export function jsonIn(text: string): string[] {
  return [...text.matchAll(/^```json\n(?<code>.*?)^```$/gms)].map(({ groups }) => groups?.["code"] ?? "");
}

function withoutFences(text: string): string {
  return text.replaceAll(/^ *```.*?^ *```$/gms, "");
}

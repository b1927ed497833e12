/** Decides what a text tells of who else wrote the work: co-authors named in trailer lines, and the signature of a known agent. */
import { createHash } from "node:crypto";
import { knownFooters } from "../config/knownAgents.ts";
import { proseOf } from "./prose.ts";

/**
 * Fingerprints of the addresses in the `Co-authored-by` lines of a commit's message, each once. Only lines of the last paragraph are trailers, and the
 * subject is none.
 */
export function coAuthorsOfCommit(message: string): string[] {
  if (!mayHaveTrailer.test(message)) return [];
  const paragraphs = paragraphsOf(message);
  return paragraphs.length < 2 ? [] : trailersIn(paragraphs.at(-1) ?? "");
}

/** The same of a pull request's description, which may be nothing but trailers. */
export function coAuthorsOfDescription(body: string): string[] {
  return mayHaveTrailer.test(body) ? trailersIn(paragraphsOf(body).at(-1) ?? "") : [];
}

/** The known agent that signed a description; null if none did. What stands in code or in a comment is no signature. */
export function footerIn(body: string): string | null {
  // Most descriptions are signed by nobody, and telling prose from code takes twenty times as long as this.
  const possible = knownFooters.filter(({ begins }) => body.includes(begins));
  if (possible.length === 0) return null;
  const lines = proseOf(body).split("\n");
  const bare = lines.map((line) => line.replace(ornament, ""));
  return possible.find(({ begins }) => bare.some((line) => line.startsWith(begins)))?.agent ?? null;
}

/** An emoji, a star; not the `>` of a quotation. */
const ornament = /^[^\w>[]{1,9}/u;

/**
 * What is kept instead of an address. A repository may name further addresses later, so that of each co-author something must be kept that they can be
 * compared with; a fact holds no address of anybody. Twelve digits are enough to tell a few addresses from all others.
 */
export function fingerprintOf(address: string): string {
  return createHash("sha256").update(address.toLowerCase()).digest("hex").slice(0, 12);
}

function trailersIn(paragraph: string): string[] {
  const addresses = [...paragraph.matchAll(trailer)].map(({ groups }) => groups?.["address"] ?? "");
  return [...new Set(addresses.map(fingerprintOf))].toSorted();
}

const mayHaveTrailer = /co-authored-by:/i;
const trailer = /^co-authored-by:[^<>\n]*<(?<address>[^<>\s]+)>[ \t]*$/gim;

function paragraphsOf(text: string): string[] {
  return text
    .replaceAll("\r\n", "\n")
    .trim()
    .split(/\n[ \t]*\n/);
}

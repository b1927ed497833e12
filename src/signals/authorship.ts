/** Decides what a text tells of who else wrote the work: co-authors named in trailer lines, and the signature of a known agent. */
import { createHash } from "node:crypto";
import { knownFooters } from "../config/knownAgents.ts";
import { proseOf } from "./prose.ts";

/**
 * Fingerprints of the addresses in the `Co-authored-by` lines of a commit's message, each once. Only lines of the last paragraph are trailers, and the
 * subject is none.
 */
export function coAuthorsOfCommit(message: string): string[] {
  const paragraphs = paragraphsOf(message);
  return paragraphs.length < 2 ? [] : trailersIn(paragraphs.at(-1) ?? "");
}

/** The same of a pull request's description, which may be nothing but trailers. */
export function coAuthorsOfDescription(body: string): string[] {
  return trailersIn(paragraphsOf(body).at(-1) ?? "");
}

/** The known agent that signed a description; null if none did. What stands in code or in a comment is no signature. */
export function footerIn(body: string): string | null {
  const prose = proseOf(body);
  return Object.entries(knownFooters).find(([, line]) => line.test(prose))?.[0] ?? null;
}

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

const trailer = /^co-authored-by:[^<>\n]*<(?<address>[^<>\s]+)>[ \t]*$/gim;

function paragraphsOf(text: string): string[] {
  return text
    .replaceAll("\r\n", "\n")
    .trim()
    .split(/\n[ \t]*\n/);
}

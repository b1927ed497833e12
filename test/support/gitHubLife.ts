/**
 * Decides what GitHub brings to life in a rendered text, beyond Markdown. After rendering it goes through the text outside code and links, and makes mentions,
 * references, commits and addresses into links. It is modelled here from its documentation, its published filters (html-pipeline) and what other apps have
 * run into. Assumed: nothing inside code and links is touched; only the ASCII at sign mentions; text is read with entities decoded and with what nobody
 * sees taken out, which is stricter than GitHub.
 */
import type { Piece } from "./readers.ts";

const livesInText: readonly (readonly [what: string, sign: RegExp])[] = [
  ["mention", /@[a-z0-9]/i],
  ["entity", /&(#\d+|#x[0-9a-f]+|[a-z]\w*);?/i],
  ["reference", /#\d|\bgh-\d|\b(cve|ghsa)-[\w-]+/i],
  ["commit", /\b(?=[0-9a-f]*[a-f])[0-9a-f]{7,40}\b/],
  ["address", /:\/\/|www\.|mailto:|xmpp:|\w@\w/i],
  ["emoji", /:[a-z0-9_+-]*[a-z+][a-z0-9_+-]*:/],
  ["mathematics", /\$/],
  ["alert", /\[![A-Z]+\]/],
  ["colour", /#[0-9a-f]{6}\b/i],
];

/** Blocks and inlines that a text of the app's is made of. */
const harmless =
  /^(root|paragraph|text|strong|em|emphasis|list|listItem|table|row of \d+|tableCell|block of (mermaid|json|text|yaml)? ?|code|diagram|linked)$/;

const ownHtml = /^(<details>\n<summary>[^<>&@]+<\/summary>|<\/details>)$/;

/** Addresses that the app makes itself, of repositories and numbers. */
const ownAddress =
  /^https:\/\/(redirect\.github\.com\/[\w.-]+\/[\w.-]+\/issues\/\d+|github\.com\/[\w.-]+\/[\w.-]+\/issues\/new\?[\w=&%+.-]+)$/;

/** What in these pieces pings, links, embeds or breaks out; empty for a harmless text. References to `ownNumbers` are the app's own. */
export function lifeIn(pieces: readonly Piece[], ownNumbers: readonly number[] = []): string[] {
  return pieces.flatMap(({ kind, value }) => {
    switch (kind) {
      case "text":
        return livesIn(withoutOwn(value, ownNumbers));
      case "code":
        return [...livesInCode(value), ...livesInMail(value)];
      case "linked":
        return /[@<>&]/.test(value) ? [`link of ${value}`] : [];
      case "html":
        return value.split("\n\n").every((each) => ownHtml.test(each.trim())) ? [] : [`html ${value}`];
      case "link":
        return ownAddress.test(value) ? [] : [`link to ${value}`];
      default:
        return harmless.test(kind) ? [] : [`${kind} ${value}`];
    }
  });
}

function withoutOwn(value: string, ownNumbers: readonly number[]): string {
  return ownNumbers.reduce((text, number) => text.replaceAll(new RegExp(`#${number}(?!\\d)`, "g"), ""), value);
}

function livesIn(text: string): string[] {
  const seen = text.replaceAll(/[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, "");
  const hidden = seen === text.replaceAll("\n", "") ? [] : [`hidden characters in ${JSON.stringify(text)}`];
  return [
    ...hidden,
    ...livesInText.flatMap(([what, sign]) => (sign.test(seen) ? [`${what} in ${JSON.stringify(text)}`] : [])),
  ];
}

/** Not seen and yet there: what turns the direction of what follows, or hides in a copy. */
function livesInCode(value: string): string[] {
  return /[\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]|(?!\n)\p{Cc}/u.test(value)
    ? [`hidden characters in code ${JSON.stringify(value)}`]
    : [];
}

/** Who answers by mail quotes the text without its code marks: then nobody must be pinged by it, nor by the entities in it. */
function livesInMail(value: string): string[] {
  return /@[a-z0-9]|&(#0*64|#x0*40|commat);/i.test(value)
    ? [`mention in a reply by mail: ${JSON.stringify(value)}`]
    : [];
}

/** Everything but what outside texts say: it must not change with them. */
export function shapeOf(pieces: readonly Piece[]): string[] {
  return pieces.map(({ kind, value }) => (kind === "code" ? "code" : `${kind} ${value}`));
}

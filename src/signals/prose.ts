/** Decides what of a Markdown text is prose, where references count, and what is code or a comment, where they do not. */

/**
 * The text without HTML comments, code blocks and code spans, each replaced by a space. It takes time in proportion to the text, whatever the text
 * (a full Markdown parser takes half a minute for some texts of the longest size that GitHub allows), and where it is in doubt it calls a stretch code.
 * Only the first 65,536 characters are read, which is GitHub's own limit.
 */
export function proseOf(markdown: string): string {
  return markdown.slice(0, longestBody).replaceAll("\r\n", "\n").replace(notProse, " ");
}

const longestBody = 65_536;

const comment = String.raw`<!--[\s\S]*?(?:-->|$(?![\s\S]))`;
const codeElement = String.raw`<(?<element>pre|code)\b[\s\S]*?(?:</\k<element>>|$(?![\s\S]))`;
/** At the start of a line, perhaps inside a quote or list; without an end it goes on to the end of the text. */
const fenced = String.raw`^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?<fence>\`{3,}(?![^\n]*\`)|~{3,})[\s\S]*?(?:\n[ \t>]*\k<fence>[\`~]*[ \t]*$|$(?![\s\S]))`;
/** Four spaces or a tab after an empty line, but for the items of a nested list. */
const indented = String.raw`(?<=(?:^[ \t]*\n|(?<![\s\S])))(?:(?: {4}|\t)(?![ \t]*(?:[-*+]|\d{1,9}[.)])[ \t])[^\n]*\n?)+`;
/** As many backticks at its end as at its start, within one paragraph. */
const span = String.raw`(?<![\`\\])(?<ticks>\`+)(?!\`)(?:(?!\n[ \t]*\n)[\s\S])*?(?<!\`)\k<ticks>(?!\`)`;

const notProse = new RegExp([comment, codeElement, fenced, indented, span].join("|"), "gim");

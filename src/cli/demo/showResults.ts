/** Decides how the demo shows what the app wrote: each pull request with its comment and its check, and the address of each. */
import type { AppText, AppTexts, Summary } from "./appTexts.ts";
import { plainText } from "../../reports/plainText.ts";
import { terminalMarkdown } from "./terminalMarkdown.ts";

export type Looks = { width: number; colour: boolean };

/** One pull request's part of the output. */
export function showPullRequest(texts: AppTexts, looks: Looks): string {
  const heading = `#${texts.number} ${plainText(texts.title)}, by ${plainText(texts.author)}`;
  return [
    "",
    `━━ ${heading} ${"━".repeat(Math.max(0, looks.width - heading.length - 4))}`,
    "",
    ...(texts.comments.length === 0 ? [noComment(texts)] : texts.comments.map((each) => showComment(each, looks))),
    "",
    showCheck(texts, looks),
  ].join("\n");
}

/** The summary issue of last week, as far as it stands open; what is folded there is left out. */
export function showSummary({ title, url, markdown }: Summary, looks: Looks): string {
  const [open = ""] = markdown.split("<details>");
  return [
    "",
    `━━ ${title} ${"━".repeat(Math.max(0, looks.width - title.length - 4))}`,
    "",
    `Issue  ${url}`,
    framed(open.trimEnd(), looks),
  ].join("\n");
}

function showComment(comment: AppText, looks: Looks): string {
  return `Comment  ${comment.url}\n${framed(comment.markdown, looks)}`;
}

function noComment({ author }: AppTexts): string {
  return author.endsWith("[bot]")
    ? "No comment, as it should be: a bot opened it. The check is there for whoever reviews it."
    : "No comment.";
}

function showCheck({ check, open }: AppTexts, looks: Looks): string {
  if (check === null) return "No check.";
  if (!open) return `Check  ${check.url}\n│ ${check.title}`;
  return `Check  ${check.url}\n${framed(`**${check.title}**\n\n${check.markdown}`, looks)}`;
}

function framed(markdown: string, { width, colour }: Looks): string {
  const lines = terminalMarkdown(markdown, { width: width - 2, colour }).split("\n");
  return lines.map((line) => `│ ${line}`.trimEnd()).join("\n");
}

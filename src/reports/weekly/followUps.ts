/** Decides how a team is asked to close the week: what closing means, where to note what should change, and how to ask. */
import type { Paragraph, PhrasingContent } from "mdast";
import { link, paragraph, strong, text, untrusted } from "../markdown.ts";
import { newIssueUrl, type Web } from "../webAddress.ts";

/** By the labels that mark a task of the learning stage. */
const kinds = [
  { label: "process", words: "how you work", title: "Change how we work, after" },
  { label: "tooling", words: "your tools", title: "Change our tools, after" },
  { label: "team alignment", words: "who does what", title: "Say who does what, after" },
] as const;

/** `repository` is where the summary stands, and so where follow-ups are opened. */
export function followUps(web: Web, repository: string, week: string): Paragraph {
  const links = kinds.flatMap(({ label, words, title }, index): PhrasingContent[] => [
    ...(index === 0 ? [] : [text(index === kinds.length - 1 ? " or " : ", ")]),
    link(words, newIssueUrl(web, repository, { label, title: `${title} ${week}` })),
  ]);
  return paragraph(
    strong("Talked about it? Close this issue:"),
    text(
      " that records the retrospective of what reached learning this week. To change something, open an issue about ",
    ),
    ...links,
    text(". Questions? Begin a comment here with "),
    untrusted("/flow help"),
    text("."),
  );
}

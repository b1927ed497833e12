/** Decides what the check on a commit says whose configuration cannot be used. */
import type { PhrasingContent } from "mdast";
import { type ConfigProblem, configPath, mostProblems } from "../config/parseConfig.ts";
import { checkSummaryLimit, list, paragraph, render, strong, text, untrusted } from "./markdown.ts";
import type { CheckReport } from "./report.ts";

/** Each problem with its line. It does not change as time passes, so there is no "as of". */
export function configCheck(commit: string, problems: readonly ConfigProblem[]): CheckReport {
  const count = problems.length < mostProblems ? `${problems.length}` : `at least ${problems.length}`;
  const blocks = [
    paragraph(text("The last good configuration stays in force; without one the defaults hold.")),
    list(...problems.map(lineOf)),
    paragraph(
      text("To check it before you push: "),
      untrusted(`throughline config check ${configPath}`),
      text(". Every key is in the example that comes with Throughline."),
    ),
  ];
  return {
    kind: "check",
    headSha: commit,
    title: `${configPath} has ${count} ${problems.length === 1 ? "problem" : "problems"}`,
    summary: render(blocks, checkSummaryLimit),
    asOf: "",
    mayCreate: true,
  };
}

/** The message may quote the file. */
function lineOf({ line, path, message }: ConfigProblem): PhrasingContent[] {
  const where = [strong(`Line ${line}`), text(path === "" ? ": " : ", ")];
  const what = path === "" ? [] : [untrusted(path), text(": ")];
  return [...where, ...what, untrusted(message, 300)];
}

/** Decides how advice stands in the weekly summary: the evidence first, then what to do, who, and how AI helps or does not. */
import type { List, Paragraph, PhrasingContent, RootContent } from "mdast";
import { emphasis, list, paragraph, strong, text } from "../markdown.ts";
import { adviceFor, beyondAiIn } from "./advice.ts";
import { roles, tuningSteps } from "./adviceTable.ts";
import { capitalised } from "./amounts.ts";
import { beyondAi } from "./beyondAi.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

export function adviceSection(report: WeeklyReport): RootContent[] {
  return [...helps(report), ...doesNotHelp(report)];
}

function helps(report: WeeklyReport): (Paragraph | List)[] {
  const lines = adviceFor(report);
  if (lines.length === 0) return [];
  return [
    paragraph(strong("What would help"), text(" (days are those of all items together)")),
    list(
      ...lines.map(({ step, role, do: action, ai, evidence }): PhrasingContent[] => [
        strong(`${capitalised(evidence)}.`),
        text(" "),
        emphasis(`${tuningSteps[step]}.`),
        text(` ${roles[role]}: ${uncapitalised(action)} ${ai ?? "AI cannot fix this."}`),
      ]),
    ),
  ];
}

function doesNotHelp(report: WeeklyReport): (Paragraph | List)[] {
  const lines = beyondAiIn(report);
  if (lines.length === 0) return [];
  return [
    paragraph(strong("What AI cannot fix")),
    list(
      ...lines.map(({ what, evidence }): PhrasingContent[] => [
        strong(`${beyondAi[what].name}:`),
        text(` ${evidence}. ${beyondAi[what].say}`),
      ]),
    ),
  ];
}

/** As it stands behind a colon. */
function uncapitalised(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** Decides how the oldest work is listed. */
import type { PhrasingContent, RootContent } from "mdast";
import type { OldWork } from "../../metrics/ageing.ts";
import { nameOf } from "../../stages.ts";
import { duration } from "../durations.ts";
import { details, itemName, paragraph, table, text, untrusted } from "../markdown.ts";
import { quietItemUrl } from "../webAddress.ts";
import { counted, whole } from "./amounts.ts";
import type { SummarySetting } from "./summarySetting.ts";
import { waitWords } from "./waitWords.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

const mostRows = 5;

export function oldestSection({ ageing, repositories }: WeeklyReport, setting: SummarySetting): RootContent[] {
  const shown = ageing.oldest.slice(0, mostRows);
  if (shown.length === 0) return [];
  const open = ageing.stages.reduce((sum, stage) => sum + stage.open, 0);
  const over = ageing.stages.reduce((sum, stage) => sum + (stage.overP85 ?? 0), 0);
  const head = ["Item", "Stage", "There for", "Waiting on"].map(text);
  const cut = open - shown.length;
  const more = cut > 0 ? ` And ${whole(cut)} more: ${setting.rest}` : "";
  return [
    details(
      `Oldest work: ${counted(over, "item")} of ${whole(open)} under way older than 85% of what left its stage lately`,
      table(head, ...shown.map((work) => rowOf(work, repositories.length > 1, setting))),
      paragraph(text(`Ages are times in the stage, all visits together.${more}`)),
    ),
  ];
}

function rowOf(work: OldWork, severalRepositories: boolean, { web, titles }: SummarySetting): PhrasingContent[] {
  const { repository, number, stage, ageSeconds, waitingOn } = work;
  const name = itemName(number, quietItemUrl(web, repository, number), severalRepositories ? repository : null);
  const title = titles.get(`${repository}#${number}`);
  return [
    { type: "emphasis", children: [name, ...(title === undefined ? [] : [text(" "), untrusted(title, 60)])] },
    text(nameOf(stage)),
    text(duration(ageSeconds)),
    text(waitingOn === null || waitingOn === "active" ? "touched lately" : waitWords[waitingOn]),
  ];
}

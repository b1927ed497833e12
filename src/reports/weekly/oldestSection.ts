/** Decides how the oldest work is listed. */
import type { PhrasingContent, RootContent } from "mdast";
import type { OldWork } from "../../metrics/ageing.ts";
import { duration } from "../durations.ts";
import { details, itemName, paragraph, table, text, untrusted } from "../markdown.ts";
import { shortStageNames } from "../shortStageNames.ts";
import { quietItemUrl } from "../webAddress.ts";
import { counted, orNone, whole } from "./amounts.ts";
import type { SummarySetting } from "./summarySetting.ts";
import { waitWords } from "./waitWords.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

const mostRows = 5;

export function oldestSection({ ageing, repositories }: WeeklyReport, setting: SummarySetting): RootContent[] {
  const shown = ageing.oldest.slice(0, mostRows);
  if (shown.length === 0) return [];
  const open = sumOf(ageing.stages.map((stage) => stage.open));
  const head = ["Item", "Where it waits, and on what"].map(text);
  const cut = open - shown.length;
  const more = cut > 0 ? ` ${counted(cut, "more item is", "more items are")} open: ${setting.rest}` : "";
  return [
    details(
      `Oldest work: ${over(ageing)}`,
      table(head, ...shown.map((work) => rowOf(work, repositories.length > 1, setting))),
      paragraph(text(`Times are in the stage, all visits together.${unknown(ageing)}${more}`)),
    ),
  ];
}

/** "44 of 99 items have been in their stage for longer than 85% of those that left it lately". */
function over({ stages }: WeeklyReport["ageing"]): string {
  const compared = stages.filter(({ overP85 }) => overP85 !== null);
  const open = sumOf(compared.map((stage) => stage.open));
  if (open === 0) return "nothing has left these stages lately to hold it against";
  const old = sumOf(compared.map(({ overP85 }) => overP85 ?? 0));
  const usual = "for longer than 85% of those that left it lately";
  if (open === 1) return `the one open item has ${old === 1 ? "" : "not "}been in its stage ${usual}`;
  return `${orNone(old)} of ${whole(open)} open items ${old > 1 ? "have been in their" : "has been in its"} stage ${usual}`;
}

/** Stages that nothing has left: their items are neither old nor young. */
function unknown({ stages }: WeeklyReport["ageing"]): string {
  const uncompared = sumOf(stages.filter(({ overP85 }) => overP85 === null).map(({ open }) => open));
  return uncompared === 0 ? "" : ` ${counted(uncompared, "item")} more in stages that nothing has left lately.`;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0);
}

function waitOf(waitingOn: OldWork["waitingOn"]): string {
  return waitingOn === null || waitingOn === "active" ? "touched lately" : `waits on ${waitWords[waitingOn]}`;
}

function rowOf(work: OldWork, severalRepositories: boolean, { web, titles }: SummarySetting): PhrasingContent[] {
  const { repository, number, stage, ageSeconds, waitingOn } = work;
  const name = itemName(number, quietItemUrl(web, repository, number), severalRepositories ? repository : null);
  const title = titles.get(`${repository}#${number}`);
  return [
    { type: "emphasis", children: [name, ...(title === undefined ? [] : [text(" "), untrusted(title, 60)])] },
    text(`${shortStageNames[stage]} for ${duration(ageSeconds)}; ${waitOf(waitingOn)}`),
  ];
}

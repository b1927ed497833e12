/** Decides how rework and coordination are told. */
import type { PhrasingContent, RootContent } from "mdast";
import type { ReworkKind } from "../../timeline/timeline.ts";
import { details, list, strong, table, text } from "../markdown.ts";
import { shortStageNames, stageInText } from "../shortStageNames.ts";
import { counted, inDays, percent, whole } from "./amounts.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

const kinds: Record<ReworkKind, string> = {
  "review-round": "Review round",
  "flow-back": "Sent back",
  deployment: "Deployed again",
  "red-check": "Check failed, then a push",
  "design-changes": "Design changes asked for",
  "qa-failed": "QA failed",
  incident: "Incident",
};

export function reworkSection({ rework }: WeeklyReport): RootContent[] {
  if (rework.counts.length === 0) return [];
  const rows = rework.counts.map(({ kind, stage, times }) => {
    const rate = rework.rates.find((each) => each.stage === stage);
    const sent = rework.flowBacks.filter(({ to }) => kind === "flow-back" && to === stage);
    const from = sent.map(
      ({ from: sender, times: n }) => `${whole(n)} from ${sender === null ? "outside" : stageInText(sender)}`,
    );
    return [
      text(from.length === 0 ? kinds[kind] : `${kinds[kind]}: ${from.join(", ")}`),
      text(shortStageNames[stage]),
      text(whole(times)),
      text(rate === undefined || rate.rate === null ? "" : `${percent(rate.rate)} of ${whole(rate.present)}`),
    ];
  });
  return [
    details(
      `Rework: ${counted(sumOf(rework.counts.map(({ times }) => times)), "time")} in the week`,
      table(["What", "In", "Times", "Items there with any rework"].map(text), ...rows),
    ),
  ];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0);
}

/** One number for the team, never one for a person. */
export function coordinationSection({ handOffs, decisionWaits, clarity, load }: WeeklyReport): RootContent[] {
  const lines: [string, string][] = [];
  if (handOffs.changesPerItem !== null) {
    lines.push([
      "Hand-offs:",
      `the turn changed ${counted(handOffs.changesPerItem, "time")} for each item released (n ${handOffs.items}).`,
    ]);
  }
  lines.push(["Decisions:", waitedOn(decisionWaits)]);
  lines.push([
    "Clarity:",
    `of ${counted(clarity.items, "item")}, ${whole(clarity.flowBacksIntoShaping + clarity.flowBacksIntoDesign)} went back into shaping or design; ${counted(clarity.lateClarifications, "question")} came up after design.`,
  ]);
  lines.push([
    "Load:",
    load.perPerson === null
      ? `${counted(load.openItems, "open item")}, ${counted(load.reviewsWaiting, "review")} waiting. Fewer than three people acted, so it is not divided among them.`
      : `${whole(load.perPerson)} for each of the ${whole(load.activePeople)} people who acted (${counted(load.openItems, "open item")}, ${counted(load.reviewsWaiting, "review")} waiting).`,
  ]);
  return [
    details(
      "Hand-offs, decisions, clarity, load",
      list(...lines.map(([name, words]): PhrasingContent[] => [strong(name), text(` ${words}`)])),
    ),
  ];
}

function waitedOn({ decisionItemDays, informationItemDays }: WeeklyReport["decisionWaits"]): string {
  if (decisionItemDays === 0 && informationItemDays === 0) return "nothing waited on a decision or on information.";
  return `${orNothing(decisionItemDays)} waiting on a decision, ${orNothing(informationItemDays)} on information, all items together.`;
}

function orNothing(days: number): string {
  return days === 0 ? "nothing" : inDays(days);
}

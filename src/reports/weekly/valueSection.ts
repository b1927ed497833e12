/** Decides how value and cost are told, where a team has said what it assumes. */
import type { PhrasingContent, RootContent } from "mdast";
import { details, list, strong, text } from "../markdown.ts";
import { counted, inDays, whole } from "./amounts.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

export function valueSection({ value }: WeeklyReport): RootContent[] {
  if (value === null) return [];
  const money = (amount: number | null) =>
    amount === null ? "not reckoned" : `${whole(Math.round(amount))} ${value.currency ?? ""}`.trim();
  const lines: [string, string][] = [
    [
      "Value shipped:",
      value.value === null ? "not reckoned" : `${whole(value.value)} by ${counted(value.shipped, "item")}`,
    ],
    [
      "Cost of waiting:",
      `${money(value.waitingCost)} for ${inDays(value.waitingItemDays)} of waiting, all items together`,
    ],
    [
      "Cost of rework:",
      `${money(value.reworkCost)} for ${counted(value.reworks, "review round or move back", "review rounds and moves back")}`,
    ],
    ["Cost for each unit of value:", money(value.costPerValue)],
    [
      "Efficiency:",
      value.efficiency === null
        ? "not reckoned"
        : `value of ${value.efficiency.toLocaleString("en-GB", { maximumFractionDigits: 2 })} for each active day or rework`,
    ],
  ];
  return [
    details(
      "Value and cost, by your own assumptions",
      list(...lines.map(([name, words]): PhrasingContent[] => [strong(name), text(` ${words}.`)])),
    ),
  ];
}

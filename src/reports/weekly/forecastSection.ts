/** Decides how it is said how much will be released in the next weeks. */
import type { RootContent } from "mdast";
import { type Likely, weeksNeeded } from "../../forecast/monteCarlo.ts";
import { details, paragraph, table, text } from "../markdown.ts";
import { counted, whole } from "./amounts.ts";
import { forecastWeeks, type WeeklyReport } from "./weeklyReport.ts";

export function forecastSection({ forecast, released: { values } }: WeeklyReport): RootContent {
  const known = values.filter((value) => value !== null).length;
  if (forecast === null) {
    return details(
      `Forecast: not known yet (${whole(known)} of ${weeksNeeded} weeks)`,
      paragraph(text(`A forecast draws from past weeks at random, and needs ${weeksNeeded} of them.`)),
    );
  }
  const rows = [
    ["50%", forecast.p50],
    ["85%", forecast.p85],
    ["95%", forecast.p95],
  ] as const;
  return details(
    `Forecast: ${inShort(forecast)}`,
    table(["How likely", "Released, at least"].map(text), ...rows.map(([share, n]) => [text(share), text(whole(n))])),
    paragraph(text(`If the next ${forecastWeeks} weeks are like the last ${whole(known)}, drawn at random.`)),
  );
}

/** "at least nothing" would say nothing. */
function inShort({ p50, p85 }: Likely): string {
  if (p50 === 0) return `perhaps nothing is released in ${forecastWeeks} weeks`;
  const safe = p85 === 0 ? "perhaps nothing" : `${whole(p85)} with 85%`;
  return `at least ${counted(p50, "item")} in ${forecastWeeks} weeks with 50% likelihood, ${safe}`;
}

/** Decides the answer to `/flow aging`: the work that has been longest in its stage, against how long work has been there before. */
import type { RootContent } from "mdast";
import { addSeconds } from "../instant.ts";
import { type Ageing, ageing, type OldWork } from "../metrics/ageing.ts";
import type { History } from "../metrics/history.ts";
import { stageLeadTime } from "../metrics/stageLeadTime.ts";
import { duration } from "../reports/durations.ts";
import { paragraph, strong, text } from "../reports/markdown.ts";
import { counted, whole } from "../reports/weekly/amounts.ts";
import { oldWorkTable } from "./oldWork.ts";
import type { Place, Question } from "./reading.ts";

/** Ages are held against what left each stage in so long. */
export const usualSeconds = 9 * 7 * 24 * 3600;
const mostRows = 10;

/** As of now; the oldest in their stage first. */
export function ageingNow({ items }: History, { now }: Place, most = mostRows): Ageing {
  const from = addSeconds(now, -usualSeconds);
  // What was over before then is neither open nor what ages are held against.
  const lately = items.filter(({ exitedAt }) => exitedAt === null || from <= exitedAt);
  return ageing(lately, stageLeadTime(lately, { from, to: now }), { at: now, most });
}

export function oldestShown(history: History, place: Place): OldWork[] {
  return ageingNow(history, place).oldest;
}

export function agingAnswer({ place, reading }: Question<"aging">): RootContent[] {
  const { oldest, stages, backlog } = ageingNow(reading.history, place);
  const open = sum(stages.map((stage) => stage.open));
  const over = sum(stages.map((stage) => stage.overP85 ?? 0));
  if (open === 0)
    return [paragraph(strong("No work is under way."), text(backlogWords(backlog.n, backlog.p50Seconds)))];
  const cut = open - oldest.length;
  return [
    paragraph(
      strong(
        `${counted(open, "item")} under way, ${whole(over)} of them older than 85% of what left their stage lately.`,
      ),
    ),
    oldWorkTable(oldest, { place, reading, withStage: true }),
    paragraph(
      text(
        `Ages are times in the stage, all visits together, held against the last nine weeks.${cut > 0 ? ` ${whole(cut)} more are younger.` : ""}${backlogWords(backlog.n, backlog.p50Seconds)}`,
      ),
    ),
  ];
}

function backlogWords(n: number, p50Seconds: number | null): string {
  if (n === 0) return "";
  return ` Besides there is a backlog of ${counted(n, "issue")} not yet triaged, half of them older than ${duration(p50Seconds)}.`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Decides the answer to `/flow stage`: one stage's queue, what came and went, how long it takes, and what work waits on there. */
import type { RootContent } from "mdast";
import type { OldWork } from "../metrics/ageing.ts";
import type { History } from "../metrics/history.ts";
import type { Period } from "../metrics/period.ts";
import { reworkRate } from "../metrics/rework.ts";
import { flowThrough, queueLengths } from "../metrics/stageFlow.ts";
import { leadTimeIn } from "../metrics/stageLeadTime.ts";
import { waitShare } from "../metrics/waitShare.ts";
import { nameOf, type StageSlug } from "../stages.ts";
import { list, paragraph, strong, text } from "../reports/markdown.ts";
import { sparkline } from "../reports/sparkline.ts";
import { counted, inDays, percent, spreadInWords, whole } from "../reports/weekly/amounts.ts";
import { waitWords } from "../reports/weekly/waitWords.ts";
import { ageingNow } from "./aging.ts";
import { oldWorkTable } from "./oldWork.ts";
import type { Place, Question } from "./reading.ts";
import { windowOf } from "./window.ts";

export const stageWeeks = 8;
const mostRows = 5;
const mostReasons = 3;
const daySeconds = 24 * 3600;

export function stageAnswer({ command, place, reading }: Question<"stage">): RootContent[] {
  const { stage, narrowing } = command;
  const { period, weeks, words } = windowOf(narrowing, place, stageWeeks);
  const { items } = reading.history;
  const { queue, backlog, waitingAtEnd } = flowThrough(items, stage, period);
  const lead = leadTimeIn(items, stage, period);
  const series = queueLengths(items, stage, weeks);
  const limit = place.config.limits[stage];
  const over = limit !== undefined && queue.atEnd >= limit ? `, which reaches the limit of ${whole(limit)}` : "";
  const apart =
    backlog === null || backlog.atEnd === 0 ? "" : ` The backlog, not yet triaged: ${whole(backlog.atEnd)}.`;
  const oldest = oldestIn(reading.history, stage, place);
  return [
    paragraph(
      strong(`${nameOf(stage)}: ${queue.atEnd === 0 ? "no item" : counted(queue.atEnd, "item")} there now${over}.`),
      text(
        `${queue.atEnd === 0 ? "" : ` ${whole(waitingAtEnd)} of them waiting.`}${apart}${series.length < 2 ? "" : ` Week by week ${sparkline(series)}.`}`,
      ),
    ),
    list(
      [strong("In and out:"), text(` ${whole(queue.arrivals)} came in and ${whole(queue.departures)} left ${words}.`)],
      [strong("Time there:"), text(` ${spreadInWords(lead, "item")}, of those that left for good.`)],
      ...waitLine(items, stage, period),
      ...reworkLine(items, stage, period),
    ),
    ...(oldest.length === 0 ? [] : [oldWorkTable(oldest, { place, reading, withStage: false })]),
  ];
}

/** As of now. Stability and learning are timed by settings, so nothing grows old there. */
export function oldestIn(history: History, stage: StageSlug, place: Place): OldWork[] {
  return ageingNow(history, place, Infinity)
    .oldest.filter((work) => work.stage === stage)
    .slice(0, mostRows);
}

function waitLine(items: History["items"], stage: StageSlug, period: Period) {
  const share = waitShare(items, period).stages.find((each) => each.stage === stage);
  if (share === undefined || share.share === null) return [];
  const reasons = share.reasons
    .slice(0, mostReasons)
    .map(({ on, seconds }) => `${waitWords[on]} (${inDays(seconds / daySeconds)})`);
  const most = reasons.length === 0 ? "" : `, most on ${reasons.join(", then ")}`;
  return [[strong("Waiting:"), text(` at least ${percent(share.share)} of the time there${most}.`)]];
}

function reworkLine(items: History["items"], stage: StageSlug, period: Period) {
  const row = reworkRate(items, stage, period);
  if (row.present === 0) return [];
  return [[strong("Rework:"), text(` in ${whole(row.reworked)} of ${counted(row.present, "item")} that came by.`)]];
}

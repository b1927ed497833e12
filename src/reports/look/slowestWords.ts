/** Decides how a first look names the slowest stage: which, why, what work waits for there, and how sure that is. */
import { queueEvidence } from "../../metrics/queueEvidence.ts";
import type { RankedStage } from "../../metrics/slowestStage.ts";
import { duration } from "../durations.ts";
import { shortStageNames } from "../shortStageNames.ts";
import { counted, inDays, listed, orNone, percent, sentences, whole } from "../weekly/amounts.ts";
import { runnerUpWords, sureness } from "../weekly/headline.ts";
import { waitWords } from "../weekly/waitWords.ts";
import type { Look } from "./look.ts";

/** A paragraph each. */
export function slowestWords(seen: Look): string[] {
  const { slowest, why, runnerUp, sure } = seen.slowest;
  const backlog = backlogWords(seen);
  if (slowest === null)
    return [sentences("Nothing waited in any stage from shaping to release, so none is slower than another.", backlog)];
  const reason = why === "growing" ? "its queue grows" : "work waits most there";
  return [
    sentences(
      `${shortStageNames[slowest.stage]} is the slowest stage: ${reason}.`,
      waitedWords(slowest),
      comingWords(slowest, seen),
      causeWords(slowest, seen),
    ),
    sentences(sureness(sure), runnerUpWords(runnerUp), backlog),
  ];
}

function backlogWords({ cycleTime: { backlogAge } }: Look): string {
  if (backlogAge.n === 0) return "";
  const half = backlogAge.n === 1 ? "for" : "half of them for more than";
  return `Besides, ${counted(backlogAge.n, "issue is", "issues are")} not yet triaged, ${half} ${duration(backlogAge.p50Seconds)}.`;
}

function waitedWords({ items, waitingItemDays }: RankedStage): string {
  return `${counted(items, "item")} waited there ${inDays(waitingItemDays)}${items === 1 ? "" : " in all"}.`;
}

function comingWords({ weeks: row }: RankedStage, { weeks }: Look): string {
  const evidence = queueEvidence(row, weeks);
  if (evidence === null) return "";
  const { arrivals, departures, queueAtStart, queueAtEnd } = evidence;
  const change =
    queueAtStart === queueAtEnd
      ? `its queue stayed at ${whole(queueAtEnd)}`
      : `its queue went from ${whole(queueAtStart)} to ${whole(queueAtEnd)}`;
  return `In ${counted(weeks.length, "week")} ${orNone(arrivals)} came in and ${orNone(departures)} left; ${change}.`;
}

const leastShare = 0.1;

/** "Of that waiting 71% was for a reviewer and 20% for the author." */
function causeWords({ stage }: RankedStage, { waits }: Look): string {
  const row = waits.stages.find((each) => each.stage === stage);
  if (row === undefined || row.waitingSeconds === 0) return "";
  const causes = row.reasons
    .map(({ on, seconds }) => ({ on, share: seconds / row.waitingSeconds }))
    .filter(({ share }) => share >= leastShare);
  if (causes[0] === undefined) return "";
  if (causes[0].share > 0.99) return `All of it was waiting on ${waitWords[causes[0].on]}.`;
  return `Of the waiting, ${listed(causes.map(({ on, share }) => `${percent(share)} was on ${waitWords[on]}`))}.`;
}

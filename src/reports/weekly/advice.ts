/** Decides which advice a week's numbers give, each line with the number behind it; what no number stands behind is not said. */
import type { WaitReason } from "../../metrics/waitShare.ts";
import type { StageSlug } from "../../stages.ts";
import { stageInText } from "../shortStageNames.ts";
import { type Advice, adviceAgainst, adviceOnEvents } from "./adviceTable.ts";
import type { BeyondAi } from "./beyondAi.ts";
import { countRange, counted, inDays, whole } from "./amounts.ts";
import { waitWords } from "./waitWords.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

export type AdviceLine = Advice & { evidence: string };
export type BeyondLine = { what: BeyondAi; evidence: string };

/** Less waiting than this is no reason to change anything. */
const leastItemDays = 1;
/** Of all waiting; what is less can wait until the rest is mended. */
const leastShareOfWaiting = 0.1;
const mostLines = 3;

/** What advice is drawn from. */
export type Advised = Pick<WeeklyReport, "slowest" | "waits" | "clarity" | "rework" | "deployments" | "stages">;

/** Against what work waited on most: first in the slowest stage, then anywhere; each advice once. */
export function adviceFor(report: Advised): AdviceLine[] {
  const slowest = report.slowest.slowest?.stage ?? null;
  const lines = waitingPlaces(report)
    .toSorted((a, b) => Number(b.stage === slowest) - Number(a.stage === slowest) || b.days - a.days)
    .flatMap((place) => lineOf(place, place.stage === slowest))
    .filter(isFirstOfItsKind)
    .slice(0, mostLines);
  return [...lines, ...onEvents(report)];
}

type WaitingPlace = { stage: StageSlug; on: WaitReason; days: number };

function waitingPlaces({ waits }: Advised): WaitingPlace[] {
  const least = Math.max(leastItemDays * daySeconds, waits.overall.waitingSeconds * leastShareOfWaiting);
  return waits.stages.flatMap(({ stage, reasons }) =>
    reasons
      .filter(({ seconds }) => seconds >= least)
      .map(({ on, seconds }) => ({ stage, on, days: seconds / daySeconds })),
  );
}

function lineOf({ stage, on, days }: WaitingPlace, isSlowest: boolean): AdviceLine[] {
  const advice = adviceAgainst(on, stage, isSlowest);
  if (advice === null) return [];
  return [{ ...advice, evidence: `${inDays(days)} waiting on ${waitWords[on]}, in ${stageInText(stage)}` }];
}

/** The same advice for two stages is said once, with the number of the one that comes first. */
function isFirstOfItsKind(line: AdviceLine, index: number, lines: readonly AdviceLine[]): boolean {
  return lines.findIndex((each) => each.do === line.do) === index;
}

/** What happened is said in few words: once for an incident and the deployment that it undid. */
function onEvents({ clarity, rework, deployments, stages }: Advised): AdviceLine[] {
  const back = clarity.flowBacksIntoDesign;
  const incidents = sumOf(rework.counts.filter(({ kind }) => kind === "incident").map(({ times }) => times));
  const undone = deployments.undone.length;
  const learning = stages.find(({ stage }) => stage === "learning-and-flow");
  const { low, high, verdict } = learning?.queueSeries.trend ?? { low: null, high: null, verdict: "unknown" };
  const found: AdviceLine[] = [];
  if (back > 0) {
    found.push({ ...adviceOnEvents["back-in-design"], evidence: `${counted(back, "item")} went back into design` });
  }
  if (incidents > 0) {
    found.push({ ...adviceOnEvents.incident, evidence: `${counted(incidents, "incident")} in production` });
  } else if (undone > 0) {
    const evidence = `${counted(undone, "production deployment")} had to be undone`;
    found.push({ ...adviceOnEvents.undone, evidence });
  }
  if (learning !== undefined && verdict === "up" && low !== null && high !== null) {
    const evidence = `${counted(learning.queue.atEnd, "released item")} without a retrospective, more than usual (${countRange(low, high)})`;
    found.push({ ...adviceOnEvents["learning-piles-up"], evidence });
  }
  return found;
}

/** Weeks in a row in which more came than went, before it is called too few people. */
const weeksOverCapacity = 4;
/** Under so many, a share is chance. */
const fewestForShare = 10;
/** A smaller share is no pattern. */
const leastShare = 0.1;
/** One item may have good reasons. */
const fewestChanged = 2;
/** Three times there and back. */
const mostHandOffs = 6;

/** What AI cannot fix, as far as the week's numbers show it. */
export function beyondAiIn(report: WeeklyReport): BeyondLine[] {
  const found: [BeyondAi, string | null][] = [
    ["strategy", strategyEvidence(report)],
    ["environments", environmentEvidence(report)],
    ["test-infrastructure", testEvidence(report)],
    ["alignment", alignmentEvidence(report)],
    ["understaffing", staffEvidence(report)],
  ];
  return found.flatMap(([what, evidence]) => (evidence === null ? [] : [{ what, evidence }]));
}

function strategyEvidence({ decisionWaits, priorityChanges }: WeeklyReport): string | null {
  const { decisionItemDays } = decisionWaits;
  const { changed, items } = priorityChanges;
  return joined([
    decisionItemDays >= leastItemDays ? `${inDays(decisionItemDays)} waiting on a decision` : null,
    changed >= fewestChanged ? `the priority of ${whole(changed)} of ${counted(items, "item")} changed` : null,
  ]);
}

function environmentEvidence({ flakyChecks: { flaky, checked }, deployments }: WeeklyReport): string | null {
  const failed = deployments.didNotComplete.length + deployments.stagingFailures.length;
  return joined([
    flaky > 0
      ? `on ${whole(flaky)} of ${counted(checked, "pull request")} a check failed and then passed on the same commit`
      : null,
    failed > 0 ? `${counted(failed, "deployment")} did not complete` : null,
  ]);
}

function testEvidence({ pullRequests: { withoutChecks } }: WeeklyReport): string | null {
  const { merged, without } = withoutChecks;
  if (without === 0 || without / merged < leastShare) return null;
  if (merged === 1) return "the one pull request that was merged had no check that the app saw";
  return `${whole(without)} of ${whole(merged)} merged pull requests had no check that the app saw`;
}

function alignmentEvidence({ ownership: { items, unowned }, handOffs }: WeeklyReport): string | null {
  const isPattern = items >= fewestForShare && unowned / items >= leastShare;
  const changes = handOffs.changesPerItem ?? 0;
  return joined([
    isPattern
      ? `${whole(unowned)} of ${whole(items)} items from design to review ${unowned === 1 ? "has" : "have"} no owner`
      : null,
    changes >= mostHandOffs
      ? `the turn changed ${counted(changes, "time")} for each item released (n ${whole(handOffs.items)})`
      : null,
  ]);
}

/** Four weeks in a row come by chance in one balanced report of five, so the queue has to grow by the test as well. */
function staffEvidence({ overCapacity, slowest }: WeeklyReport): string | null {
  const growing = new Set(
    slowest.stages.filter(({ growth }) => growth.verdict === "growing").map(({ stage }) => stage),
  );
  const long = overCapacity.filter(({ stage, weeks }) => weeks >= weeksOverCapacity && growing.has(stage));
  return joined(
    long.map(
      ({ stage, weeks, arrivals, departures }) =>
        `${stageInText(stage)}, where for ${whole(weeks)} weeks in a row more came in than left (${whole(arrivals)} in, ${whole(departures)} out)`,
    ),
  );
}

function joined(parts: readonly (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join("; ");
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0);
}

const daySeconds = 24 * 3600;

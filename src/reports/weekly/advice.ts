/** Decides which advice a week's numbers give, each line with the number behind it; what no number stands behind is not said. */
import type { WaitReason } from "../../metrics/waitShare.ts";
import type { StageSlug } from "../../stages.ts";
import { nameOf } from "../../stages.ts";
import { type Advice, adviceAgainst, type BeyondAi, securityAdvice } from "./adviceTable.ts";
import { counted, itemDays, percent, whole } from "./amounts.ts";
import { waitWords } from "./waitWords.ts";
import type { WeeklyReport } from "./weeklyReport.ts";

export type AdviceLine = Advice & { evidence: string };
export type BeyondLine = { what: BeyondAi; evidence: string };

/** Less waiting than this is no reason to change anything. */
const leastItemDays = 1;
const mostLines = 3;

/** Against what work waited on most: first in the slowest stage, then anywhere; each advice once. */
export function adviceFor(report: WeeklyReport): AdviceLine[] {
  const slowest = report.slowest.slowest?.stage ?? null;
  const lines = waitingPlaces(report)
    .toSorted((a, b) => Number(b.stage === slowest) - Number(a.stage === slowest) || b.days - a.days)
    .flatMap((place) => lineOf(place))
    .filter(isFirstOfItsKind)
    .slice(0, mostLines);
  return [...lines, ...lateRisks(report)];
}

type WaitingPlace = { stage: StageSlug; on: WaitReason; days: number };

function waitingPlaces({ waits }: WeeklyReport): WaitingPlace[] {
  return waits.stages.flatMap(({ stage, reasons }) =>
    reasons
      .map(({ on, seconds }) => ({ stage, on, days: seconds / daySeconds }))
      .filter(({ days }) => days >= leastItemDays),
  );
}

function lineOf({ stage, on, days }: WaitingPlace): AdviceLine[] {
  const advice = adviceAgainst(on, stage);
  if (advice === null) return [];
  return [{ ...advice, evidence: `${itemDays(days)} waiting on ${waitWords[on]} in ${nameOf(stage).toLowerCase()}` }];
}

/** The same advice for two stages is said once, with the number of the one that comes first. */
function isFirstOfItsKind(line: AdviceLine, index: number, lines: readonly AdviceLine[]): boolean {
  return lines.findIndex((each) => each.do === line.do) === index;
}

function lateRisks({ clarity }: WeeklyReport): AdviceLine[] {
  const { flowBacksIntoDesign: times } = clarity;
  if (times === 0) return [];
  return [{ ...securityAdvice, evidence: `${counted(times, "item")} went back into design` }];
}

/** Weeks in a row in which more came than went, before it is called too few people. */
const weeksOverCapacity = 4;
/** Under so many, a share is chance. */
const fewestForShare = 10;

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
  return joined([
    decisionItemDays >= leastItemDays ? `${itemDays(decisionItemDays)} waiting on a decision` : null,
    priorityChanges.changed > 0
      ? `the priority of ${counted(priorityChanges.changed, "item")} of ${whole(priorityChanges.items)} changed`
      : null,
  ]);
}

function environmentEvidence({ flakyChecks, deployments }: WeeklyReport): string | null {
  const failed = deployments.didNotComplete.length + deployments.stagingFailures.length;
  return joined([
    flakyChecks.flaky > 0
      ? `checks of ${counted(flakyChecks.flaky, "pull request")} of ${whole(flakyChecks.checked)} failed and then passed on the same commit`
      : null,
    failed > 0 ? `${counted(failed, "deployment")} did not complete` : null,
  ]);
}

function testEvidence({ pullRequests: { withoutChecks } }: WeeklyReport): string | null {
  const { merged, without } = withoutChecks;
  if (without === 0) return null;
  return `${whole(without)} of ${counted(merged, "merged pull request")} had no check that the app saw`;
}

function alignmentEvidence({ ownership, handOffs }: WeeklyReport): string | null {
  const isShown = ownership.items >= fewestForShare && ownership.unowned > 0;
  if (!isShown) return null;
  const share = percent(ownership.unowned / ownership.items);
  const changes =
    handOffs.changesPerItem === null
      ? null
      : `the turn changed ${counted(handOffs.changesPerItem, "time")} for each released item`;
  return joined([
    `${whole(ownership.unowned)} of ${counted(ownership.items, "item")} under way (${share}) have no owner`,
    changes,
  ]);
}

function staffEvidence({ overCapacity }: WeeklyReport): string | null {
  const long = overCapacity.filter(({ weeks }) => weeks >= weeksOverCapacity);
  return joined(
    long.map(
      ({ stage, weeks, arrivals, departures }) =>
        `${nameOf(stage).toLowerCase()}: in ${weeks} weeks on end more came than left (${whole(arrivals)} in, ${whole(departures)} out)`,
    ),
  );
}

function joined(parts: readonly (string | null)[]): string | null {
  const said = parts.filter((part) => part !== null);
  return said.length === 0 ? null : said.join("; ");
}

const daySeconds = 24 * 3600;

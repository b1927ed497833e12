/** Decides whether the reports of the month's weeks say what was counted by hand. */
import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import type { Instant } from "../../src/instant.ts";
import type { Trouble } from "../../src/metrics/deployments.ts";
import type { RankedStage } from "../../src/metrics/slowestStage.ts";
import type { Flow } from "../../src/metrics/stageFlow.ts";
import type { WeeklyReport } from "../../src/reports/weekly/weeklyReport.ts";
import { foldRepository } from "../../src/timeline/repository.ts";
import { historyOf, reportOf } from "../support/historyOf.ts";
import { march } from "./march.ts";
import { type ExpectedWeek, marchWeeks } from "./marchWeeks.ts";
import { factsKnown, nowOf, play } from "./runCase.ts";

const month = historyOf(
  march.repository.fullName,
  foldRepository(factsKnown(play(march).deliveries), defaultConfig, nowOf(march)),
);

describe.each(Object.entries(marchWeeks))("week %s", (week, wanted) => {
  // The weeks before the month are not known to have been empty.
  const found = reportOf(month, week, { told: { since: "2026-03-02T00:00:00Z" } });
  const wantedOf = new Map<string, string | number>(Object.entries(wanted));
  test.each(Object.entries(told))("%s", (what, inWords) => {
    expect(rowsOf(inWords(found))).toEqual(rowsOf(String(wantedOf.get(what))));
  });
});

const told: Record<keyof ExpectedWeek, (report: WeeklyReport) => string> = {
  queues: ({ stages }) =>
    stages
      .flatMap(({ stage, queue, backlog, waitingAtEnd }) => [
        `${stage} ${flowInWords(queue)}, ${waitingAtEnd} wait`,
        ...(backlog === null ? [] : [`backlog ${flowInWords(backlog)}`]),
      ])
      .join("\n"),
  released: ({ released }) => String(released.values.at(-1)),
  pullRequests: ({ pullRequests: { openAtStart, opened, merged, closedUnmerged, openAtEnd, reviewsWaiting } }) =>
    `${openAtStart} +${opened} -${merged} -${closedUnmerged} = ${openAtEnd}, ${reviewsWaiting} wait`,
  firstReview: ({ firstReview }) => `${firstReview.p50Seconds} s of ${firstReview.n}`,
  unseen: ({ pullRequests: { withoutReview, withoutChecks } }) =>
    [withoutReview, withoutChecks].map(({ without, merged }) => `${without} of ${merged}`).join(", "),
  rework: ({ rework }) => rework.counts.map(({ kind, stage, times }) => `${kind} ${stage} ${times}`).join("\n"),
  flowBacks: ({ rework }) => rework.flowBacks.map(({ from, to, times }) => `${from} ${to} ${times}`).join("\n"),
  troubles: ({ deployments: { didNotComplete, undone, stagingFailures } }) =>
    [...didNotComplete, ...undone, ...stagingFailures].map(troubleInWords).join("\n"),
  changeFailure: ({ deployments: { changeFailure } }) => `${changeFailure.undone} of ${changeFailure.completed}`,
  cycleTimes: ({ cycleTime: { fromIdea, fromStart } }) =>
    [fromIdea, fromStart]
      .map(({ p50Seconds, p85Seconds }) => `${inTenths(p50Seconds)} ${inTenths(p85Seconds)}`)
      .join(", "),
  leadTimes: ({ stages }) =>
    stages
      .filter(({ stage, leadTime: { n } }) => ["design", "review", "release"].includes(stage) && n > 0)
      .map(({ stage, leadTime: { p50Seconds, p85Seconds, n } }) =>
        [stage, inTenths(p50Seconds), inTenths(p85Seconds), n].join(" "),
      )
      .join("\n"),
  slowest: ({ slowest: { slowest, runnerUp } }) => [slowest, runnerUp].map(rankedInWords).join(", "),
};

function rowsOf(table: string): string[][] {
  return table
    .split("\n")
    .map((row) => row.trim().split(/\s+/))
    .filter((row) => row.join("") !== "");
}

function flowInWords({ atStart, arrivals, departures, atEnd }: Flow): string {
  return `${atStart} +${arrivals} -${departures} = ${atEnd}`;
}

function troubleInWords({ id, environment, at, undoneBy, state, carries, ...trouble }: Trouble): string {
  const over = trouble.restoredAt === null ? [] : [trouble.restoredBy, moment(trouble.restoredAt)];
  const parts = [id, environment, moment(at), undoneBy ?? state, carries.join(",") || "-", ...over];
  return [...parts, trouble.restoredAfterSeconds ?? ""].join(" ");
}

function rankedInWords(ranked: RankedStage | null): string {
  return ranked === null ? "none" : `${ranked.stage} ${Math.round(ranked.waitingItemDays * 86_400)}`;
}

function moment(at: Instant): string {
  return `${at.slice(5, 10)} ${at.slice(11, 16)}`;
}

function inTenths(seconds: number | null): string {
  return seconds === null ? "null" : String(Math.round(seconds * 10) / 10);
}

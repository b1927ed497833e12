/** Decides what a first look tells its reader to do next: today, in the coming weeks, and to know more. */
import { secondsBetween } from "../../instant.ts";
import type { WaitShares } from "../../metrics/waitShare.ts";
import type { StageSlug } from "../../stages.ts";
import type { WaitingOn } from "../../timeline/timeline.ts";
import { duration } from "../durations.ts";
import { stageInText } from "../shortStageNames.ts";
import { adviceFor } from "../weekly/advice.ts";
import { counted } from "../weekly/amounts.ts";
import type { Look } from "./look.ts";
import type { LookSetting } from "./lookSetting.ts";
import { itemUrl, oldestIn, oldestTurns, pullRequestUrl } from "./oldestWaits.ts";
import { turnCounts } from "./turnWords.ts";

export function nextSteps(seen: Look, setting: LookSetting): string[] {
  const now = today(seen, setting);
  return [...(now === null ? [] : [`Today: ${now}`]), ...soon(seen), knowMore(seen, setting), install];
}

/** One thing to begin with: in the slowest stage if it can be, else where a pull request waits, else where nobody has looked yet. */
function today(seen: Look, { web }: LookSetting): string | null {
  const stage = seen.slowest.slowest?.stage ?? null;
  const there = stage === null || stage === "review" ? null : inStage(stage, seen, web);
  return there ?? onBots(seen, web) ?? onTurn(seen, web) ?? ofBacklog(seen, web);
}

function inStage(stage: StageSlug, seen: Look, web: string): string | null {
  const oldest = oldestIn(stage, seen);
  if (oldest === null) return null;
  const age = duration(oldest.ageSeconds);
  if (stage === "release") {
    const queue = seen.stages.find((each) => each.stage === stage)?.queue.atEnd ?? 0;
    return `release. ${counted(queue, "item is", "items are")} merged and not released, the oldest for ${age}: ${itemUrl(web, oldest)}`;
  }
  return `decide on ${itemUrl(web, oldest)}, which has been in ${stageInText(stage)} for ${age}: take it up, ask what is missing, or close it.`;
}

const acts: Record<WaitingOn, string> = {
  reviewer: "review",
  author: "answer, or close,",
  checks: "see what its checks wait for:",
  qa: "test",
  "merge-queue": "see why the merge queue does not take",
  merge: "merge, or close,",
};

/** Updates of dependencies pile up by the dozen, and are dealt with by the dozen. */
function onBots({ turns }: Look, web: string): string | null {
  const waiting = turns.filter(({ draft }) => !draft);
  const bots = waiting.filter(({ byBot }) => byBot);
  const [oldest] = bots;
  if (oldest === undefined || bots.length < fewestBots || bots.length <= waiting.length / 2) return null;
  return `go through the ${counted(bots.length, "pull request")} by bots in one sitting. Merge or close each, and have what passes its checks merge by itself from now on. The oldest: ${pullRequestUrl(web, oldest)}`;
}

const fewestBots = 3;

/** The oldest of those that most wait for. */
function onTurn(seen: Look, web: string): string | null {
  const turns = seen.turns.filter(({ draft }) => !draft);
  const most = turnCounts(turns)[0]?.on;
  const oldest = turns.find(({ on }) => on === most) ?? oldestTurns(seen)[0];
  if (oldest === undefined) return null;
  const waited = duration(secondsBetween(oldest.since, seen.period.to));
  return `${acts[oldest.on]} ${pullRequestUrl(web, oldest)}, which has waited ${waited}.`;
}

function ofBacklog({ cycleTime: { backlogAge }, repository }: Look, web: string): string | null {
  if (backlogAge.n === 0) return null;
  const which = backlogAge.n === 1 ? "the one issue" : `the oldest of the ${counted(backlogAge.n, "issue")}`;
  return `sort ${which} that nobody has triaged: ${web}/${repository}/issues?q=is%3Aopen+sort%3Acreated-asc`;
}

/** Against what work waited on most in the slowest stage. */
function soon(seen: Look): string[] {
  const waits = seen.activePeople > 1 ? seen.waits : withoutReviews(seen.waits);
  const [line] = adviceFor({ ...seen, waits, stages: [] });
  return line === undefined ? [] : [`In the coming weeks: ${line.do} That goes by ${line.evidence}.`];
}

/** Who works alone has nobody to be reviewed by. */
function withoutReviews(waits: WaitShares): WaitShares {
  const stages = waits.stages.map((row) => ({ ...row, reasons: row.reasons.filter(({ on }) => on !== "reviewer") }));
  return { ...waits, stages };
}

const command = "npm run -s cli --";

function knowMore({ repository }: Look, { saved }: LookSetting): string {
  if (saved === null) {
    return [
      "To ask more:",
      `${command} look ${repository} --save /tmp/look`,
      `${command} ask ${repository} "/flow queue" --data-dir /tmp/look`,
    ].join("\n");
  }
  return [
    "To ask more:",
    `${command} ask ${repository} "/flow queue" --data-dir ${shellWord(saved)}`,
    `${command} report ${repository} --charts ${shellWord(`${saved}/charts`)} --data-dir ${shellWord(saved)}`,
  ].join("\n");
}

/** One word to a shell, whatever is in it. */
function shellWord(text: string): string {
  return /^[\w./~-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

const install = "To have it on every pull request, and weekly in an issue: npm start sets up the app in the browser.";

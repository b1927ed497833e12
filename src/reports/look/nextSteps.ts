/** Decides what a first look tells its reader to do next: today, in the coming weeks, and to know more. */
import { secondsBetween } from "../../instant.ts";
import type { WaitingOn } from "../../timeline/timeline.ts";
import { duration } from "../durations.ts";
import { adviceFor } from "../weekly/advice.ts";
import { roles } from "../weekly/adviceTable.ts";
import type { Look } from "./look.ts";
import type { LookSetting } from "./lookSetting.ts";
import { oldestTurns, pullRequestUrl, turnCounts } from "./turnLines.ts";

export function nextSteps(seen: Look, setting: LookSetting): string[] {
  return [...today(seen, setting), ...soon(seen), knowMore(seen, setting), install];
}

const acts: Record<WaitingOn, string> = {
  reviewer: "review",
  author: "answer, or close",
  checks: "see what its checks wait for:",
  qa: "test",
  "merge-queue": "see why the merge queue does not take",
  merge: "merge",
};

/** The oldest of those that most wait for. */
function today(seen: Look, { web }: LookSetting): string[] {
  const turns = seen.turns.filter(({ draft }) => !draft);
  const most = turnCounts(turns)[0]?.on;
  const oldest = turns.find(({ on }) => on === most) ?? oldestTurns(seen)[0];
  if (oldest === undefined) return [];
  const waited = duration(secondsBetween(oldest.since, seen.period.to));
  return [`Today: ${acts[oldest.on]} ${pullRequestUrl(web, oldest)}, which has waited ${waited}.`];
}

/** Against what work waited on most in the slowest stage. */
function soon(seen: Look): string[] {
  const [line] = adviceFor({ ...seen, stages: [] });
  return line === undefined
    ? []
    : [`In the coming weeks (${roles[line.role].toLowerCase()}): ${line.do} That goes by ${line.evidence}.`];
}

function knowMore({ repository }: Look, { saved }: LookSetting): string {
  if (saved === null) {
    return `To ask more: look again with --save DIR, and then\nthroughline ask ${repository} "/flow queue" --data-dir DIR`;
  }
  const store = `--data-dir ${saved}`;
  return [
    "To ask more of what was read now:",
    `throughline ask ${repository} "/flow slowest" ${store}`,
    `throughline report ${repository} --charts ${saved}-charts ${store}`,
  ].join("\n");
}

const install =
  "To have this on every pull request and once a week in an issue: install the app with npm start, which leads through it in the browser.";

/** Decides which waits a first look names: the pull requests that have waited longest, or where none is open, the oldest work. */
import { secondsBetween } from "../../instant.ts";
import type { OldWork } from "../../metrics/ageing.ts";
import type { OpenTurn } from "../../metrics/openTurns.ts";
import type { StageSlug } from "../../stages.ts";
import { duration } from "../durations.ts";
import { stageInText } from "../shortStageNames.ts";
import { visibleLine } from "../visibleLine.ts";
import { whole } from "../weekly/amounts.ts";
import { waitWords } from "../weekly/waitWords.ts";
import type { Look } from "./look.ts";
import type { LookSetting } from "./lookSetting.ts";

const mostOldest = 5;
const mostTitle = 60;

/** Drafts are left out: nobody waits for them. */
export function oldestTurns({ turns }: Pick<Look, "turns">): OpenTurn[] {
  return turns.filter(({ draft }) => !draft).slice(0, mostOldest);
}

/** Named only where no pull request is. */
export function oldestItems(seen: Look): OldWork[] {
  return oldestTurns(seen).length > 0 ? [] : seen.oldest.slice(0, mostOldest);
}

/** The oldest open item in that stage. */
export function oldestIn(stage: StageSlug, { oldest }: Look): OldWork | null {
  return oldest.find((each) => each.stage === stage) ?? null;
}

export function oldestLines(seen: Look, { web, titles }: LookSetting): string[] {
  const turns = oldestTurns(seen).map((turn) => [
    `${duration(secondsBetween(turn.since, seen.period.to))} on ${waitWords[turn.on]}: ${visibleLine(turn.title, mostTitle)}${turn.byBot ? " (by a bot)" : ""}`,
    pullRequestUrl(web, turn),
  ]);
  const items = oldestItems(seen).map((work) => [
    `${duration(work.ageSeconds)} in ${stageInText(work.stage)}${waitingWords(work)}: ${visibleLine(titles.get(work.number) ?? "", mostTitle)}`,
    itemUrl(web, work),
  ]);
  const all = [...turns, ...items];
  if (all.length === 0) return [];
  const what = turns.length > 0 ? "longest wait" : "oldest item under way";
  const many = turns.length > 0 ? "longest waits" : "oldest items under way";
  return [
    all.length === 1 ? `  The ${what}:` : `  The ${whole(all.length)} ${many}:`,
    ...all.flatMap(([line, url]) => [`  - ${line}`, `    ${url}`]),
  ];
}

function waitingWords({ waitingOn }: OldWork): string {
  return waitingOn === null || waitingOn === "active" ? "" : `, waiting on ${waitWords[waitingOn]}`;
}

type Named = { repository: string; number: number };

export function pullRequestUrl(web: string, { repository, number }: Named): string {
  return `${web}/${repository}/pull/${number}`;
}

/** GitHub leads on from there to a pull request. */
export function itemUrl(web: string, { repository, number }: Named): string {
  return `${web}/${repository}/issues/${number}`;
}

/** Decides what a first look says, as text: the verdict first, what to do next last, where a terminal shows it. */
import { secondsBetween } from "../../instant.ts";
import { moment } from "../moments.ts";
import { counted, sentences, whole } from "../weekly/amounts.ts";
import { flowLines } from "./flowWords.ts";
import { indented, wrapped } from "./lines.ts";
import type { Look } from "./look.ts";
import type { LookSetting } from "./lookSetting.ts";
import { nextSteps } from "./nextSteps.ts";
import { oldestLines } from "./oldestWaits.ts";
import { turnWords } from "./turnWords.ts";
import { alwaysUnseen, unseenWords } from "./unseen.ts";
import { slowestWords } from "./slowestWords.ts";
import { whatIfWords } from "./whatIfWords.ts";

/** Lines of plain text, at most a hundred characters long but for addresses. */
export function lookText(seen: Look, setting: LookSetting): string[] {
  const now = seen.period.to;
  const unseen = [
    ...seen.unseen.map((each) => unseenWords(each, now)),
    ...alwaysUnseen(seen.health).map(({ says }) => says),
  ];
  return [
    ...wrapped(opening(seen)),
    "",
    ...part("Where work waits", slowestWords(seen).flatMap(wrappedInside)),
    ...part("Whose turn it is", [...wrappedInside(turnWords(seen)), ...oldestLines(seen, setting)]),
    ...part("How work flows", flowLines(seen).flatMap(wrappedInside)),
    ...part("What if", wrappedInside(whatIfWords(seen))),
    ...part("What this look cannot see", unseen.flatMap(point)),
    ...part("What to do next", nextSteps(seen, setting).flatMap(numbered)),
  ].slice(0, -1);
}

function opening({ repository, archived, period, read }: Look): string {
  const days = Math.round(secondsBetween(period.from, period.to) / daySeconds);
  const now = moment(period.to, { now: period.to, timeZone: "UTC" });
  return sentences(
    `${repository}, the ${counted(days, "day")} up to ${now}. Read: ${counted(read.pullRequests, "pull request")}, ${counted(read.issues, "issue")}.`,
    archived ? "It is archived: nothing in it will change." : "",
  );
}

function part(title: string, lines: readonly string[]): string[] {
  return [title.toUpperCase(), ...lines, ""];
}

function wrappedInside(text: string): string[] {
  return indented(wrapped(text, 98), "  ");
}

function point(text: string): string[] {
  return indented(wrapped(text, 96), "    ", "  - ");
}

function numbered(text: string, index: number): string[] {
  return indented(
    text.split("\n").flatMap((line) => wrapped(line, 95)),
    "     ",
    `  ${whole(index + 1)}. `,
  );
}

const daySeconds = 24 * 3600;

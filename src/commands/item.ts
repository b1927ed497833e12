/** Decides the answers to `/flow item` and `/flow explain`: where an item is, its way so far, and what caused each change. */
import type { PhrasingContent, RootContent } from "mdast";
import { secondsBetween } from "../instant.ts";
import { nameOf } from "../stages.ts";
import type { ItemTimeline, PullRequestTimeline, Visit, WaitingOn } from "../timeline/timeline.ts";
import { duration } from "../reports/durations.ts";
import { explanationText } from "../reports/explanation.ts";
import { codeBlock, itemName, paragraph, strong, table, text, untrusted } from "../reports/markdown.ts";
import { moment, shortMoment } from "../reports/moments.ts";
import { quietItemUrl } from "../reports/webAddress.ts";
import { waitWords } from "../reports/weekly/waitWords.ts";
import { outcomeWords } from "./outcomeWords.ts";
import { type Place, type Question, repositoryAskedAbout, shownRepository } from "./reading.ts";

const mostVisits = 20;
const longestExplanation = 20_000;

export function itemAnswer({ command, place, reading }: Question<"item">): RootContent[] {
  const { items = [], pullRequest = null, repository = place.repository } = reading.item ?? {};
  if (items.length === 0) return unknownItem(command, place);
  return [
    ...(pullRequest === null || items.some(({ item }) => item.number === command.number)
      ? []
      : [belongsTo(command.number, items.length)]),
    ...items.flatMap(({ item }) => wayOf(item, repository, place)),
    ...(pullRequest === null ? [] : turnLine(pullRequest, place)),
  ];
}

export function explainAnswer({ command, place, reading }: Question<"explain">): RootContent[] {
  const { items = [], repository = place.repository } = reading.item ?? {};
  if (items.length === 0) return unknownItem(command, place);
  return items.map(({ item, tellers }) => codeBlock(explanationText(repository, item, tellers), longestExplanation));
}

/** What is not answered about here is not said to be known or not. */
function unknownItem(
  { number, repository }: { number: number; repository: string | null },
  place: Place,
): RootContent[] {
  if (repository !== null && repositoryAskedAbout(repository, place) === null) {
    return [paragraph(untrusted(repository), text(" is not a repository that is answered about here."))];
  }
  return [
    paragraph(
      untrusted(`#${number}`),
      text(" is not known here: no event has told of it since the app came, or it is a bot's or one of the app's own."),
    ),
  ];
}

function belongsTo(number: number, items: number): RootContent {
  return paragraph(
    text("Pull request "),
    untrusted(`#${number}`),
    text(items === 1 ? " belongs to this issue:" : " belongs to these issues:"),
  );
}

function wayOf(item: ItemTimeline, repository: string, place: Place): RootContent[] {
  const head = ["Stage", "From (UTC)", "For", "Waited most on"].map(text);
  const visits = item.visits.slice(-mostVisits);
  const earlier = item.visits.length - visits.length;
  return [
    paragraph(...nameOfItem(item, repository, place), text(`. ${standing(item, place)}`)),
    table(head, ...visits.map((visit) => visitRow(visit, place))),
    ...(earlier > 0 ? [paragraph(text(`Its first ${earlier} stays are left out.`))] : []),
    ...reworkLine(item),
  ];
}

function nameOfItem({ number, title }: ItemTimeline, repository: string, place: Place): PhrasingContent[] {
  const name = itemName(number, quietItemUrl(place.web, repository, number), shownRepository(repository, place));
  return [name, text(" "), untrusted(title)];
}

function standing(item: ItemTimeline, place: Place): string {
  const calendar = { now: place.now, timeZone: place.config.timeZone };
  const released = item.releasedAt === null ? "" : ` Released ${moment(item.releasedAt, calendar)}.`;
  const visit = item.visits.at(-1);
  if (item.stage === null || visit === undefined) {
    const at = item.exitedAt === null ? "" : ` ${moment(item.exitedAt, calendar)}`;
    return `${outcomeWords[item.outcome ?? "completed"]}${at}.${released}`;
  }
  const segment = visit.segments.at(-1);
  const waits =
    segment === undefined || segment.to !== null
      ? ""
      : segment.on === "active"
        ? ` Touched lately, since ${moment(segment.from, calendar)}.`
        : ` It has waited on ${waitWords[segment.on]} since ${moment(segment.from, calendar)}.`;
  return `In ${nameOf(item.stage).toLowerCase()} since ${moment(visit.enteredAt, calendar)}.${waits}${released}`;
}

function visitRow({ stage, enteredAt, leftAt, segments }: Visit, { now, config }: Place): PhrasingContent[] {
  const end = leftAt ?? now;
  const by = new Map<string, number>();
  for (const { on, from, to } of segments) {
    if (on !== "active") by.set(waitWords[on], (by.get(waitWords[on]) ?? 0) + secondsBetween(from, to ?? end));
  }
  const [most] = [...by].toSorted(([, a], [, b]) => b - a);
  return [
    text(nameOf(stage)),
    text(shortMoment(enteredAt, { now, timeZone: config.timeZone })),
    text(`${duration(secondsBetween(enteredAt, end))}${leftAt === null ? " so far" : ""}`),
    text(most === undefined ? "nothing" : `${most[0]}, ${duration(most[1])}`),
  ];
}

function reworkLine({ rework }: ItemTimeline): RootContent[] {
  if (rework.length === 0) return [];
  const times = Map.groupBy(rework, ({ kind }) => kind);
  const words = [...times].map(([kind, each]) => `${kind.replaceAll("-", " ")} ${each.length}`);
  return [paragraph(strong("Rework:"), text(` ${words.join(", ")}.`))];
}

function turnLine({ number, waits, closedAt }: PullRequestTimeline, place: Place): RootContent[] {
  const wait = waits.at(-1);
  if (closedAt !== null || wait === undefined || wait.to !== null) return [];
  const since = moment(wait.from, { now: place.now, timeZone: place.config.timeZone });
  return [
    paragraph(
      text("Pull request "),
      untrusted(`#${number}`),
      text(` has waited on ${turnWords[wait.on]} since ${since}.`),
    ),
  ];
}

const turnWords: Record<WaitingOn, string> = {
  author: waitWords.author,
  reviewer: waitWords.reviewer,
  checks: waitWords.checks,
  qa: waitWords.qa,
  "merge-queue": waitWords["merge-queue"],
  merge: waitWords.merge,
};

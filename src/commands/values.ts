/** Decides how the words behind a command's name are read. */
import { Temporal } from "temporal-polyfill";
import { nearestOf } from "../config/nearest.ts";
import { readWeek } from "../metrics/weeks.ts";
import { isStageSlug, type StageSlug, stages } from "../stages.ts";
import type { Asked, Goal, NotUnderstood, StageChange, WeekRange } from "./command.ts";

/** What was read, or what is wrong: everything of NotUnderstood but which command it was. */
export type Value<Read> = { value: Read } | { wrong: Pick<NotUnderstood, "why" | "said" | "wanted" | "near"> };

type Words = readonly string[];

const slugs = stages.map(({ slug }) => slug);
const mostItems = 100_000;
const mostPerWeek = 10_000;
/** So far back a question looks. */
export const mostWeeks = 104;

export function nothing(words: Words, asked: Asked): Value<Asked> {
  return words.length === 0 ? { value: asked } : tooMuch(words[0]);
}

export function stageIn(words: Words, asked: (stage: StageSlug) => Asked): Value<Asked> {
  const read = (word: string) => {
    const slug = word.toLowerCase();
    return isStageSlug(slug) ? asked(slug) : null;
  };
  return single(words, "the slug of a stage", read, stageNear);
}

/** `#12`, `12`, `acme/shop#12`. */
export function itemIn(
  words: Words,
  asked: (item: { number: number; repository: string | null }) => Asked,
): Value<Asked> {
  return single(words, "the number of an issue or pull request", (word) => {
    const [, repository = null, digits = ""] = /^(?:([\w.-]{1,100}\/[\w.-]{1,100})#|#)?(\d+)$/.exec(word) ?? [];
    const number = wholeNumber(digits, 2_147_483_647);
    return number === null ? null : asked({ number, repository });
  });
}

export function weekIn(words: Words, asked: (week: string) => Asked): Value<Asked> {
  return single(words, "an ISO week, such as 2026-W10", (word) => {
    const week = readWeek(word.toUpperCase());
    return week === null ? null : asked(week);
  });
}

/** `20`, `20 items`, `until 2026-12-24`. */
export function goalIn(words: Words, asked: (goal: Goal) => Asked): Value<Asked> {
  const [first, second, third] = words;
  const wanted = "a number of items, or until and a date: 20 items, until 2026-12-24";
  if (first === undefined) return missing(wanted);
  if (third !== undefined) return tooMuch(third);
  if (/^until$/i.test(first)) {
    const wantedDate = "a date, such as 2026-12-24";
    if (second === undefined) return missing(wantedDate);
    const date = readDate(second);
    return date === null ? wrongValue(second, wantedDate) : { value: asked({ by: "date", date }) };
  }
  const items = wholeNumber(first, mostItems);
  if (items === null) return wrongValue(first, wanted, nearestOf(first, ["until"]));
  if (second !== undefined && !/^items?$/i.test(second))
    return wrongValue(second, wanted, nearestOf(second, ["items"]));
  return { value: asked({ by: "items", items }) };
}

/** `implementation=25/week review=10/week`; `/week` may be left out, since nothing else is meant. */
export function stageChangesIn(words: Words, asked: (changes: StageChange[]) => Asked): Value<Asked> {
  const wanted = "a stage and its items a week, such as review=10/week";
  if (words.length === 0) return missing(wanted);
  const changes: StageChange[] = [];
  for (const word of words) {
    const [, name = "", amount = ""] = /^([a-z_-]+)=(\d+(?:\.\d+)?)(?:\/(?:week|w))?$/i.exec(word) ?? [];
    const stage = name.toLowerCase();
    const perWeek = Number(amount);
    if (amount === "" || perWeek > mostPerWeek) return wrongValue(word, wanted);
    if (!isStageSlug(stage)) return wrongValue(name, wanted, stageNear(stage));
    if (changes.some((each) => each.stage === stage)) return wrongValue(word, "each stage once");
    changes.push({ stage, perWeek });
  }
  return { value: asked(changes) };
}

/** `2026-W30..W37 2026-W38..W45`. */
export function periodsIn(words: Words, asked: (before: WeekRange, after: WeekRange) => Asked): Value<Asked> {
  const wanted = "two periods of ISO weeks, such as 2026-W30..W37 and 2026-W38..W45";
  const [first, second, third] = words;
  if (first === undefined || second === undefined) return missing(wanted);
  if (third !== undefined) return tooMuch(third);
  const before = readRange(first);
  const after = readRange(second);
  if (before === null) return wrongValue(first, wanted);
  if (after === null) return wrongValue(second, wanted);
  if (before.first <= after.last && after.first <= before.last) {
    return wrongValue(second, "two periods that share no week");
  }
  return { value: asked(before, after) };
}

/** `2026-03-02`, if there is such a day. */
export function readDate(text: string): string | null {
  if (!/^(19[7-9]\d|2\d{3})-\d\d-\d\d$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString();
  } catch {
    // The month has no such day: the one way in which a text of that form is no date.
    return null;
  }
}

export function readWeeks(text: string): number | null {
  return wholeNumber(text, mostWeeks);
}

function readRange(text: string): WeekRange | null {
  const [from = "", to = from, more] = text.toUpperCase().split("..");
  const first = readWeek(from);
  const last = readWeek(to.startsWith("W") ? `${from.slice(0, 5)}${to}` : to);
  return first === null || last === null || more !== undefined || last < first ? null : { first, last };
}

function wholeNumber(text: string, most: number): number | null {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= most ? number : null;
}

function stageNear(word: string): string | null {
  return nearestOf(word, slugs) ?? slugs.find((slug) => slug.startsWith(word.toLowerCase()) && word !== "") ?? null;
}

function single(
  words: Words,
  wanted: string,
  read: (word: string) => Asked | null,
  near?: (word: string) => string | null,
): Value<Asked> {
  const [word, more] = words;
  if (word === undefined) return missing(wanted);
  const value = read(word);
  if (value === null) return wrongValue(word, wanted, near?.(word) ?? null);
  return more === undefined ? { value } : tooMuch(more);
}

function missing(wanted: string): Value<never> {
  return { wrong: { why: "missing", said: null, wanted, near: null } };
}

function wrongValue(said: string, wanted: string, near: string | null = null): Value<never> {
  return { wrong: { why: "wrong-value", said, wanted, near } };
}

function tooMuch(said: string | undefined): Value<never> {
  return { wrong: { why: "too-much", said: said ?? null, wanted: null, near: null } };
}

/** Decides how single values may be written in a repository's configuration, and what is said of one that is not. */
import { z } from "zod";
import { faultOfGlob } from "./globs.ts";
import { normalFormOfLabelGlob } from "./labelRoles.ts";
import { nearestOf } from "./nearest.ts";

const mostEntries = 100;
const mostCharacters = 200;

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];

/** `on` and `off` are texts in YAML 1.2, and are what people write. */
export const toggle = z
  .union([z.boolean(), z.enum(["on", "off"])], "Write on or off.")
  .transform((value) => value === true || value === "on");

/** Keys that belong together. */
export function group<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, "Write keys with values below this one.");
}

export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, `Write one of ${words.join(", ")}.`);
}

export function wholeNumber(from: number, to: number) {
  const message = `Write a whole number from ${from} to ${to}.`;
  return z.int(message).min(from, message).max(to, message);
}

export const amount = z
  .number("Write a number.")
  .min(0, "Write a number that is not below zero.")
  .max(1e9, "Write a number of at most 1,000,000,000.");

const anyText = text("Write a text.");

/** What is too long is not looked at any further: checking it could take long. */
function text(message: string) {
  const tooLong = `Write at most ${mostCharacters} characters.`;
  return z.string(message).min(1, message).max(mostCharacters, { error: tooLong, abort: true });
}

/** Texts matching `form`, which editors are told too. */
export function written(form: RegExp, message: string) {
  return text(message).regex(form, message);
}

export function listOf<Entry extends z.ZodType>(entry: Entry) {
  return z
    .array(entry, "Write a list, such as [first, second].")
    .max(mostEntries, `Write at most ${mostEntries} entries.`);
}

const glob = anyText.superRefine((value, context) => {
  const fault = faultOfGlob(value);
  if (fault !== null) context.addIssue({ code: "custom", message: fault });
});

export const globs = listOf(glob);

/** Patterns of label names, in the form in which names are compared. */
export const labelGlob = glob.transform(normalFormOfLabelGlob);
export const labelGlobs = listOf(labelGlob);

export const lowerCaseTexts = listOf(anyText.transform((value) => value.toLowerCase()));

/** As GitHub allows them; those of apps end in `[bot]`. Compared in lower case. */
export const logins = listOf(
  written(/^@?[\w-]+(\[bot\])?$/, "Write a login, such as octocat or renovate[bot].").transform((login) =>
    login.replace(/^@/, "").toLowerCase(),
  ),
);

const unitSeconds: Record<string, number> = { m: 60, h: 3600, d: 86_400, w: 604_800 };
const longestSeconds = 365 * 86_400;

/** Read as seconds. */
export const duration = written(/^\d{1,6}[mhdw]$/, "Write a duration, such as 90m, 24h, 28d or 4w.").transform(
  (value, context) => {
    const seconds = Number(value.slice(0, -1)) * (unitSeconds[value.slice(-1)] ?? 0);
    if (seconds > longestSeconds) context.addIssue({ code: "custom", message: "Write a duration of at most 365d." });
    return seconds;
  },
);

/** Read as minutes since midnight. */
export const timeOfDay = written(
  /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/,
  'Write a time of day, such as "09:00".',
).transform((value) => Number(value.slice(0, 2)) * 60 + Number(value.slice(3)));

export const date = written(/^\d{4}-\d\d-\d\d$/, "Write a date, such as 2026-12-25.").refine(isInCalendar, {
  error: "There is no such day in the calendar.",
});

function isInCalendar(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** The name of a zone, in the spelling of the database of zones. */
export const timeZone = text("Write a time zone, such as Europe/Berlin.").transform((value, context) => {
  const name = zoneNamed(value);
  if (name !== null) return name;
  const near = nearestOf(value, Intl.supportedValuesOf("timeZone"));
  const hint = near === null ? "Write one such as Europe/Berlin or UTC." : `Did you mean ${near}?`;
  context.addIssue({ code: "custom", message: `There is no such time zone. ${hint}` });
  return z.NEVER;
});

/** Offsets such as `+02:00` are refused: they know no summer. */
function zoneNamed(value: string): string | null {
  if (!/^[A-Za-z]/.test(value)) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Decides how the text of a column becomes a value, the same whichever database sent it. */
import { type Instant, readInstant } from "../instant.ts";

const int8 = 20;
const timestamptz = 1184;

/** By PostgreSQL's type number, for the types where the two drivers disagree. */
export const columnParsers: Record<number, (text: string) => unknown> = {
  [int8]: readWholeNumber,
  [timestamptz]: readMoment,
};

/** GitHub's ids and every count stay far below 2^53; one that does not would be read as its neighbour, so it is refused. */
function readWholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`the database holds ${text}, which is no exact number here`);
  return value;
}

/** Reads `2026-03-02 09:14:00.25+00`, PostgreSQL's own spelling; fractions of a second are cut. */
function readMoment(text: string): Instant {
  if (utcMoment.test(text)) return `${text.slice(0, 10)}T${text.slice(11, 19)}Z`;
  const moment = readInstant(text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));
  if (moment === null) throw new Error(`the database holds the time ${text}, which is no moment of this era`);
  return moment;
}

const utcMoment = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/;

/** A moment in seconds, at the edges of the calendar. */
import { expect, test } from "vitest";
import { epochSeconds, instantOfEpochSeconds } from "../src/instant.ts";

test.each([
  "1970-01-01T00:00:00Z",
  "1999-12-31T23:59:59Z",
  "2000-02-29T12:30:45Z",
  "2026-03-01T00:00:00Z",
  "2100-02-28T23:59:59Z",
  "9999-12-31T23:59:59Z",
])("%s is read as the standard library reads it, and written back", (instant) => {
  expect(epochSeconds(instant)).toBe(Date.parse(instant) / 1000);
  expect(instantOfEpochSeconds(epochSeconds(instant))).toBe(instant);
});

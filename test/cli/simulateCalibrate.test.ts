/** `throughline simulate calibrate` as an operator calls it. */
import { expect, test } from "vitest";
import { addSeconds } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { deliveryFile, run } from "../support/deliveryFile.ts";
import { repositoryId } from "../support/payloadParts.ts";
import { played } from "../support/scenario.ts";

/** Thirty pull requests, one four hours apart; each is reviewed after two hours and merged after three. */
function thirtyReviewed(): Delivery[] {
  return played(2026, { fullName: "octo/exports", id: repositoryId }, ({ at }) => {
    for (let number = 1; number <= 30; number += 1) {
      const moment = (hours: number) =>
        addSeconds("2026-03-02T00:00:00Z", (number * 4 + hours) * 3600)
          .slice(5, 16)
          .replace("T", " ");
      at(moment(0), (now) => now.pushed(`work-${number}`, { by: "ada" }));
      at(moment(0), (now) => now.pullRequestOpened(number, { by: "ada", branch: `work-${number}` }));
      at(moment(2), (now) => now.reviewed(number, "eva", "approved"));
      at(moment(3), (now) => now.merged(number));
    }
  }).deliveries;
}

test("each promise is told with its share, its number and three standard errors", async () => {
  const { code, result } = await run("simulate", "calibrate", deliveryFile(thirtyReviewed()), "--json");

  expect(code).toBe(0);
  expect(JSON.parse(result)).toMatchObject([
    {
      first_reviews: {
        forecasts: 10,
        not_known: 20,
        promises: [
          {
            promised: 0.5,
            n: 10,
            came_true: 10,
            share: 1,
            three_standard_errors: expect.closeTo(0.474, 3),
            holds: false,
          },
          { promised: 0.85, n: 10, came_true: 10, holds: true, never: 0, not_over: 0 },
        ],
      },
      throughput: [
        { weeks_ahead: 1, promises: [{ promised: 0.5, n: 0, share: null, holds: null }, {}, {}] },
        { weeks_ahead: 4 },
      ],
    },
  ]);
});

test("without --json it is told in lines", async () => {
  const { result } = await run("simulate", "calibrate", deliveryFile(thirtyReviewed()));

  expect(result).toContain(
    "First reviews: asked 30 times, 10 forecasts; 20 times fewer than 20 observations were known.",
  );
  expect(result).toContain("within the 50% forecast: 100% of 10; three standard errors are 47.4 points: does not hold");
  expect(result).toContain("in the 50% band: none");
});

test.each([
  [["simulate", "calibrate"], "Name at least one FILE"],
  [["simulate", "calibrate", "x.ndjson", "--bogus"], "Unknown option"],
  [["simulate", "guess"], 'There is no command "simulate guess"'],
])("%j is wrong usage", async (words, note) => {
  const { code, result, notes } = await run(...words);
  expect({ code, result }).toEqual({ code: 2, result: "" });
  expect(notes.join()).toContain(note);
});

test("a file that is not there is told, and fails", async () => {
  const { code, notes } = await run("simulate", "calibrate", "no-such-file.ndjson");
  expect(code).toBe(1);
  expect(notes.join()).toContain("there is no such file");
});

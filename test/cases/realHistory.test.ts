/**
 * Holds the figures of pull requests against those that other code computed from the same history, week by week. Histories of strangers are not part of the
 * project: name a file of deliveries in THROUGHLINE_TEST_HISTORY, `x.ndjson.gz` with `x.weeks.csv` beside it, and this runs.
 */
import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { deliveryLines } from "../../src/cli/replay/deliveryLines.ts";
import { knownBots } from "../../src/config/knownBots.ts";
import { addSeconds, type Instant, secondsBetween } from "../../src/instant.ts";
import type { Period } from "../../src/metrics/period.ts";
import { covers } from "../../src/metrics/period.ts";
import { pullRequestFlow } from "../../src/metrics/pullRequestFlow.ts";
import { percentileCont } from "../../src/metrics/statistics.ts";
import { timeToFirstReview } from "../../src/metrics/timeToFirstReview.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { isPerson } from "../../src/timeline/people.ts";
import type { PullRequestTimeline } from "../../src/timeline/timeline.ts";
import { folded } from "../support/folded.ts";
import { factsOf } from "../support/translated.ts";

const file = process.env["THROUGHLINE_TEST_HISTORY"];
const reason = "skipped: THROUGHLINE_TEST_HISTORY names no file";

/** A row of the file of weeks; its waits are hours to three digits, empty where there was none. */
type Week = { period: Period; row: ReadonlyMap<string, string> };

/** A pull request with its reviews and its drafts as the file of weeks reads them. */
type Read = PullRequestTimeline & { anyReviewAt: Instant | null; drafts: { from: Instant; to: Instant | null }[] };

describe.skipIf(file === undefined || !existsSync(file))(`a real history (${file ?? reason})`, () => {
  let weeks: Week[] = [];
  let pullRequests: Read[] = [];

  beforeAll(async () => {
    const deliveries = await deliveriesIn(file ?? "");
    weeks = weeksIn(readFileSync((file ?? "").replace(/\.ndjson(\.gz)?$/, ".weeks.csv"), "utf8"));
    const now = deliveries.map(({ receivedAt }) => receivedAt).reduce((a, b) => (a > b ? a : b), "");
    const facts = Map.groupBy(deliveries.flatMap(factsOf), ({ subject }) => subject);
    pullRequests = folded(deliveries, { now }).pullRequests.map((each) => ({
      ...each,
      anyReviewAt: anyReview(each, facts.get(`#${each.number}`) ?? []),
      drafts: draftsOf(each, facts.get(`#${each.number}`) ?? []),
    }));
  }, 120_000);

  test("opened, merged and open at each week's end are what the file of weeks says", () => {
    const ours = weeks.map(({ period }) => pullRequestFlow(pullRequests, period, knownBots));
    const theirs = ["opened", "merged", "open_at_end"] as const;

    expect(ours.map(({ opened, merged, openAtEnd }) => [opened, merged, openAtEnd].join())).toEqual(
      weeks.map(({ row }) => theirs.map((name) => row.get(name)).join()),
    );
  });

  test("the median wait to the first review is, by the file's own definition", () => {
    expect(weeks.map(({ period }) => hours(percentileCont(waitsOf(pullRequests, period), 0.5)))).toEqual(
      weeks.map(({ row }) => row.get("median_wait_h")),
    );
  });

  test("by ours it differs only in weeks with a first review that the definitions read otherwise", () => {
    const readOtherwise = pullRequests.filter((each) => each.anyReviewAt !== each.firstReviewAfterReadyAt);
    const moments = readOtherwise.flatMap((each) => [each.anyReviewAt, each.firstReviewAfterReadyAt]);
    const differing = weeks.filter(({ period, row }) => {
      const ours = timeToFirstReview(pullRequests, period.from, period.to, knownBots);
      return hours(ours.p50Seconds) !== row.get("median_wait_h");
    });

    const unexplained = differing.filter(
      ({ period }) => !moments.some((at) => at !== null && period.from <= at && at < period.to),
    );
    expect(unexplained.map(({ period }) => period.from)).toEqual([]);
  });

  test("the queue at each week's end is, by the file's own definition: open, no draft, not reviewed yet", () => {
    const queue = weeks.map(({ period: { to } }) => {
      const end = addSeconds(to, -1);
      return pullRequests.filter(
        ({ waits, drafts, anyReviewAt }) =>
          waits.some((wait) => covers(wait, end)) &&
          !drafts.some((draft) => covers(draft, end)) &&
          (anyReviewAt === null || anyReviewAt > end),
      ).length;
    });
    expect(queue.map(String)).toEqual(weeks.map(({ row }) => row.get("queue_at_end")));
  });
});

async function deliveriesIn(name: string): Promise<Delivery[]> {
  const deliveries: Delivery[] = [];
  for await (const line of deliveryLines(name, () => {})) {
    if (line.kind !== "delivery") throw new Error(`line ${line.line}: ${line.reason}`);
    deliveries.push(line.delivery);
  }
  return deliveries;
}

function weeksIn(text: string): Week[] {
  const [names = [], ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  return rows.map((values) => {
    const row = new Map<string, string>(names.map((name, index) => [name, values[index] ?? ""]));
    const from = `${row.get("week_start") ?? ""}T00:00:00Z`;
    return { period: { from, to: addSeconds(from, 7 * 24 * 3600) }, row };
  });
}

/** Any state, drafts and after the merge included; not by bots, the author, or an account deleted since. */
function anyReview({ author }: PullRequestTimeline, facts: readonly Fact[]): Instant | null {
  const reviews = facts.flatMap(({ at, signal }) => {
    const counts = signal.kind === "reviewed" && isPerson(signal.by, knownBots) && signal.by.id !== null;
    return counts && signal.by.id !== author.id ? [at] : [];
  });
  return reviews.toSorted()[0] ?? null;
}

function draftsOf({ openedAt, draft }: PullRequestTimeline, facts: readonly Fact[]) {
  const changes = facts
    .filter(({ signal }) => signal.kind === "ready" || signal.kind === "drafted")
    .map(({ at, signal }) => ({ at, isDraft: signal.kind === "drafted" }))
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  const opening = { at: openedAt, isDraft: changes[0] === undefined ? draft : !changes[0].isDraft };
  return [opening, ...changes].flatMap(({ at, isDraft }, index) =>
    isDraft ? [{ from: at, to: changes[index]?.at ?? null }] : [],
  );
}

/** First reviews of the period that were not before ready. */
function waitsOf(pullRequests: readonly Read[], period: Period): number[] {
  return pullRequests.flatMap(({ readyAt, anyReviewAt: at }) =>
    at !== null && readyAt !== null && readyAt <= at && covers(period, at) ? [secondsBetween(readyAt, at)] : [],
  );
}

function hours(seconds: number | null): string {
  return seconds === null ? "" : (seconds / 3600).toFixed(3);
}

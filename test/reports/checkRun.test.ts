import { describe, expect, test } from "vitest";
import { checkRun } from "../../src/reports/checkRun.ts";
import type { QueuePlace } from "../../src/metrics/reviewQueue.ts";
import type { AskedOfAuthor, PullRequestTimeline, WaitingOn } from "../../src/timeline/timeline.ts";
import { aPullRequest, aView } from "../support/pullRequestViews.ts";

const notInQueue: QueuePlace = { depth: 8, longer: null, depthWeekAgo: 6 };

test("waiting for its first review", () => {
  const check = checkRun(aView());

  expect(check.title).toBe("Waiting for review since 09:14 UTC; 3 of 9 have waited longer");
  expect(check.summary).toMatchInlineSnapshot(`
    "It has no review yet. **Next:** a review that approves or asks for changes moves it on.

    It has waited on nobody else so far.

    - **Review queue:** 9 waiting for review, 6 a week before.
    - **First review, usual here:** half come within 4 h, 85% within 1 day 2 h (143 in the last 26 weeks).
    - **Slowest stage by waiting, last four weeks:** Review and validation, where 23 items waited 84 days in all.

    _As of Mon 2 Mar 12:34 UTC: this wait has lasted 3 h 20 min._"
  `);
});

test("changes requested after a first review", () => {
  const check = checkRun(
    aView({
      pullRequest: aPullRequest({
        firstReviewAfterReadyAt: "2026-03-02T11:00:00Z",
        waits: [
          { on: "reviewer", from: "2026-03-02T09:14:00Z", to: "2026-03-02T11:00:00Z" },
          { on: "author", from: "2026-03-02T11:00:00Z", to: null },
        ],
        askedOfAuthor: "changes-requested",
      }),
      queue: { depth: 8, longer: null, depthWeekAgo: 8 },
    }),
  );

  expect(check.title).toBe("Waiting for the author since 11:00 UTC; changes requested");
  expect(check.summary).toMatchInlineSnapshot(`
    "A reviewer asked for changes. **Next:** a push, or asking that reviewer again, hands it back.

    | Waited on | Time |
    | - | - |
    | Author | since 2 Mar 11:00 UTC |
    | Reviewer | 1 h 46 min |

    - **Review queue:** 8 waiting for review, as many a week before.
    - **First review, usual here:** half come within 4 h, 85% within 1 day 2 h (143 in the last 26 weeks).
    - **Slowest stage by waiting, last four weeks:** Review and validation, where 23 items waited 84 days in all.

    _As of Mon 2 Mar 12:34 UTC: this wait has lasted 1 h 34 min._"
  `);
});

test("a draft in a young repository", () => {
  const check = checkRun(
    aView({
      pullRequest: aPullRequest({
        draft: true,
        readyAt: null,
        waits: [{ on: "author", from: "2026-03-01T09:14:00Z", to: null }],
      }),
      queue: { depth: 0, longer: null, depthWeekAgo: 1 },
      usual: { p50Seconds: 60, p85Seconds: 60, n: 4 },
      slowest: { stage: "design", waitingItemDays: 2.5, items: 3 },
    }),
  );

  expect(check.title).toBe("With the author as a draft since Sun 1 Mar 09:14 UTC");
  expect(check.summary).toMatchInlineSnapshot(`
    "**Next:** marking it ready for review puts it in the queue.

    It has not been ready for review.

    - **Review queue:** none waiting for review, 1 a week before.
    - **First review, usual here:** not enough history yet (4 of 10 first reviews needed).
    - **Slowest stage by waiting, last four weeks:** not enough work to tell (3 of 10 items needed).

    _As of Mon 2 Mar 12:34 UTC: this wait has lasted 1 day 3 h._"
  `);
});

test("merged", () => {
  const check = checkRun(
    aView({
      pullRequest: aPullRequest({
        closedAt: "2026-03-02T12:14:00Z",
        mergedAt: "2026-03-02T12:14:00Z",
        waits: [
          { on: "reviewer", from: "2026-03-02T09:14:00Z", to: "2026-03-02T11:14:00Z" },
          { on: "merge", from: "2026-03-02T11:14:00Z", to: "2026-03-02T12:14:00Z" },
        ],
      }),
      queue: { depth: 8, longer: null, depthWeekAgo: 6 },
      slowest: null,
    }),
  );

  expect(check.title).toBe("Merged Mon 2 Mar 12:14 UTC");
  expect(check.summary).toMatchInlineSnapshot(`
    "It waits on nobody any more.

    | Waited on | Time |
    | - | - |
    | Reviewer | 2 h |
    | Merge | 1 h |
    | Altogether | 3 h |

    - **Review queue:** 8 waiting for review, 6 a week before.
    - **First review, usual here:** half come within 4 h, 85% within 1 day 2 h (143 in the last 26 weeks).
    - **Slowest stage by waiting, last four weeks:** nothing waited.

    _As of Mon 2 Mar 12:34 UTC._"
  `);
});

describe("titles", () => {
  const titleOf = (on: WaitingOn, pullRequest: Partial<PullRequestTimeline> = {}, queue = notInQueue) =>
    checkRun(
      aView({
        pullRequest: aPullRequest({ waits: [{ on, from: "2026-03-02T11:00:00Z", to: null }], ...pullRequest }),
        queue,
      }),
    ).title;

  test.each<[string, QueuePlace]>([
    ["Waiting for review since 11:00 UTC; 2 of 9 have waited longer", { depth: 9, longer: 2, depthWeekAgo: 9 }],
    ["Waiting for review since 11:00 UTC; 1 of 9 has waited longer", { depth: 9, longer: 1, depthWeekAgo: 9 }],
    ["Waiting for review since 11:00 UTC; none of 9 has waited longer", { depth: 9, longer: 0, depthWeekAgo: 9 }],
    ["Waiting for review since 11:00 UTC; the only one waiting", { depth: 1, longer: 0, depthWeekAgo: 9 }],
    ["Waiting for review since 11:00 UTC", notInQueue],
  ])("%s", (title, queue) => {
    expect(titleOf("reviewer", {}, queue)).toBe(title);
  });

  test.each<[string, WaitingOn, AskedOfAuthor | null]>([
    ["Waiting for the author since 11:00 UTC; a required check failed", "author", "check-failed"],
    ["Waiting for the author since 11:00 UTC; QA failed", "author", "qa-failed"],
    ["Waiting for the author since 11:00 UTC; the staging deployment failed", "author", "staging-failed"],
    ["Waiting for the author since 11:00 UTC", "author", null],
    ["Waiting for checks since 11:00 UTC", "checks", null],
    ["Waiting for QA since 11:00 UTC", "qa", null],
    ["In the merge queue since 11:00 UTC", "merge-queue", null],
    ["Ready to merge since 11:00 UTC", "merge", null],
  ])("%s", (title, on, askedOfAuthor) => {
    expect(titleOf(on, { askedOfAuthor })).toBe(title);
  });

  test("a draft that was ready before is back with the author", () => {
    expect(titleOf("author", { draft: true })).toBe("Back with the author as a draft since 11:00 UTC");
  });

  test("closed without a merge", () => {
    const closed = { closedAt: "2026-03-02T12:00:00Z", waits: [] };
    expect(titleOf("reviewer", closed)).toBe("Closed without a merge Mon 2 Mar 12:00 UTC");
  });

  test("nothing known", () => {
    expect(titleOf("reviewer", { waits: [] })).toBe("Whose turn it is is not known");
  });
});

test("an hour later only the line that says as of when has changed", () => {
  const written = checkRun(aView());
  const later = checkRun(aView({ now: "2026-03-02T13:34:00Z" }));

  expect(later.title).toBe(written.title);
  expect(later.summary).not.toBe(written.summary);
  expect(later.summary.replace(later.asOf, "")).toBe(written.summary.replace(written.asOf, ""));
});

test("the next day the title says which day it means", () => {
  expect(checkRun(aView({ now: "2026-03-03T00:00:00Z" })).title).toBe(
    "Waiting for review since Mon 2 Mar 09:14 UTC; 3 of 9 have waited longer",
  );
});

test("it is a check on the head commit", () => {
  expect(checkRun(aView())).toMatchObject({ kind: "check", headSha: aPullRequest().headSha });
});

test("a queue that has reached the limit that the team has set is said in the check", () => {
  const { summary } = checkRun(
    aView({
      overLimits: [
        { stage: "review", queue: 9, limit: 8 },
        { stage: "release", queue: 1, limit: 1 },
      ],
    }),
  );

  expect(summary).toContain("- **Review and validation is over your limit:** 9 items, and you wanted fewer than 8.");
  expect(summary).toContain("- **Release is over your limit:** 1 item, and you wanted fewer than 1.");
});

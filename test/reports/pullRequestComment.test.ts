import { describe, expect, test } from "vitest";
import { pullRequestComment } from "../../src/reports/pullRequestComment.ts";
import type { PullRequestView } from "../../src/reports/pullRequestView.ts";
import type { AskedOfAuthor, WaitingOn } from "../../src/timeline/timeline.ts";
import { aPullRequest, aView, aVisit, anIssue, anItem } from "../support/pullRequestViews.ts";

const hour = 3600;
const notInQueue = { depth: 8, longer: null, depthWeekAgo: 6 };

function bodyOf(view: PullRequestView): string {
  return pullRequestComment(view, { mayCreate: true }).body;
}

function linesOf(view: PullRequestView, ...beginnings: string[]): string[] {
  return bodyOf(view)
    .split("\n")
    .filter((line) => beginnings.some((beginning) => line.startsWith(beginning)));
}

test("waiting for its first review, with an issue behind it", () => {
  const view = aView({
    item: anIssue(),
    issues: [anIssue()],
    expectedWait: {
      known: true,
      at: "2026-03-02T12:34:00Z",
      observations: 96,
      p50Seconds: 5 * hour,
      p85Seconds: 27 * hour,
      closedUnreviewed: 0.08,
    },
  });

  expect(bodyOf(view)).toMatchInlineSnapshot(`
    "**Waiting for a reviewer** since Mon 2 Mar 09:14 UTC.

    4th of 9 waiting for review; 3 have waited longer.

    First review: 50% likely by Mon 2 Mar 18:00 UTC, 85% by Tue 3 Mar 16:00 UTC. That goes by the 96 pull requests of the last 26 weeks that waited as long.

    <details>
    <summary>The whole way: stages, reviews, linked issues</summary>

    The way of issue #12 \`Exports stop after a timeout\` through the stages:

    | Stage | Time there | Entered (UTC) | Left (UTC) |
    | - | - | - | - |
    | Shaping | 3 days | 24 Feb 08:00 | 27 Feb 08:00 |
    | Design | 1 day | 27 Feb 08:00 | 28 Feb 08:00 |
    | Implementation | 2 days 1 h | 28 Feb 08:00 | 2 Mar 09:14 |
    | Review and validation | still there | 2 Mar 09:14 | not yet |

    - Opened: Mon 2 Mar 09:14 UTC.
    - Ready for review: Mon 2 Mar 09:14 UTC.
    - First review: not yet.
    - Review rounds (changes asked for, answered, reviewed again): 0.
    - Issue #12 \`Exports stop after a timeout\`: 3 days in shaping, 1 day in design.

    </details>

    _As of Mon 2 Mar 12:34 UTC: this wait has lasted 3 h 20 min._"
  `);
});

test("waiting for its first review, in a repository in Berlin with too little history", () => {
  const view = aView({
    timeZone: "Europe/Berlin",
    queue: { depth: 1, longer: 0, depthWeekAgo: 0 },
    expectedWait: { known: false, observations: 12 },
  });

  expect(bodyOf(view)).toMatchInlineSnapshot(`
    "**Waiting for a reviewer** since Mon 2 Mar 09:14 UTC (10:14 Europe/Berlin).

    It is the only one waiting for review.

    First review expected: not enough history yet (12 of 20 needed).

    <details>
    <summary>The whole way: stages, reviews, linked issues</summary>

    The way of this pull request through the stages:

    | Stage | Time there | Entered (UTC) | Left (UTC) |
    | - | - | - | - |
    | Review and validation | still there | 2 Mar 09:14 | not yet |

    - Opened: Mon 2 Mar 09:14 UTC (10:14 Europe/Berlin).
    - Ready for review: Mon 2 Mar 09:14 UTC (10:14 Europe/Berlin).
    - First review: not yet.
    - Review rounds (changes asked for, answered, reviewed again): 0.

    </details>

    _As of Mon 2 Mar 12:34 UTC (13:34 Europe/Berlin): this wait has lasted 3 h 20 min._"
  `);
});

test("waiting for its first review where half never get one", () => {
  const view = aView({
    queue: { depth: 30, longer: 0, depthWeekAgo: 30 },
    expectedWait: {
      known: true,
      at: "2026-03-02T12:34:00Z",
      observations: 43,
      p50Seconds: null,
      p85Seconds: null,
      closedUnreviewed: 0.6,
    },
  });

  expect(bodyOf(view)).toMatchInlineSnapshot(`
    "**Waiting for a reviewer** since Mon 2 Mar 09:14 UTC.

    1st of 30 waiting for review; none has waited longer.

    First review: less than 50% likely. Going by the 43 pull requests of the last 26 weeks that waited as long, 60% are closed without one.

    <details>
    <summary>The whole way: stages, reviews, linked issues</summary>

    The way of this pull request through the stages:

    | Stage | Time there | Entered (UTC) | Left (UTC) |
    | - | - | - | - |
    | Review and validation | still there | 2 Mar 09:14 | not yet |

    - Opened: Mon 2 Mar 09:14 UTC.
    - Ready for review: Mon 2 Mar 09:14 UTC.
    - First review: not yet.
    - Review rounds (changes asked for, answered, reviewed again): 0.

    </details>

    _As of Mon 2 Mar 12:34 UTC: this wait has lasted 3 h 20 min._"
  `);
});

test("waiting for its first review where most but not 85% get one", () => {
  const view = aView({
    queue: { depth: 2, longer: 1, depthWeekAgo: 1 },
    expectedWait: {
      known: true,
      at: "2026-03-02T12:34:00Z",
      observations: 43,
      p50Seconds: 2 * hour,
      p85Seconds: null,
      closedUnreviewed: 0.24,
    },
  });

  expect(bodyOf(view)).toMatchInlineSnapshot(`
    "**Waiting for a reviewer** since Mon 2 Mar 09:14 UTC.

    2nd of 2 waiting for review; 1 has waited longer.

    First review: 50% likely by Mon 2 Mar 15:00 UTC. Going by the 43 pull requests of the last 26 weeks that waited as long, 24% are closed without one.

    <details>
    <summary>The whole way: stages, reviews, linked issues</summary>

    The way of this pull request through the stages:

    | Stage | Time there | Entered (UTC) | Left (UTC) |
    | - | - | - | - |
    | Review and validation | still there | 2 Mar 09:14 | not yet |

    - Opened: Mon 2 Mar 09:14 UTC.
    - Ready for review: Mon 2 Mar 09:14 UTC.
    - First review: not yet.
    - Review rounds (changes asked for, answered, reviewed again): 0.

    </details>

    _As of Mon 2 Mar 12:34 UTC: this wait has lasted 3 h 20 min._"
  `);
});

test("changes requested: the author's turn", () => {
  const view = aView({
    pullRequest: aPullRequest({
      firstReviewAt: "2026-03-02T11:00:00Z",
      firstReviewAfterReadyAt: "2026-03-02T11:00:00Z",
      waits: [
        { on: "reviewer", from: "2026-03-02T09:14:00Z", to: "2026-03-02T11:00:00Z" },
        { on: "author", from: "2026-03-02T11:00:00Z", to: null },
      ],
      askedOfAuthor: "changes-requested",
    }),
    queue: notInQueue,
  });

  expect(bodyOf(view)).toMatchInlineSnapshot(`
    "**Waiting for the author** since Mon 2 Mar 11:00 UTC.

    A reviewer asked for changes. A push, or asking that reviewer again, hands it back.

    | Waited on | Time |
    | - | - |
    | Author | since 2 Mar 11:00 UTC |
    | Reviewer | 1 h 46 min |

    <details>
    <summary>The whole way: stages, reviews, linked issues</summary>

    The way of this pull request through the stages:

    | Stage | Time there | Entered (UTC) | Left (UTC) |
    | - | - | - | - |
    | Review and validation | still there | 2 Mar 09:14 | not yet |

    - Opened: Mon 2 Mar 09:14 UTC.
    - Ready for review: Mon 2 Mar 09:14 UTC.
    - First review: Mon 2 Mar 11:00 UTC, 1 h 46 min after that.
    - Review rounds (changes asked for, answered, reviewed again): 0.

    </details>

    _As of Mon 2 Mar 12:34 UTC: this wait has lasted 1 h 34 min._"
  `);
});

test("answered and back with the reviewer in a second round", () => {
  const view = aView({
    pullRequest: aPullRequest({
      firstReviewAt: "2026-03-02T10:00:00Z",
      firstReviewAfterReadyAt: "2026-03-02T10:00:00Z",
      reviewRounds: 1,
      waits: [
        { on: "reviewer", from: "2026-03-02T09:14:00Z", to: "2026-03-02T10:00:00Z" },
        { on: "author", from: "2026-03-02T10:00:00Z", to: "2026-03-02T11:30:00Z" },
        { on: "reviewer", from: "2026-03-02T11:30:00Z", to: null },
      ],
    }),
  });

  expect(bodyOf(view)).toMatchInlineSnapshot(`
    "**Waiting for a reviewer** since Mon 2 Mar 11:30 UTC.

    4th of 9 waiting for review; 3 have waited longer.

    | Waited on | Time |
    | - | - |
    | Author | 1 h 30 min |
    | Reviewer | 46 min, again since 2 Mar 11:30 UTC |

    <details>
    <summary>The whole way: stages, reviews, linked issues</summary>

    The way of this pull request through the stages:

    | Stage | Time there | Entered (UTC) | Left (UTC) |
    | - | - | - | - |
    | Review and validation | still there | 2 Mar 09:14 | not yet |

    - Opened: Mon 2 Mar 09:14 UTC.
    - Ready for review: Mon 2 Mar 09:14 UTC.
    - First review: Mon 2 Mar 10:00 UTC, 46 min after that.
    - Review rounds (changes asked for, answered, reviewed again): 1.

    </details>

    _As of Mon 2 Mar 12:34 UTC: this wait has lasted 1 h 4 min._"
  `);
});

test("made a draft again", () => {
  const view = aView({
    pullRequest: aPullRequest({
      draft: true,
      waits: [
        { on: "reviewer", from: "2026-03-02T09:14:00Z", to: "2026-03-02T11:00:00Z" },
        { on: "author", from: "2026-03-02T11:00:00Z", to: null },
      ],
    }),
    item: anItem({
      stage: "implementation",
      visits: [
        aVisit("review", "2026-03-02T09:14:00Z", "2026-03-02T11:00:00Z"),
        aVisit("implementation", "2026-03-02T11:00:00Z", null),
      ],
    }),
    queue: notInQueue,
  });

  expect(bodyOf(view)).toMatchInlineSnapshot(`
    "**Back with the author as a draft** since Mon 2 Mar 11:00 UTC.

    Marking it ready for review puts it in the queue.

    | Waited on | Time |
    | - | - |
    | Author | since 2 Mar 11:00 UTC |
    | Reviewer | 1 h 46 min |

    <details>
    <summary>The whole way: stages, reviews, linked issues</summary>

    The way of this pull request through the stages:

    | Stage | Time there | Entered (UTC) | Left (UTC) |
    | - | - | - | - |
    | Review and validation | 1 h 46 min | 2 Mar 09:14 | 2 Mar 11:00 |
    | Implementation | still there | 2 Mar 11:00 | not yet |

    - Opened: Mon 2 Mar 09:14 UTC.
    - Ready for review: Mon 2 Mar 09:14 UTC.
    - First review: not yet.
    - Review rounds (changes asked for, answered, reviewed again): 0.

    </details>

    _As of Mon 2 Mar 12:34 UTC: this wait has lasted 1 h 34 min._"
  `);
});

describe("whose turn it is, in the first lines", () => {
  const firstLines = (view: PullRequestView) => bodyOf(view).split("\n\n").slice(0, 2).join("\n");
  const waitingOn = (on: WaitingOn, askedOfAuthor: AskedOfAuthor | null = null) =>
    aView({
      pullRequest: aPullRequest({ waits: [{ on, from: "2026-03-02T11:00:00Z", to: null }], askedOfAuthor }),
      queue: notInQueue,
    });

  test("author, a required check failed", () => {
    expect(firstLines(waitingOn("author", "check-failed"))).toMatchInlineSnapshot(`
      "**Waiting for the author** since Mon 2 Mar 11:00 UTC.
      A required check failed. A push that mends it, or a new run that passes, moves it on."
    `);
  });

  test("author, QA failed", () => {
    expect(firstLines(waitingOn("author", "qa-failed"))).toMatchInlineSnapshot(`
      "**Waiting for the author** since Mon 2 Mar 11:00 UTC.
      QA found something to mend. A push hands it back."
    `);
  });

  test("author, the staging deployment failed", () => {
    expect(firstLines(waitingOn("author", "staging-failed"))).toMatchInlineSnapshot(`
      "**Waiting for the author** since Mon 2 Mar 11:00 UTC.
      The staging deployment of its last commit failed. A push that mends it hands it back."
    `);
  });

  test("author, for a reason that is not known", () => {
    expect(firstLines(waitingOn("author"))).toMatchInlineSnapshot(`
      "**Waiting for the author** since Mon 2 Mar 11:00 UTC.
      A push, or an answer to what was asked, moves it on."
    `);
  });

  test("checks", () => {
    expect(firstLines(waitingOn("checks"))).toMatchInlineSnapshot(`
      "**Waiting for checks** since Mon 2 Mar 11:00 UTC.
      The review is done; required checks are still running. Nobody has to act while they run."
    `);
  });

  test("QA", () => {
    expect(firstLines(waitingOn("qa"))).toMatchInlineSnapshot(`
      "**Waiting for QA** since Mon 2 Mar 11:00 UTC.
      The review is done and the checks are over. The label for QA passed or QA failed moves it on."
    `);
  });

  test("the merge queue", () => {
    expect(firstLines(waitingOn("merge-queue"))).toMatchInlineSnapshot(`
      "**In the merge queue** since Mon 2 Mar 11:00 UTC.
      Nobody has to act: it merges when its turn comes."
    `);
  });
});

test("ready to merge after a week with everybody", () => {
  const view = aView({
    now: "2026-03-09T09:00:00Z",
    pullRequest: aPullRequest({
      openedAt: "2026-02-27T15:00:00Z",
      firstReviewAt: "2026-02-28T10:00:00Z",
      firstReviewAfterReadyAt: "2026-03-02T16:00:00Z",
      reviewRounds: 2,
      waits: [
        { on: "author", from: "2026-02-27T15:00:00Z", to: "2026-03-02T09:14:00Z" },
        { on: "reviewer", from: "2026-03-02T09:14:00Z", to: "2026-03-03T09:14:00Z" },
        { on: "author", from: "2026-03-03T09:14:00Z", to: "2026-03-04T12:14:00Z" },
        { on: "reviewer", from: "2026-03-04T12:14:00Z", to: "2026-03-04T14:44:00Z" },
        { on: "checks", from: "2026-03-04T14:44:00Z", to: "2026-03-04T15:02:00Z" },
        { on: "qa", from: "2026-03-04T15:02:00Z", to: "2026-03-08T15:02:00Z" },
        { on: "merge-queue", from: "2026-03-08T15:02:00Z", to: "2026-03-08T15:02:40Z" },
        { on: "merge", from: "2026-03-08T15:02:40Z", to: null },
      ],
    }),
    queue: notInQueue,
  });

  expect(bodyOf(view)).toMatchInlineSnapshot(`
    "**Ready to merge** since Sun 8 Mar 15:02 UTC.

    Approved and green: nothing waits but the merge. Whoever may merge can do it now.

    | Waited on | Time |
    | - | - |
    | Author | 1 day 3 h |
    | Reviewer | 1 day 2 h |
    | Checks | 18 min |
    | QA | 4 days |
    | Merge queue | under a minute |
    | Merge | since 8 Mar 15:02 UTC |

    <details>
    <summary>The whole way: stages, reviews, linked issues</summary>

    The way of this pull request through the stages:

    | Stage | Time there | Entered (UTC) | Left (UTC) |
    | - | - | - | - |
    | Review and validation | still there | 2 Mar 09:14 | not yet |

    - Opened: Fri 27 Feb 15:00 UTC.
    - First reviewed as a draft: Sat 28 Feb 10:00 UTC.
    - Ready for review: Mon 2 Mar 09:14 UTC.
    - First review: Mon 2 Mar 16:00 UTC, 6 h 46 min after that.
    - Review rounds (changes asked for, answered, reviewed again): 2.

    </details>

    _As of Mon 9 Mar 09:00 UTC: this wait has lasted 17 h 57 min._"
  `);
});

test("merged and released", () => {
  const view = aView({
    now: "2026-03-05T10:00:00Z",
    pullRequest: aPullRequest({
      firstReviewAt: "2026-03-02T13:14:00Z",
      firstReviewAfterReadyAt: "2026-03-02T13:14:00Z",
      mergedAt: "2026-03-04T13:14:00Z",
      closedAt: "2026-03-04T13:14:00Z",
      releasedAt: "2026-03-05T09:00:00Z",
      waits: [
        { on: "reviewer", from: "2026-03-02T09:14:00Z", to: "2026-03-02T13:14:00Z" },
        { on: "merge", from: "2026-03-02T13:14:00Z", to: "2026-03-04T13:14:00Z" },
      ],
    }),
    item: anItem({
      stage: "production-stability",
      visits: [
        aVisit("review", "2026-03-02T09:14:00Z", "2026-03-04T13:14:00Z"),
        aVisit("release", "2026-03-04T13:14:00Z", "2026-03-05T09:00:00Z"),
        aVisit("production-stability", "2026-03-05T09:00:00Z", null),
      ],
    }),
    queue: notInQueue,
  });

  expect(bodyOf(view)).toMatchInlineSnapshot(`
    "**Merged** Wed 4 Mar 13:14 UTC, 2 days 4 h after it was ready for review.

    Released Thu 5 Mar 09:00 UTC.

    | Waited on | Time |
    | - | - |
    | Reviewer | 4 h |
    | Merge | 2 days |
    | Altogether | 2 days 4 h |

    <details>
    <summary>The whole way: stages, reviews, linked issues</summary>

    The way of this pull request through the stages:

    | Stage | Time there | Entered (UTC) | Left (UTC) |
    | - | - | - | - |
    | Review and validation | 2 days 4 h | 2 Mar 09:14 | 4 Mar 13:14 |
    | Release | 19 h 46 min | 4 Mar 13:14 | 5 Mar 09:00 |
    | Production stability | still there | 5 Mar 09:00 | not yet |

    - Opened: Mon 2 Mar 09:14 UTC.
    - Ready for review: Mon 2 Mar 09:14 UTC.
    - First review: Mon 2 Mar 13:14 UTC, 4 h after that.
    - Review rounds (changes asked for, answered, reviewed again): 0.

    </details>

    _As of Thu 5 Mar 10:00 UTC._"
  `);
});

test("closed without a merge, never reviewed", () => {
  const view = aView({
    now: "2026-03-05T10:00:00Z",
    pullRequest: aPullRequest({
      closedAt: "2026-03-03T09:14:00Z",
      waits: [{ on: "reviewer", from: "2026-03-02T09:14:00Z", to: "2026-03-03T09:14:00Z" }],
    }),
    item: anItem({ stage: null, visits: [aVisit("review", "2026-03-02T09:14:00Z", "2026-03-03T09:14:00Z")] }),
    queue: notInQueue,
  });

  expect(bodyOf(view)).toMatchInlineSnapshot(`
    "**Closed without a merge** Tue 3 Mar 09:14 UTC, 1 day after it was ready for review.

    | Waited on | Time |
    | - | - |
    | Reviewer | 1 day |

    <details>
    <summary>The whole way: stages, reviews, linked issues</summary>

    The way of this pull request through the stages:

    | Stage | Time there | Entered (UTC) | Left (UTC) |
    | - | - | - | - |
    | Review and validation | 1 day | 2 Mar 09:14 | 3 Mar 09:14 |

    - Opened: Mon 2 Mar 09:14 UTC.
    - Ready for review: Mon 2 Mar 09:14 UTC.
    - First review: never.
    - Review rounds (changes asked for, answered, reviewed again): 0.

    </details>

    _As of Thu 5 Mar 10:00 UTC._"
  `);
});

test("closed as a draft that never was ready", () => {
  const view = aView({
    now: "2026-03-05T10:00:00Z",
    pullRequest: aPullRequest({
      draft: true,
      readyAt: null,
      closedAt: "2026-03-03T09:14:00Z",
      waits: [{ on: "author", from: "2026-03-02T09:14:00Z", to: "2026-03-03T09:14:00Z" }],
    }),
    item: anItem({ stage: null, visits: [] }),
    queue: notInQueue,
  });

  expect(bodyOf(view)).toMatchInlineSnapshot(`
    "**Closed without a merge** Tue 3 Mar 09:14 UTC, without having been ready for review.

    <details>
    <summary>The whole way: stages, reviews, linked issues</summary>

    The way of this pull request through the stages: not known.

    - Opened: Mon 2 Mar 09:14 UTC.
    - Ready for review: never.
    - First review: never.
    - Review rounds (changes asked for, answered, reviewed again): 0.

    </details>

    _As of Thu 5 Mar 10:00 UTC._"
  `);
});

test("closed by mistake and reopened two days later", () => {
  const view = aView({
    now: "2026-03-05T10:00:00Z",
    pullRequest: aPullRequest({
      waits: [
        { on: "reviewer", from: "2026-03-02T09:14:00Z", to: "2026-03-02T12:14:00Z" },
        { on: "reviewer", from: "2026-03-04T12:14:00Z", to: null },
      ],
    }),
  });

  expect(bodyOf(view)).toMatchInlineSnapshot(`
    "**Waiting for a reviewer** since Wed 4 Mar 12:14 UTC.

    4th of 9 waiting for review; 3 have waited longer.

    It was closed for 2 days in between, which counts as nobody's wait.

    | Waited on | Time |
    | - | - |
    | Reviewer | 3 h, again since 4 Mar 12:14 UTC |

    <details>
    <summary>The whole way: stages, reviews, linked issues</summary>

    The way of this pull request through the stages:

    | Stage | Time there | Entered (UTC) | Left (UTC) |
    | - | - | - | - |
    | Review and validation | still there | 2 Mar 09:14 | not yet |

    - Opened: Mon 2 Mar 09:14 UTC.
    - Ready for review: Mon 2 Mar 09:14 UTC.
    - First review: not yet.
    - Review rounds (changes asked for, answered, reviewed again): 0.

    </details>

    _As of Thu 5 Mar 10:00 UTC: this wait has lasted 21 h 46 min._"
  `);
});

test("seven linked issues, some with parts that are not known", () => {
  const view = aView({
    item: anIssue(),
    issues: [
      anIssue(),
      anIssue({ number: 13, visits: [] }),
      anIssue({ number: 14, visits: [aVisit("shaping", "2026-02-24T08:00:00Z", null)] }),
      ...[15, 16, 17, 18].map((number) => anIssue({ number })),
    ],
  });

  expect(linesOf(view, "- Issue", "- 2 more")).toMatchInlineSnapshot(`
    [
      "- Issue #12 \`Exports stop after a timeout\`: 3 days in shaping, 1 day in design.",
      "- Issue #13 \`Exports stop after a timeout\`: time in shaping not known, time in design not known.",
      "- Issue #14 \`Exports stop after a timeout\`: since 24 Feb 08:00 UTC in shaping, not in design.",
      "- Issue #15 \`Exports stop after a timeout\`: 3 days in shaping, 1 day in design.",
      "- Issue #16 \`Exports stop after a timeout\`: 3 days in shaping, 1 day in design.",
      "- 2 more linked issues.",
    ]
  `);
});

test("an item that went to and fro twenty times tells only its last twelve stays", () => {
  const visits = Array.from({ length: 20 }, (_, index) =>
    aVisit(
      index % 2 === 0 ? "review" : "implementation",
      `2026-02-${String(index + 1).padStart(2, "0")}T09:00:00Z`,
      index === 19 ? null : `2026-02-${String(index + 2).padStart(2, "0")}T09:00:00Z`,
    ),
  );
  const view = aView({ item: anItem({ visits }) });

  expect(linesOf(view, "Its first", "| Review", "| Impl")).toHaveLength(1 + 12);
  expect(bodyOf(view)).toContain("Its first 8 stays are left out.");
});

test("an hour later the same facts give the same body but for the line that says as of when", () => {
  const written = pullRequestComment(aView({ issues: [anIssue()] }), { mayCreate: true });
  const later = pullRequestComment(aView({ issues: [anIssue()], now: "2026-03-02T13:34:00Z" }), { mayCreate: true });

  expect(written.asOf).toBe("_As of Mon 2 Mar 12:34 UTC: this wait has lasted 3 h 20 min._");
  expect(later.asOf).toBe("_As of Mon 2 Mar 13:34 UTC: this wait has lasted 4 h 20 min._");
  expect(later.body).not.toBe(written.body);
  expect(later.body.replace(later.asOf, "")).toBe(written.body.replace(written.asOf, ""));
});

test("it is a comment on that pull request, and says whether it may be created", () => {
  expect(pullRequestComment(aView(), { mayCreate: false })).toMatchObject({
    kind: "comment",
    number: 41,
    mayCreate: false,
  });
});

/** Decides what stands in the folded parts of the weekly summary: deployments, oldest work, waiting, AI, rework, coordination, value, data health. */
import { describe, expect, test } from "vitest";
import { aiSection } from "../../../src/reports/weekly/aiSection.ts";
import { deploymentSection } from "../../../src/reports/weekly/deploymentSection.ts";
import { healthSection } from "../../../src/reports/weekly/healthSection.ts";
import { oldestSection } from "../../../src/reports/weekly/oldestSection.ts";
import { coordinationSection, reworkSection } from "../../../src/reports/weekly/reworkSection.ts";
import { valueSection } from "../../../src/reports/weekly/valueSection.ts";
import { waitSection } from "../../../src/reports/weekly/waitSection.ts";
import type { WeeklyReport } from "../../../src/reports/weekly/weeklyReport.ts";
import { day, hour } from "../../support/flowItems.ts";
import { slicesOf } from "../../support/mermaid.ts";
import {
  aReport,
  aSetting,
  growing,
  growth,
  ranked,
  said,
  slowest,
  trouble,
  waits,
} from "../../support/weeklyReports.ts";

const base = aReport();
const onServer = { ...aSetting, web: "https://ghe.example" };

describe("deployments", () => {
  function section(changes: Partial<WeeklyReport["deployments"]>, setting = aSetting): string {
    return said(...deploymentSection(aReport({ deployments: { ...base.deployments, ...changes } }), setting));
  }

  test("that all went well are one line", () => {
    expect(section({})).toBe(
      "<details>\n<summary>Deployments: all completed, none had to be undone</summary>\n\nCompleted this week: 4 production deployments. Undone since: 0 of 4, a change failure rate of 0%.\n\n</details>",
    );
  });

  test("that were never made are not spoken of", () => {
    expect(section({ changeFailure: { completed: 0, undone: 0, rate: null } })).toBe("");
  });

  const undone = trouble({
    carries: [41, 42, 43, 44, 45, 46],
    state: "success",
    undoneBy: "rollback",
    undoneAt: "2026-11-24T11:04:00Z",
    restoredAt: "2026-11-24T11:04:00Z",
    restoredBy: "rollback",
    restoredAfterSeconds: 110 * 60,
  });
  const troubles = {
    didNotComplete: [trouble({ carries: [] })],
    undone: [undone],
    stagingFailures: [trouble({ environment: "staging", state: "error", at: "2026-11-25T10:00:00Z" })],
    changeFailure: { completed: 2, undone: 1, rate: 0.5 },
  };

  test("that went wrong are each told with when, where, commit, what they carried, and how it was mended", () => {
    const link = (number: number) => `[#${number}](https://redirect.github.com/octo/exports/issues/${number})`;
    const rows = section(troubles)
      .split("\n")
      .filter((line) => line.startsWith("| 2"));
    expect(rows).toEqual([
      "| 24 Nov 09:14 | failed | not yet | nothing known | `production` | `5f0c1f1` |",
      `| 24 Nov 09:14 | undone: rolled back | after 1 h 50 min, by the rollback | _${link(41)} ${link(42)} ${link(43)} ${link(44)} and 2 more_ | \`production\` | \`5f0c1f1\` |`,
      `| 25 Nov 10:00 | ended in an error | not yet | _${link(41)}_ | \`staging\` | \`5f0c1f1\` |`,
    ]);
  });

  test("are summed up on the folded line, with the rate inside", () => {
    expect(section(troubles)).toContain(
      "<summary>Deployments: 1 to production failed, 1 had to be undone; 1 to staging failed</summary>",
    );
    expect(section(troubles)).toContain("Undone since: 1 of 2, a change failure rate of 50%.");
  });

  test("are cut with a count", () => {
    const many = section({ didNotComplete: Array.from({ length: 12 }, (_, id) => trouble({ id })) });
    expect(many).toContain("And 2 more: the rest is elsewhere.");
  });

  test("name what they carried as plain code on a server of one's own, where a link would leave a note", () => {
    expect(section({ undone: [{ ...undone, carries: [41] }] }, onServer)).toContain("| _`#41`_ |");
  });
});

describe("the oldest work", () => {
  const oldest = [
    { number: 7, stage: "review", ageSeconds: 39 * day, waitingOn: "reviewer", since: null, isOverP85: true },
    { number: 8, stage: "design", ageSeconds: 20 * day, waitingOn: "active", since: null, isOverP85: null },
  ] as const;
  const usual = { p50Seconds: day, p85Seconds: 2 * day, n: 9 };
  const none = { p50Seconds: null, p85Seconds: null, n: 0 };
  const ageing = {
    oldest: oldest.map((work) => ({ ...work, repository: "octo/exports" })),
    stages: [
      { stage: "design", open: 2, overP50: null, overP85: null, usual: none },
      { stage: "review", open: 12, overP50: 8, overP85: 5, usual },
    ],
    backlog: none,
  } satisfies WeeklyReport["ageing"];
  const titles = new Map([["octo/exports#7", "Retry | <b>failed</b> @mona"]]);

  test("is listed with where it waits, for how long, and on what; a title stays code", () => {
    const section = said(...oldestSection(aReport({ ageing }), { ...aSetting, titles }));
    expect(section).toContain(
      "| _[#7](https://redirect.github.com/octo/exports/issues/7) `Retry \\| <b>failed</b> \uff20mona`_ | Review for 39 days; waits on a reviewer |",
    );
    expect(section).toContain(
      "| _[#8](https://redirect.github.com/octo/exports/issues/8)_ | Design for 20 days; touched lately |",
    );
  });

  test("is counted against what left, and what nothing is known of is counted, too", () => {
    const section = said(...oldestSection(aReport({ ageing }), aSetting));
    expect(section).toContain(
      "<summary>Oldest work: 5 of 12 open items have been in their stage for longer than 85% of those that left it lately</summary>",
    );
    expect(section).toContain(
      "Times are in the stage, all visits together. 2 items more in stages that nothing has left lately. 12 more items are open: the rest is elsewhere.",
    );
  });

  test.each([
    [1, 1, "the one open item has been in its stage for longer than 85% of those that left it lately"],
    [1, 0, "the one open item has not been in its stage for longer than 85% of those that left it lately"],
    [9, 1, "1 of 9 open items has been in its stage for longer than 85% of those that left it lately"],
    [9, 0, "none of 9 open items has been in its stage for longer than 85% of those that left it lately"],
  ])("of %i of which %i are old is said in one or many", (open, overP85, words) => {
    const stages = [{ stage: "review", open, overP50: 1, overP85, usual }] as const;
    const section = said(...oldestSection(aReport({ ageing: { ...ageing, stages: [...stages] } }), aSetting));
    expect(section).toContain(`<summary>Oldest work: ${words}</summary>`);
  });

  test("is no link on a server of one's own", () => {
    expect(said(...oldestSection(aReport({ ageing }), onServer))).toContain("| _`#7`_ |");
  });
});

describe("what work waited on", () => {
  const section = said(
    ...waitSection(
      aReport({
        waits: waits(
          { stage: "review", on: "reviewer", days: 30 },
          { stage: "design", on: "decision", days: 10 },
          { stage: "review", on: "checks", days: 0.04 },
          { stage: "review", on: "merge", days: 0.03 },
        ),
      }),
    ),
  );

  test("is a table in which all waiting is whole, what is little as one", () => {
    expect(section).toContain("at least 50% of the time from shaping to release");
    expect(section).toContain(
      "| A reviewer | 30 | 75% |\n| A decision | 10 | 25% |\n| Anything else | under 0.1 | 0% |",
    );
  });

  test("is a picture in the table's own words", async () => {
    const pie = /```mermaid\n([\s\S]+?)\n```/.exec(section)?.[1] ?? "";
    expect(Object.fromEntries(await slicesOf(pie))).toMatchObject({ "A reviewer": 30, "A decision": 10 });
  });
});

describe("AI beside the rest", () => {
  const review = { atStart: 5, arrivals: 14, departures: 9, atEnd: 10, mean: 7 };
  const ai = { ...base.ai, review };

  test.each([
    [growing("review", [14], [9], 5), "Review does not keep up: over 1 week its queue has grown."],
    [ranked("review"), "Review keeps up: over 8 weeks its queue does not grow."],
    [
      ranked("review", { growth: growth("not-enough-work") }),
      "There is not enough work to tell whether review keeps up.",
    ],
  ])("asks the test whether review keeps up, not one week", (row, words) => {
    const section = said(...aiSection(aReport({ ai, slowest: slowest([row], null) })));
    expect(section).toContain("<summary>AI and review: 14 came in, 9 left</summary>");
    expect(section).toContain(words);
  });

  test("is not split among few", () => {
    expect(said(...aiSection(aReport({ ai })))).toContain("from ten items on either side and three people on");
  });

  test("is split with the sample sizes", () => {
    const firstReview = { p50Seconds: 3 * hour, p85Seconds: day, n: 8 };
    const side = { items: 10, arrivals: 6, firstReview, roundsPerMerged: 0.5, merged: 4, flowBacks: 2, undone: 1 };
    const section = said(...aiSection(aReport({ ai: { ...ai, split: { ai: side, rest: { ...side, items: 12 } } } })));
    expect(section).toContain("| Items in review | 10 | 12 |");
    expect(section).toContain("| First review, half within | 3 h (n 8) | 3 h (n 8) |");
    expect(section).toContain("| Review rounds for each merged | 0.5 (n 4) | 0.5 (n 4) |");
  });
});

test("rework tells what came back, from where, how often, and of how many items", () => {
  const rework = {
    counts: [{ kind: "flow-back", stage: "implementation", times: 3 }],
    flowBacks: [
      { from: "review", to: "implementation", times: 2 },
      { from: null, to: "implementation", times: 1 },
    ],
    rates: [{ stage: "implementation", reworked: 3, present: 12, rate: 0.25 }],
  } satisfies WeeklyReport["rework"];
  const section = said(...reworkSection(aReport({ rework })));
  expect(section).toContain("<summary>Rework: 3 times in the week</summary>");
  expect(section).toContain("| Sent back: 2 from review, 1 from outside | Implementation | 3 | 25% of 12 |");
});

describe("coordination", () => {
  const load = { openItems: 14, reviewsWaiting: 7, activePeople: 6, perPerson: 3.5 };

  test("is told as one number for the team", () => {
    const handOffs = { items: 4, unknown: 0, changes: 6, changesPerItem: 1.5 };
    const decisionWaits = { decisionItemDays: 4.5, informationItemDays: 0 };
    const clarity = { flowBacksIntoShaping: 1, flowBacksIntoDesign: 2, lateClarifications: 1, items: 40 };
    expect(said(...coordinationSection(aReport({ handOffs, decisionWaits, clarity, load })))).toContain(
      [
        "- **Hand-offs:** the turn changed 1.5 times for each item released (n 4).",
        "- **Decisions:** 4 days waiting on a decision, nothing on information, all items together.",
        "- **Clarity:** of 40 items, 3 went back into shaping or design; 1 question came up after design.",
        "- **Load:** 3.5 for each of the 6 people who acted (14 open items, 7 reviews waiting).",
      ].join("\n"),
    );
  });

  test("shows no number for a person", () => {
    const few = { ...load, activePeople: 2, perPerson: null };
    expect(said(...coordinationSection(aReport({ load: few })))).toContain(
      "**Load:** 14 open items, 7 reviews waiting. Fewer than three people acted, so it is not divided among them.",
    );
  });
});

test("value and cost are the team's own assumptions, and what is not known is not reckoned", () => {
  const value = {
    value: 15,
    shipped: 5,
    waitingItemDays: 930.4,
    waitingCost: 46_519,
    reworks: 1,
    reworkCost: 160,
    costPerValue: null,
    efficiency: 0.126,
    currency: "EUR",
  };
  expect(said(...valueSection(aReport({ value: { ...base.value, ...value } })))).toContain(
    [
      "<summary>Value and cost, by your own assumptions</summary>",
      "",
      "- **Value shipped:** 15 by 5 items.",
      "- **Cost of waiting:** 46,519 EUR for 930 days of waiting, all items together.",
      "- **Cost of rework:** 160 EUR for 1 review round or move back.",
      "- **Cost for each unit of value:** not reckoned.",
      "- **Efficiency:** value of 0.13 for each active day or rework.",
    ].join("\n"),
  );
});

describe("data health", () => {
  function health(changes: Partial<WeeklyReport["health"]>, setting = aSetting): string {
    return said(healthSection(aReport({ health: { ...base.health, ...changes } }), setting));
  }

  test.each<[string, Partial<WeeklyReport["health"]>]>([
    ["- **Environments:** production deployments were seen.", {}],
    [
      "- **Environments:** no production deployment was seen, so none can be told that failed or had to be undone. No staging deployment was seen.",
      { productionSeen: false, stagingSeen: false },
    ],
    [
      "- **Released by:** 1 item by a deployment, 2 by a release, 3 by the merge (setting: auto).",
      { releaseSignals: { deployment: 1, release: 2, merge: 3 } },
    ],
    ["- **Tasks:** all 32 were seen in 9 weeks.", {}],
    [
      "- **Tasks:** 30 of 32 were seen in 9 weeks. Not done, or not shown by a label or event: scoping, qa-testing.",
      { tasksNeverSeen: ["scoping", "qa-testing"] },
    ],
    ["- **Deliveries:** all were understood, none had to be repaired.", {}],
    [
      "- **Deliveries:** 3 could not be understood, 12 had to be repaired.",
      { deliveriesSetAside: 3, deliveriesRepaired: 12 },
    ],
    [
      "12 had to be repaired. 1 was lost: GitHub does not send it any more.",
      { deliveriesRepaired: 12, deliveriesLost: 1 },
    ],
    ["none had to be repaired. 2 were lost: GitHub does not send them any more.", { deliveriesLost: 2 }],
    [
      "- **Gap:** nothing was heard from 2 Nov 10:00 to 4 Nov 10:00 UTC, and GitHub sends it no more. What it still tells of that time has been filled in.",
      { gaps: [{ since: "2026-11-02T10:00:00Z", until: "2026-11-04T10:00:00Z", filledIn: true }] },
    ],
    [
      "What it still tells of that time is being asked for.",
      { gaps: [{ since: "2026-11-02T10:00:00Z", until: "2026-11-04T10:00:00Z", filledIn: false }] },
    ],
    [
      "- **History:** trends are against the 8 weeks before, as far as they are known, from 2 Nov 10:00 UTC on.",
      { since: "2026-11-02T10:00:00Z" },
    ],
    [
      "- **Required:** 1 approval, since nothing names a number; a failed run of GitHub Actions counts as a required check, since nothing names one.",
      {},
    ],
    [
      "- **Required:** 2 approvals, as configured; checks, as configured: `build*`, `test`.",
      {
        approvals: { required: 2, from: "configuration" },
        requiredChecks: ["build*", "test"],
        requiredChecksFrom: "configuration",
      },
    ],
    [
      "- **Required:** 2 approvals, by the rules of the default branch; checks, by the rules of the default branch: `build`.",
      {
        approvals: { required: 2, from: "branch-rules" },
        requiredChecks: ["build"],
        requiredChecksFrom: "branch-rules",
      },
    ],
    [
      "Classic protection of a branch may ask for more approvals, which an app cannot see: name their number in the configuration.",
      { approvalsUnseen: true },
    ],
    [
      "as configured; no check, as configured.",
      {
        approvals: { required: 0, from: "configuration" },
        requiredChecks: [],
        requiredChecksFrom: "configuration",
      },
    ],
    [
      "- **Times that cannot be right:** 1 pull request with reviews before the opening or after the merge, which were not counted: [#7](https://redirect.github.com/octo/exports/issues/7).",
      { doubtful: [{ repository: "octo/exports", number: 7 }] },
    ],
    [
      "- **Not where it was asked for:** `octo/exports` in `octo/flow`, since that repository is archived.",
      { refused: [{ repository: "octo/exports", into: "octo/flow", reason: "that repository is archived" }] },
    ],
    [
      "- **Not written:** 2 texts that GitHub refused: `the conversation is locked: unlock it`",
      { notWritten: [{ reason: "the conversation is locked: unlock it", texts: 2 }] },
    ],
    ["GitHub cannot show whether customers are pleased, or whether the right thing was built", {}],
  ])("says %s", (line, changes) => {
    expect(health(changes)).toContain(line);
  });
});

/** Decides that advice stands beside its evidence or not at all, and that every row of its table can be reached. */
import { describe, expect, test } from "vitest";
import { addSeconds } from "../../../src/instant.ts";
import type { WaitReason } from "../../../src/metrics/waitShare.ts";
import { adviceFor, beyondAiIn } from "../../../src/reports/weekly/advice.ts";
import { adviceSection } from "../../../src/reports/weekly/adviceSection.ts";
import {
  adviceAgainst,
  adviceOnEvents,
  adviceRows,
  roles,
  tuningSteps,
} from "../../../src/reports/weekly/adviceTable.ts";
import { beyondAi, type BeyondAi } from "../../../src/reports/weekly/beyondAi.ts";
import type { WeeklyReport } from "../../../src/reports/weekly/weeklyReport.ts";
import type { StageSlug } from "../../../src/stages.ts";
import { day, flowItem, march, stay } from "../../support/flowItems.ts";
import { emptyHistory, reportOf } from "../../support/historyOf.ts";
import { aReport, growing, queue, said, slowest, stageRows, trouble, waits } from "../../support/weeklyReports.ts";

/** On what items of a stage can wait, by the table of section 1 of the definitions. */
const occurring: Record<StageSlug, WaitReason[]> = {
  shaping: ["dependency", "information", "decision", "attention"],
  design: ["dependency", "information", "decision", "attention"],
  implementation: ["dependency", "attention"],
  review: ["author", "reviewer", "checks", "qa", "merge-queue", "merge"],
  release: ["approval", "verification", "release"],
  "production-stability": ["observation"],
  "learning-and-flow": ["retrospective"],
};
const places = Object.entries(occurring).flatMap(([stage, reasons]) => reasons.map((on) => ({ stage, on })));

function stageNamed(name: string): StageSlug {
  const found = aReport().stages.find(({ stage }) => stage === name);
  if (found === undefined) throw new Error(name);
  return found.stage;
}

describe("the table", () => {
  test.each(places)("has advice against waiting on $on in $stage", ({ stage, on }) => {
    expect(adviceAgainst(on, stageNamed(stage), false)).not.toBeNull();
  });

  const reached = new Set(
    places.flatMap(({ stage, on }) =>
      [true, false].map((isSlowest) => adviceAgainst(on, stageNamed(stage), isSlowest)?.do),
    ),
  );

  test.each(adviceRows.map((row) => row.do))("some waiting asks for: %s", (words) => {
    expect(reached).toContain(words);
  });

  const all = [...adviceRows, ...Object.values(adviceOnEvents)];

  test.each(Object.keys(tuningSteps))("takes the step %s", (step) => {
    expect(all.map((row) => row.step)).toContain(step);
  });

  test.each(Object.keys(roles))("speaks to %s", (role) => {
    expect(all.map((row) => row.role)).toContain(role);
  });
});

function linesOf(changes: Partial<WeeklyReport>): string[] {
  return adviceFor(aReport(changes)).map(({ evidence, role }) => `${evidence} -> ${role}`);
}

describe("the lines", () => {
  test("are against what work waited on most, the slowest stage's first", () => {
    const where = waits(
      { stage: "shaping", on: "decision", days: 30 },
      { stage: "review", on: "reviewer", days: 20 },
      { stage: "review", on: "author", days: 10 },
      { stage: "implementation", on: "attention", days: 25 },
    );
    expect(linesOf({ waits: where })).toEqual([
      "20 days waiting on a reviewer, in review -> engineering",
      "10 days waiting on the author, in review -> engineering",
      "30 days waiting on a decision, in shaping -> leadership",
    ]);
  });

  test("leave out a tenth of the waiting, and what is under a day", () => {
    const where = waits({ stage: "review", on: "reviewer", days: 91 }, { stage: "shaping", on: "decision", days: 9 });
    expect(linesOf({ waits: where })).toHaveLength(1);
    expect(linesOf({ waits: waits({ stage: "review", on: "reviewer", days: 0.99 }) })).toEqual([]);
  });

  test("say the same advice once", () => {
    const where = waits(
      { stage: "shaping", on: "dependency", days: 5 },
      { stage: "implementation", on: "dependency", days: 9 },
    );
    expect(linesOf({ waits: where })).toEqual([
      "9 days waiting on something else first, in implementation -> architecture",
    ]);
  });

  test("strengthen review only where it is the slowest stage", () => {
    expect(adviceAgainst("reviewer", "review", true)?.step).toBe("strengthen-slowest");
    expect(adviceAgainst("reviewer", "review", false)?.step).toBe("tighten-validation");
  });

  const base = aReport();
  test.each<[string, Partial<WeeklyReport>]>([
    ["2 items went back into design -> security", { clarity: { ...base.clarity, flowBacksIntoDesign: 2 } }],
    [
      "3 incidents in production -> support",
      {
        rework: { ...base.rework, counts: [{ kind: "incident", stage: "production-stability", times: 3 }] },
        deployments: { ...base.deployments, undone: [trouble({ undoneBy: "incident" })] },
      },
    ],
    [
      "1 production deployment had to be undone -> release",
      { deployments: { ...base.deployments, undone: [trouble({ undoneBy: "rollback" })] } },
    ],
    [
      "9 released items without a retrospective, more than usual (3 to 4) -> leadership",
      { stages: stageRows({ "learning-and-flow": queue([3, 4, 3, 4, 3, 4, 3, 4, 9], 5, 0) }) },
    ],
  ])("tell what happened: %s", (line, changes) => {
    expect(linesOf(changes)).toEqual([line]);
  });

  test("are none where nothing is wrong", () => {
    expect(said(...adviceSection(base))).toBe("");
  });
});

test("a line is evidence, step, role, what to do, and how AI helps with it or does not", () => {
  const where = waits({ stage: "review", on: "merge", days: 12 }, { stage: "review", on: "qa", days: 7.9 });
  expect(said(...adviceSection(aReport({ waits: where })))).toBe(
    [
      "**What would help** (days are those of all items together)",
      "",
      "- **12 days waiting on the merge, in review.** _Tighten review and validation rules._ Engineering: switch auto-merge on: nothing is missing here but somebody to press the button. AI cannot fix this.",
      "- **7 days waiting on QA, in review.** _Tighten review and validation rules._ QA: agree what QA looks at before the work is ready, and test each change by itself. AI can draft scenarios and regression tests from the issue, for QA to check.",
    ].join("\n"),
  );
});

describe("what AI cannot fix", () => {
  const base = aReport();
  const shown: [BeyondAi, string, Partial<WeeklyReport>][] = [
    ["strategy", "4 days waiting on a decision", { decisionWaits: { decisionItemDays: 4.5, informationItemDays: 0 } }],
    ["strategy", "the priority of 2 of 80 items changed", { priorityChanges: { changed: 2, changes: 5, items: 80 } }],
    [
      "environments",
      "on 1 of 12 pull requests a check failed and then passed on the same commit",
      { flakyChecks: { flaky: 1, checked: 12 } },
    ],
    [
      "environments",
      "2 deployments did not complete",
      { deployments: { ...base.deployments, didNotComplete: [trouble()], stagingFailures: [trouble({ id: 2 })] } },
    ],
    ["test-infrastructure", "1 of 9 merged pull requests had no check that the app saw", unchecked(1, 9)],
    ["test-infrastructure", "the one pull request that was merged had no check that the app saw", unchecked(1, 1)],
    ["alignment", "1 of 10 items from design to review has no owner", { ownership: { unowned: 1, items: 10 } }],
    ["alignment", "3 of 24 items from design to review have no owner", { ownership: { unowned: 3, items: 24 } }],
    [
      "alignment",
      "the turn changed 6.5 times for each item released (n 4)",
      { handOffs: { items: 4, unknown: 0, changes: 26, changesPerItem: 6.5 } },
    ],
    [
      "understaffing",
      "review, where for 5 weeks in a row more came in than left (125 in, 50 out)",
      {
        slowest: slowest([growing("review", [25], [10], 0)], null),
        overCapacity: [{ stage: "review", weeks: 5, arrivals: 125, departures: 50 }],
      },
    ],
  ];

  test.each(shown)("%s: %s", (what, evidence, changes) => {
    expect(beyondAiIn(aReport(changes))).toEqual([{ what, evidence }]);
  });

  test("has numbers for each kind", () => {
    expect(new Set(shown.map(([what]) => what))).toEqual(new Set(Object.keys(beyondAi)));
  });

  test.each<[string, Partial<WeeklyReport>]>([
    ["hours of waiting on a decision", { decisionWaits: { decisionItemDays: 0.9, informationItemDays: 9 } }],
    ["one priority that changed", { priorityChanges: { changed: 1, changes: 1, items: 80 } }],
    ["one merge in twenty without a check", unchecked(1, 20)],
    ["one item in twenty without an owner", { ownership: { unowned: 1, items: 20 } }],
    ["few items without an owner", { ownership: { unowned: 4, items: 9 } }],
    ["a usual number of hand-offs", { handOffs: { items: 4, unknown: 0, changes: 20, changesPerItem: 5 } }],
    ["full weeks by chance", { overCapacity: [{ stage: "review", weeks: 5, arrivals: 20, departures: 12 }] }],
    [
      "three full weeks",
      {
        slowest: slowest([growing("review", [25], [10], 0)], null),
        overCapacity: [{ stage: "review", weeks: 3, arrivals: 75, departures: 30 }],
      },
    ],
  ])("is not said of %s", (_, changes) => {
    expect(beyondAiIn(aReport(changes))).toEqual([]);
  });

  test("stands with its evidence", () => {
    const section = said(...adviceSection(aReport({ flakyChecks: { flaky: 3, checked: 12 } })));
    expect(section).toBe(
      "**What AI cannot fix**\n\n- **Environments:** on 3 of 12 pull requests a check failed and then passed on the same commit. More code does not make an environment steady.",
    );
  });

  function unchecked(without: number, merged: number): Partial<WeeklyReport> {
    return { pullRequests: { ...base.pullRequests, withoutChecks: { merged, without } } };
  }
});

test("learning that is as full as ever is no news", () => {
  const learning = queue([3, 4, 3, 4, 3, 4, 3, 4, 4], 1, 1);
  expect(linesOf({ stages: stageRows({ "learning-and-flow": learning }) })).toEqual([]);
});

test("released work on which nobody looks back any more piles up, from one week to the next", () => {
  const weeks = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  // Three a week, each learnt from within the week, but for those that came in the last one.
  const items = weeks.flatMap((ago) =>
    [1, 2, 3].map((nth) => {
      const enteredAt = addSeconds(march(10), -ago * 7 * day);
      const leftAt = ago === 0 ? null : addSeconds(enteredAt, 2 * day);
      const visit = { ...stay("learning-and-flow", 10), enteredAt, leftAt, segments: [] };
      return { ...flowItem([visit], { number: 10 * ago + nth }), enteredAt, exitedAt: leftAt };
    }),
  );
  const evidenceOf = (some: typeof items) =>
    adviceFor(reportOf({ ...emptyHistory, items: some }, "2026-W11")).map(({ evidence }) => evidence);
  expect(evidenceOf(items)).toEqual(["3 released items without a retrospective, more than usual (0)"]);
  expect(evidenceOf(items.filter(({ exitedAt }) => exitedAt !== null))).toEqual([]);
});

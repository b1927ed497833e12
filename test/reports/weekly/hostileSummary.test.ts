/** Whatever titles, environments and repositories are called, the summary says the same in the same shape, and its numbers can be read out of it. */
import type { Nodes } from "mdast";
import { expect, test } from "vitest";
import { reportJson, reportObject } from "../../../src/reports/weekly/reportObject.ts";
import type { SummarySetting } from "../../../src/reports/weekly/summarySetting.ts";
import type { WeeklyReport } from "../../../src/reports/weekly/weeklyReport.ts";
import { weeklySummary } from "../../../src/reports/weekly/weeklySummary.ts";
import { deployed, flowItem, march, stay } from "../../support/flowItems.ts";
import { emptyHistory, reportOf } from "../../support/historyOf.ts";
import { hostileTexts } from "../../support/hostileTexts.ts";
import { nodesOf, parse } from "../../support/renderedMarkdown.ts";

/** A week with outside texts in every place that takes one; GitHub cuts names of environments. */
function weekWith(outside: string): { report: WeeklyReport; body: string } {
  const environment = outside.slice(0, 255);
  const failed = { state: "failure", completed: false, environment };
  const items = [flowItem([stay("review", 2)], { number: 1 }), flowItem([stay("release", 3)], { number: 2 })];
  const report = reportOf(
    {
      ...emptyHistory,
      items,
      deployments: [deployed(10, failed), deployed(11, { ...failed, kind: "staging" })],
    },
    "2026-W11",
    {
      config: { review: { approvals: 1, requiredChecks: [environment] } },
      told: { refused: [{ repository: "octo/exports", into: outside, reason: "it is archived" }] },
    },
  );
  const titles = new Map([1, 2].map((number) => [`octo/exports#${number}`, outside]));
  return { report, body: weeklySummary(report, settingWith(titles)).body };
}

function settingWith(titles: ReadonlyMap<string, string>): SummarySetting {
  return { home: "octo/exports", web: "https://github.com", titles, now: march(16), rest: "there." };
}

/** Everything that a reader's Markdown makes of it, but what is in code. */
function shapeOf(parsed: readonly Nodes[]): string[] {
  return parsed.map((node) => {
    if (node.type === "inlineCode") return "outside";
    if (node.type === "code") return `code ${node.lang}`;
    const own = "value" in node ? node.value : "url" in node ? node.url : "";
    return `${node.type} ${own}`;
  });
}

const plainShape = shapeOf(nodesOf(parse(weekWith("plain words").body)));
const blankShape = shapeOf(nodesOf(parse(weekWith(" ").body)));

/** That nothing comes alive is tried with all of them in `hostileTexts.test.ts`; these go on to hold its numbers against the report. */
const someTexts = hostileTexts.filter((_, index) => index % 8 === 0);

test.each(someTexts.map((outside) => ({ outside, name: JSON.stringify(outside).slice(0, 60) })))(
  "$name stands in code, where nothing is alive, and breaks nothing",
  ({ outside }) => {
    const { report, body } = weekWith(outside);
    const parsed = nodesOf(parse(body));
    const code = parsed.flatMap((node) => (node.type === "inlineCode" ? [node.value] : []));
    const isBlank = body.includes("no readable text");

    expect(shapeOf(parsed)).toEqual(isBlank ? blankShape : plainShape);
    expect(code.filter((value) => /[\p{Cc}\p{Cf}@]/u.test(value))).toEqual([]);
    expect(body).not.toContain("@");
    expect(numbersIn(parsed)).toEqual(JSON.parse(reportJson(report)));
  },
);

test("the numbers are those of the report, rounded to four decimals", () => {
  const { report, body } = weekWith("plain words");
  const rounded: unknown = JSON.parse(JSON.stringify(reportObject(report)), (_, value: unknown) =>
    typeof value === "number" ? Number(value.toFixed(4)) : value,
  );
  expect(numbersIn(nodesOf(parse(body)))).toEqual(rounded);
});

test("names of several repositories stand in code, too", () => {
  const named = (repositories: string[]) => shapeOf(nodesOf(parse(summaryOf(repositories))));
  const summaryOf = (repositories: string[]) =>
    weeklySummary(reportOf({ ...emptyHistory, repositories }, "2026-W11"), settingWith(new Map())).body;
  expect(named(["@octo/x", "a|b/</details>"])).toEqual(named(["octo/x", "octo/y"]));
});

function numbersIn(parsed: readonly Nodes[]): unknown {
  const [json] = parsed.flatMap((node) => (node.type === "code" && node.lang === "json" ? [node.value] : []));
  return JSON.parse(json ?? "null");
}

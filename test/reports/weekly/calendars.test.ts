/** Weeks in the zones and years in which weeks go wrong, and repositories of which little is known or little may be told. */
import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../../src/config/repositoryConfig.ts";
import { reportJson, reportObject } from "../../../src/reports/weekly/reportObject.ts";
import { weeklySummary } from "../../../src/reports/weekly/weeklySummary.ts";
import { foldRepository } from "../../../src/timeline/repository.ts";
import { march } from "../../cases/march.ts";
import { factsKnown, nowOf, play } from "../../cases/runCase.ts";
import { flowItem, flowPullRequest, stay } from "../../support/flowItems.ts";
import { emptyHistory, historyOf, reportOf } from "../../support/historyOf.ts";

const setting = {
  home: "acme/shop",
  web: "https://github.com",
  titles: new Map(),
  now: "2026-03-16T08:00:00Z",
  rest: "",
};

test.for([
  // Clocks go on at two on Sunday, 29 March 2026, and back on Sunday, 25 October.
  ["Europe/Berlin", "2026-W13", "2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z"],
  ["Europe/Berlin", "2026-W43", "2026-10-18T22:00:00Z", "2026-10-25T23:00:00Z"],
  // In 2018 midnight of Sunday, 4 November, was skipped there; until February clocks were an hour on.
  ["America/Sao_Paulo", "2018-W44", "2018-10-29T03:00:00Z", "2018-11-05T02:00:00Z"],
  ["UTC", "2026-W53", "2026-12-28T00:00:00Z", "2027-01-04T00:00:00Z"],
  ["Pacific/Kiritimati", "2026-W10", "2026-03-01T10:00:00Z", "2026-03-08T10:00:00Z"],
  ["Pacific/Pago_Pago", "2026-W10", "2026-03-02T11:00:00Z", "2026-03-09T11:00:00Z"],
] as const)("in %s the week %s is from %s to %s", ([timeZone, week, from, to]) => {
  const visit = { ...stay("review", 1), enteredAt: from, segments: [{ on: "reviewer" as const, from, to: null }] };
  const first = flowItem([visit], { number: 1 });
  const next = flowItem([{ ...visit, enteredAt: to }], { number: 2 });
  const report = reportOf({ ...emptyHistory, items: [first, next] }, week, { config: { timeZone } });

  expect(report.period).toEqual({ from, to });
  expect(report.stages[3]?.queue).toMatchObject({ atStart: 0, arrivals: 1, departures: 0, atEnd: 1, mean: 1 });
  expect(report.weeks).toHaveLength(9);
  expect(weeklySummary(report, setting).title).toContain(week);
});

test("of an empty repository nothing is named, and nothing is counted", () => {
  const object = reportObject(reportOf(emptyHistory, "2026-W10", { activePeople: 0 }));
  expect(object.slowest_stage).toMatchObject({ stage: null, why: null, runner_up: null, sure: null });
  expect(object.released).toBe(0);
  expect(object.cycle_time.from_idea).toEqual({ p50_seconds: null, p85_seconds: null, n: 0 });
  expect(object.wait_share).toMatchObject({ at_least: null, stage_seconds: 0 });
  expect(object.deployments.change_failure_rate).toBeNull();
  expect(() => weeklySummary(reportOf(emptyHistory, "2026-W10"), setting)).not.toThrow();
});

test("weeks before the app came are unknown in the trends, and the reported one is not", () => {
  const report = reportOf(emptyHistory, "2026-W10", { told: { since: "2026-02-18T12:00:00Z" } });
  // The app came on the Wednesday of week 8; week 9 is the first whole one.
  expect(report.released.values).toEqual([null, null, null, null, null, null, null, 0, 0]);
  expect(report.stages[3]?.queueSeries.values).toEqual([null, null, null, null, null, null, null, 0, 0]);
  expect(report.slowest.stages[0]?.growth.n).toBe(2);
  expect(report.forecast).toBeNull();
});

describe("no number is a person's", () => {
  const month = historyOf("acme/shop", foldRepository(factsKnown(play(march).deliveries), defaultConfig, nowOf(march)));
  const people = ["ines", "omar", "tess", "lena", "ravi", "quin", "rosa", "visitor", "dependabot", "devin", "pager"];

  test.for(["2026-W10", "2026-W11", "2026-W12", "2026-W13"])("no login is in the text or the numbers of %s", (week) => {
    const report = reportOf(month, week);
    const told = `${weeklySummary(report, setting).body}\n${reportJson(report)}`;
    const words = new Set(told.toLowerCase().split(/[^a-z]+/));
    expect(people.filter((login) => words.has(login))).toEqual([]);
  });

  const ai = (number: number, kind: "assisted" | "none") =>
    flowItem([stay("review", 9, 12)], { number, pullRequests: [number], ai: kind });
  const items = (assisted: number, rest: number) => [
    ...Array.from({ length: assisted }, (_, index) => ai(100 + index, "assisted")),
    ...Array.from({ length: rest }, (_, index) => ai(200 + index, "none")),
  ];

  test.for([
    { people: 3, assisted: 10, rest: 10, isSplit: true },
    { people: 2, assisted: 10, rest: 10, isSplit: false },
    { people: 3, assisted: 9, rest: 10, isSplit: false },
    { people: 3, assisted: 10, rest: 9, isSplit: false },
  ])("$people people, $assisted assisted items and $rest others: split $isSplit", (given) => {
    const history = { ...emptyHistory, items: items(given.assisted, given.rest), pullRequests: [flowPullRequest()] };
    const { ai: told } = reportObject(reportOf(history, "2026-W11", { activePeople: given.people }));
    expect(told.split !== null).toBe(given.isSplit);
  });

  test.for([
    [2, null, null],
    [3, 3, 0],
  ] as const)("of %i active people %j are told, with a load of %j", ([activePeople, told, perPerson]) => {
    const { load } = reportObject(reportOf(emptyHistory, "2026-W11", { activePeople }));
    expect(load).toMatchObject({ active_people: told, per_person: perPerson });
  });
});

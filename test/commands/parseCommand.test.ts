/** What words behind /flow mean, and what is near to words that mean nothing. */
import { expect, it } from "vitest";
import { commandLines } from "../../src/commands/commandLines.ts";
import type { Understood } from "../../src/commands/command.ts";
import { commandTable } from "../../src/commands/grammar.ts";
import { parseCommand } from "../../src/commands/parseCommand.ts";

const open = { since: null, weeks: null, label: null };

function parsed(line: string): Understood {
  return parseCommand(commandLines(`/flow ${line}`)[0] ?? []);
}

it.each<[line: string, command: object]>([
  ["", { name: "help" }],
  ["help", { name: "help" }],
  ["QUEUE", { name: "queue" }],
  ["queue --label bug", { name: "queue", narrowing: { ...open, label: "bug" } }],
  ['queue --label "needs qa"', { name: "queue", narrowing: { ...open, label: "needs qa" } }],
  ["queue --label=bug", { name: "queue", narrowing: { ...open, label: "bug" } }],
  ["queue —label bug", { name: "queue", narrowing: { ...open, label: "bug" } }],
  ["stage review", { name: "stage", stage: "review" }],
  ["stage Production-Stability", { name: "stage", stage: "production-stability" }],
  ["stage --weeks 3 review", { name: "stage", stage: "review", narrowing: { ...open, weeks: 3 } }],
  ["slowest --since 2026-03-02", { name: "slowest", narrowing: { ...open, since: "2026-03-02" } }],
  ["failed", { name: "failed" }],
  ["aging", { name: "aging" }],
  ["item #12", { name: "item", number: 12, repository: null }],
  ["item acme/shop#1", { name: "item", number: 1, repository: "acme/shop" }],
  ["item 12", { name: "item", number: 12, repository: null }],
  ["explain #12", { name: "explain", number: 12, repository: null }],
  ["forecast 20", { name: "forecast", goal: { by: "items", items: 20 } }],
  ["forecast 1 item", { name: "forecast", goal: { by: "items", items: 1 } }],
  ["forecast until 2026-12-24", { name: "forecast", goal: { by: "date", date: "2026-12-24" } }],
  ["whatif review=10", { name: "whatif", changes: [{ stage: "review", perWeek: 10 }] }],
  [
    "whatif implementation=25/week review=2.5/week",
    {
      name: "whatif",
      changes: [
        { stage: "implementation", perWeek: 25 },
        { stage: "review", perWeek: 2.5 },
      ],
    },
  ],
  [
    "compare 2026-W30..W37 2026-W38..2026-W45",
    {
      name: "compare",
      before: { first: "2026-W30", last: "2026-W37" },
      after: { first: "2026-W38", last: "2026-W45" },
    },
  ],
  [
    "compare 2026-W09 2026-W10",
    {
      name: "compare",
      before: { first: "2026-W09", last: "2026-W09" },
      after: { first: "2026-W10", last: "2026-W10" },
    },
  ],
  ["week 2026-w10", { name: "week", week: "2026-W10" }],
  ["setup", { name: "setup" }],
])("/flow %s", (line, command) => {
  expect(parsed(line)).toEqual({ narrowing: open, ...command });
});

it.each<[line: string, wrong: object]>([
  ["quue", { why: "unknown-command", said: "quue", near: "queue" }],
  ["fore 20", { why: "unknown-command", near: "forecast" }],
  ["bottleneck", { why: "unknown-command", near: "slowest" }],
  ["xyzzy", { why: "unknown-command", said: "xyzzy", near: null, meant: null }],
  ["constructor", { why: "unknown-command", near: null }],
  ["stage", { why: "missing", meant: "stage" }],
  ["stage reveiw", { why: "wrong-value", said: "reveiw", near: "review" }],
  ["stage prod", { why: "wrong-value", near: "production-stability" }],
  ["stage review design", { why: "too-much", said: "design" }],
  ["queue now", { why: "too-much", said: "now" }],
  ["item", { why: "missing", meant: "item" }],
  ["item #0", { why: "wrong-value", said: "#0" }],
  ["item 99999999999", { why: "wrong-value" }],
  ["item acme/shop/1", { why: "wrong-value" }],
  ["week 2025-W53", { why: "wrong-value", said: "2025-W53" }],
  ["forecast", { why: "missing" }],
  ["forecast soon", { why: "wrong-value", said: "soon" }],
  ["forecast util 2026-12-24", { why: "wrong-value", near: "until" }],
  ["forecast until 2026-02-30", { why: "wrong-value", said: "2026-02-30" }],
  ["forecast until", { why: "missing" }],
  ["forecast 20 issues", { why: "wrong-value", said: "issues" }],
  ["forecast -5", { why: "wrong-value" }],
  ["whatif", { why: "missing" }],
  ["whatif review=ten", { why: "wrong-value", said: "review=ten" }],
  ["whatif reveiw=10", { why: "wrong-value", said: "reveiw", near: "review" }],
  ["whatif review=10 review=12", { why: "wrong-value" }],
  ["whatif review=1e9", { why: "wrong-value" }],
  ["compare 2026-W10", { why: "missing" }],
  ["compare 2026-W10..W08 2026-W11", { why: "wrong-value", said: "2026-W10..W08" }],
  ["compare 2026-W08..W10 2026-W10", { why: "wrong-value", said: "2026-W10" }],
  ["compare 2026-W08 2026-W09 2026-W10", { why: "too-much", said: "2026-W10" }],
  ["queue --weeks 3", { why: "option-not-here", said: "--weeks" }],
  ["stage review --lable bug", { why: "unknown-option", said: "--lable", near: "--label" }],
  ["stage review --weeks", { why: "missing" }],
  ["stage review --weeks 0", { why: "wrong-value", said: "0" }],
  ["stage review --weeks 105", { why: "wrong-value" }],
  ["stage review --since yesterday", { why: "wrong-value", said: "yesterday" }],
  ["stage review --weeks 3 --weeks 4", { why: "option-twice" }],
  ["stage review --weeks 3 --since 2026-03-02", { why: "option-twice", said: "--since" }],
  ["queue --label a --label b", { why: "option-twice" }],
  ["setup now", { why: "too-much" }],
])("not understood: /flow %s", (line, wrong) => {
  expect(parsed(line)).toMatchObject({ name: null, ...wrong });
});

it.each(commandTable.flatMap(({ name, examples }) => examples.map((example): [string, string] => [example, name])))(
  "the example %s is understood as %s",
  (example, name) => {
    expect(commandLines(example).map(parseCommand)).toMatchObject([{ name }]);
  },
);

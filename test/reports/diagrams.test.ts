/** Decides what the diagrams say, and that Mermaid itself reads them. */
import { describe, expect, test } from "vitest";
import type { PipelineFlow, Waited } from "../../src/reports/diagrams.ts";
import { pipelineDiagram, waitingPie } from "../../src/reports/diagrams.ts";
import { mermaidBlock, render } from "../../src/reports/markdown.ts";
import { flowchartOf, kindOfDiagram, slicesOf } from "../support/mermaid.ts";

const week: PipelineFlow = {
  queues: {
    shaping: 9,
    design: 1,
    implementation: 12,
    review: 19,
    release: 3,
    "production-stability": 5,
    "learning-and-flow": 40,
  },
  moves: [
    { from: "shaping", to: "design", perWeek: 5 },
    { from: "shaping", to: "implementation", perWeek: 6 },
    { from: "design", to: "implementation", perWeek: 4.5 },
    { from: "implementation", to: "review", perWeek: 14 },
    { from: "review", to: "release", perWeek: 9 },
    { from: "review", to: "implementation", perWeek: 2.25 },
    { from: "release", to: "design", perWeek: 0.04 },
  ],
  slowest: "review",
};

const nothing: PipelineFlow = {
  queues: {
    shaping: 0,
    design: 0,
    implementation: 0,
    review: 0,
    release: 0,
    "production-stability": 0,
    "learning-and-flow": 0,
  },
  moves: [],
  slowest: null,
};

describe("the pipeline", () => {
  test("is seven boxes with their queues, the slowest named", async () => {
    const { boxes } = await flowchartOf(pipelineDiagram(week));
    expect([...boxes.values()]).toEqual([
      "Shaping: 9 items",
      "Design: 1 item",
      "Implementation: 12 items",
      "Review: 19 items, slowest",
      "Release: 3 items",
      "Stability: 5 items",
      "Learning: 40 items",
    ]);
  });

  test("a move that leaves a stage out passes both arrows", async () => {
    const { arrows } = await flowchartOf(pipelineDiagram(week));
    const forward = arrows.filter((arrow) => arrow.stroke === "normal");
    expect(forward.map((arrow) => `${arrow.start} ${arrow.end} ${arrow.text}`)).toEqual([
      "s1 s2 11 a week",
      "s2 s3 10.5 a week",
      "s3 s4 14 a week",
      "s4 s5 9 a week",
      "s5 s6 0 a week",
      "s6 s7 0 a week",
    ]);
  });

  test("flow-back is dotted, and left out where it rounds to nothing", async () => {
    const { arrows } = await flowchartOf(pipelineDiagram(week));
    const back = arrows.filter((arrow) => arrow.stroke === "dotted");
    expect(back.map((arrow) => `${arrow.start} ${arrow.end} ${arrow.text}`)).toEqual(["s4 s3 2.3 a week back"]);
  });

  test("shows no more than the five most frequent ways back", async () => {
    const moves = (
      ["design", "implementation", "review", "release", "production-stability", "learning-and-flow"] as const
    ).map((from, index) => ({ from, to: "shaping" as const, perWeek: index + 1 }));
    const { arrows } = await flowchartOf(pipelineDiagram({ ...nothing, moves }));
    expect(arrows.filter((arrow) => arrow.stroke === "dotted").map((arrow) => arrow.start)).toEqual([
      "s7",
      "s6",
      "s5",
      "s4",
      "s3",
    ]);
  });

  test("of an empty repository is drawn too, with nothing marked", async () => {
    const { boxes } = await flowchartOf(pipelineDiagram(nothing));
    expect([...boxes.values()].filter((box) => box.includes("slowest") || !box.includes(": 0 items"))).toEqual([]);
  });

  test("sets both ground and text of a box, so that it reads in light and dark", () => {
    expect(pipelineDiagram(week).match(/classDef .+/g)).toEqual([
      "classDef stage fill:#ddf4ff,stroke:#0969da,color:#1f2328",
      "classDef slowest fill:#a33b00,stroke:#a33b00,color:#ffffff",
    ]);
  });
});

describe("what was waited on", () => {
  test("is a pie of the largest six and the others, which sum to the whole", async () => {
    const waits: Waited[] = [
      { on: "author", itemDays: 40 },
      { on: "reviewer", itemDays: 84.26 },
      { on: "decision", itemDays: 22.5 },
      { on: "attention", itemDays: 19 },
      { on: "release", itemDays: 8 },
      { on: "checks", itemDays: 7 },
      { on: "merge", itemDays: 6 },
      { on: "qa", itemDays: 1 },
    ];
    expect(Object.fromEntries(await slicesOf(waitingPie(waits) ?? ""))).toEqual({
      "A reviewer": 84.3,
      "The author": 40,
      "A decision": 22.5,
      "Somebody to take it up": 19,
      "A release": 8,
      Checks: 7,
      "Anything else": 7,
    });
  });

  test("parts under three in a hundred stand with the others", async () => {
    const pie = waitingPie([
      { on: "reviewer", itemDays: 98 },
      { on: "merge", itemDays: 1.5 },
      { on: "qa", itemDays: 0.5 },
    ]);
    expect(Object.fromEntries(await slicesOf(pie ?? ""))).toEqual({ "A reviewer": 98, "Anything else": 2 });
  });

  test.each([
    ["nothing", []],
    ["no time", [{ on: "reviewer", itemDays: 0 }]],
    ["an hour in all", [{ on: "reviewer", itemDays: 1 / 24 }]],
    ["one reason alone", [{ on: "reviewer", itemDays: 12 }]],
  ] satisfies [string, Waited[]][])("of %s there is no pie", (_, waits) => {
    expect(waitingPie(waits)).toBeNull();
  });
});

test.each([
  ["flowchart-v2", pipelineDiagram(week)],
  ["flowchart-v2", pipelineDiagram(nothing)],
  [
    "pie",
    waitingPie([
      { on: "merge-queue", itemDays: 2 },
      { on: "merge", itemDays: 1 },
    ]) ?? "",
  ],
])("Mermaid reads a %s", async (kind, source) => {
  expect(await kindOfDiagram(source)).toBe(kind);
});

test("a diagram stands in a report as a block of its own language", () => {
  expect(render([mermaidBlock('pie showData\n  "Merge" : 2')], 1000)).toBe(
    '```mermaid\npie showData\n  "Merge" : 2\n```',
  );
});

test.each([
  "%%{init: {}}%%",
  "click s1 call()",
  's1["<b>x</b>"]',
  "s1[@octocat]",
  "s1[#35;]&amp;",
  "s1[https://example.com]",
  "```",
])("what could come alive in a diagram is refused: %s", (source) => {
  expect(() => mermaidBlock(`flowchart TB\n  ${source}`)).toThrow("own words");
});

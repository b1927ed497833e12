/** The numbers as JSON, against the schema that is published for them. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { reportJson, reportObject } from "../../../src/reports/weekly/reportObject.ts";
import { reportJsonSchema } from "../../../src/reports/weekly/reportJsonSchema.ts";
import { reportSchema } from "../../../src/reports/weekly/reportSchema.ts";
import { march } from "../../cases/march.ts";
import { factsKnown, nowOf, play } from "../../cases/runCase.ts";
import { defaultConfig } from "../../../src/config/repositoryConfig.ts";
import { foldRepository } from "../../../src/timeline/repository.ts";
import { emptyHistory, historyOf, reportOf } from "../../support/historyOf.ts";

const month = historyOf(
  march.repository.fullName,
  foldRepository(factsKnown(play(march).deliveries), defaultConfig, nowOf(march)),
);
const priced = {
  workingHours: { days: ["monday" as const, "tuesday" as const], fromMinute: 540, toMinute: 1020 },
  value: { labels: new Map([["value-high", 8]]) },
  cost: { perWaitingDay: 150, rework: { hours: 3, hourlyRate: 80 }, currency: "EUR" },
};

test("the published JSON Schema is that of the code: run `npm run schema`", () => {
  expect(JSON.parse(readFileSync("throughline.report.schema.json", "utf8"))).toEqual(reportJsonSchema);
});

test("every object of it says all that it has, and that it has all of that", () => {
  const objects = objectsIn(reportJsonSchema);
  expect(objects.length).toBeGreaterThan(40);
  expect(objects.filter(({ additionalProperties }) => additionalProperties !== false)).toEqual([]);
  expect(objects.filter(({ properties, required }) => Object.keys(properties).length !== required.length)).toEqual([]);
});

test.for([
  ...["10", "11", "12", "13", "14", "15"].map((week) => ({
    of: `W${week} of the month`,
    report: reportOf(month, `2026-W${week}`),
  })),
  { of: "a week with working hours, values and costs", report: reportOf(month, "2026-W12", { config: priced }) },
  { of: "an empty repository", report: reportOf(emptyHistory, "2026-W10") },
  {
    of: "a week with all that can be told of its data",
    report: reportOf(month, "2026-W10", {
      activePeople: 0,
      config: { review: { approvals: 2, requiredChecks: ["build*"] } },
      told: {
        configCommit: "5f0c1f1",
        since: "2026-03-02T08:00:02Z",
        refused: [{ repository: "acme/shop", into: "acme/planning", reason: "not installed there" }],
      },
    }),
  },
])("$of is by the schema, exactly", ({ report }) => {
  const object = reportObject(report);
  expect(reportSchema.parse(object)).toEqual(object);
  expect(() => reportSchema.parse(JSON.parse(reportJson(report)))).not.toThrow();
});

test("what the schema does not know is refused", () => {
  const object = { ...reportObject(reportOf(emptyHistory, "2026-W10")), surplus: 1 };
  expect(reportSchema.safeParse(object).success).toBe(false);
});

type ObjectSchema = { properties: object; required: unknown[]; additionalProperties?: unknown };

function objectsIn(schema: unknown): ObjectSchema[] {
  if (typeof schema !== "object" || schema === null) return [];
  return [...(isObjectSchema(schema) ? [schema] : []), ...Object.values(schema).flatMap(objectsIn)];
}

function isObjectSchema(schema: object): schema is ObjectSchema {
  return "type" in schema && schema.type === "object" && "properties" in schema && "required" in schema;
}

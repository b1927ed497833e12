import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { configJsonSchema, configKeys } from "../../src/config/configJsonSchema.ts";
import { keyOfRole } from "../../src/config/configSchema.ts";
import { defaultLabels } from "../../src/config/labelRoles.ts";
import { parseConfig } from "../../src/config/parseConfig.ts";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { stages } from "../../src/stages.ts";

const example = readFileSync("docs/throughline.example.yml", "utf8");
/** The example with the keys that are off by default. */
const everything = example.replaceAll(/^( *)# ((?: {2})*[a-z_]+:(?: .*)?)$/gm, "$1$2");

test("the published JSON Schema is that of the code: run `npm run schema`", () => {
  expect(JSON.parse(readFileSync("throughline.schema.json", "utf8"))).toEqual(configJsonSchema);
});

test("the example sets what holds by default", () => {
  expect(parseConfig(example)).toMatchObject({ config: defaultConfig });
});

test("the example with its commented keys sets every key that there is", () => {
  const parsed = parseConfig(everything);
  if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
  const leaves = configKeys.filter((key) => !configKeys.some((each) => each.startsWith(`${key}.`)));
  const unset = leaves.filter((key) => !parsed.sets.includes(key) && !key.startsWith("limits."));
  expect(unset).toEqual([]);
  expect(parsed.config).toEqual({
    ...defaultConfig,
    workingHours: { days: ["monday", "tuesday", "wednesday", "thursday", "friday"], fromMinute: 540, toMinute: 1020 },
    review: { approvals: 2, requiredChecks: ["build*", "lint"] },
    limits: { review: 8, release: 5 },
    weekly: { enabled: true, day: "monday", hour: 8, into: "acme/planning" },
    value: {
      labels: new Map([
        ["value-high", 8],
        ["value-low", 2],
      ]),
    },
    cost: { perWaitingDay: 150, rework: { hours: 3, hourlyRate: 80 }, currency: "EUR" },
  });
});

test("there is a key for every stage, task and meaning of a label", () => {
  const own = stages.flatMap(({ slug, tasks }) => [`stages.${slug}`, ...tasks.map((task) => `tasks.${task.slug}`)]);
  const meanings = [...defaultLabels.keys()].filter((role) => !/^(stage|task)-/.test(role)).map(keyOfRole);
  expect(configKeys).toEqual(expect.arrayContaining([...own, ...meanings].map((key) => `labels.${key}`)));
});

test("every key tells editors what it means", () => {
  const silent: string[] = [];
  const visit = (schema: object, path: string) => {
    if (path !== "" && !("description" in schema)) silent.push(path);
    const properties = "properties" in schema ? Object.entries(schema.properties ?? {}) : [];
    for (const [key, below] of properties) visit(below, `${path}.${key}`);
  };
  visit(configJsonSchema, "");
  expect(silent).toEqual([]);
});

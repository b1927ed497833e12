/** The table of faults names tests that are there. */
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const table = readFileSync("docs/faults.md", "utf8");

test("every file that the table of faults names is there", () => {
  const named = [...table.matchAll(/`((?:test|src)\/[^`]+)`/g)].map(([, file]) => file ?? "");
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((file) => !existsSync(file))).toEqual([]);
});

test.each([
  ["fault", /^\| (\d+) \|/gm, 73],
  ["abuse", /^\| T(\d+) \|/gm, 33],
])("every %s has one row, in order", (_what, row, count) => {
  const numbers = [...table.matchAll(row)].map(([, number]) => Number(number));
  expect(numbers).toEqual(Array.from({ length: count }, (_, place) => place + 1));
});

test("every test that is named in quotes is in the file before it", () => {
  const named = [...table.matchAll(/`(test\/[^`]+\.ts)` "([^"]+)"/g)];
  const wrong = named.filter(([, file = "", name = ""]) => !readFileSync(file, "utf8").includes(name));
  expect(wrong.map(([words]) => words)).toEqual([]);
});

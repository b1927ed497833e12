/** What a file of deliveries tells, line by line, and what it tells of the lines that are none. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, expect, test } from "vitest";
import { type DeliveryLine, deliveryLines } from "../../src/cli/replay/deliveryLines.ts";

const good = JSON.stringify({
  id: "a",
  event: "issues",
  received_at: "2026-03-02T09:14:00Z",
  payload: { action: "x" },
});

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "throughline-lines-"));
  return () => rmSync(folder, { recursive: true });
});

/** Each line as `number: good` or `number: reason`. */
async function told(contents: string | Buffer | null, name = "history.ndjson"): Promise<string[]> {
  const file = path.join(folder, name);
  if (contents !== null) writeFileSync(file, contents);
  const lines = await readAll(file);
  return lines.map((each) => `${each.line}: ${each.kind === "delivery" ? "good" : each.reason}`);
}

async function readAll(file: string): Promise<DeliveryLine[]> {
  const lines: DeliveryLine[] = [];
  for await (const line of deliveryLines(file, () => {})) lines.push(line);
  return lines;
}

function changed(fields: object): string {
  return JSON.stringify({ ...JSON.parse(good), ...fields });
}

test.for([
  ["a line that is cut off", good.slice(0, 50), "not JSON: Unterminated string in JSON at position 50"],
  ["a line that is not JSON", "hello", "not JSON: Unexpected token 'h'"],
  ["bytes that are no text", "\u0000\u0001", "not JSON: unexpected character"],
  ["a list", "[1]", "not a delivery: the line: expected object, received array"],
  ["no id", changed({ id: undefined }), "not a delivery: id: expected string, received undefined"],
  ["an id that no database holds", changed({ id: "a\u0000b" }), "not a delivery: id: expected printable characters"],
  [
    "a time without an offset",
    changed({ received_at: "2026-03-02 09:14" }),
    "not a delivery: received_at: expected a time like 2026-03-02T09:14:00Z",
  ],
  ["a payload that is no object", changed({ payload: null }), "not a delivery: payload: expected an object"],
])("%s is told with its number, and the lines around it are read", async ([, bad, reason]) => {
  expect(await told([good, bad, good].join("\n"))).toEqual(["1: good", `2: ${reason}`, "3: good"]);
});

test("empty lines are passed over and counted", async () => {
  expect(await told(`${good}\n\n  \n${good}\n`)).toEqual(["1: good", "4: good"]);
});

test("line ends of Windows and a byte order mark are no part of a line", async () => {
  expect(await told(`\ufeff${good}\r\n${good}\r\n`)).toEqual(["1: good", "2: good"]);
});

test("a separator inside a text does not end the line", async () => {
  expect(await told(changed({ payload: { title: "one\u2028two\u0085three" } }))).toEqual(["1: good"]);
});

test("a letter that falls on two chunks is one letter", async () => {
  const [line] = await readAll(written("é".repeat(200_000)));
  expect(line).toMatchObject({ delivery: { payload: { title: "é".repeat(200_000) } } });
});

test("a line longer than any delivery is passed over, and the next one is read", { timeout: 60_000 }, async () => {
  const lines = [good, "x".repeat(65 * 1024 * 1024), good].join("\n");
  expect(await told(lines)).toEqual(["1: good", "2: longer than any delivery can be", "3: good"]);
});

test("a packed file is unpacked", async () => {
  expect(await told(gzipSync(`${good}\n${good}\n`), "history.ndjson.gz")).toEqual(["1: good", "2: good"]);
});

test("of a packed file that was cut off every whole line is read", async () => {
  const ids = Array.from({ length: 3000 }, (_, index) => changed({ id: `delivery-${index * 7919}` }));
  const packed = gzipSync(ids.join("\n"));
  const lines = await told(packed.subarray(0, packed.length / 2), "history.ndjson.gz");
  expect(lines.slice(0, -1).every((each) => each.endsWith(": good"))).toBe(true);
  expect(lines.length).toBeGreaterThan(1000);
  expect(lines.at(-1)).toBe(`${lines.length}: the packed file ends too early; perhaps it was not copied to its end`);
});

test("what is not packed is not unpacked", async () => {
  expect(await told(good, "history.ndjson.gz")).toEqual(["1: what is left is not packed with gzip, or damaged"]);
});

test("a file that is not there is told", async () => {
  expect(await told(null)).toEqual(["1: there is no such file"]);
});

test("a folder is told to be one", async () => {
  const lines = await readAll(folder);
  expect(lines).toMatchObject([{ kind: "unreadable", reason: "it is a folder; name the files in it" }]);
});

function written(title: string): string {
  const file = path.join(folder, "history.ndjson");
  writeFileSync(file, changed({ payload: { title } }));
  return file;
}

/** A store that is written out and read into another: from the embedded database to the tested one, and from there to the embedded one. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../src/db/connect.ts";
import { createStore, type Store } from "../support/database.ts";
import { run } from "../support/deliveryFile.ts";
import { acme, live, rival } from "../support/twoTenants.ts";

let folder: string;
let full: Store;
/** It stays so through all that is refused. */
let empty: Store;
let exported: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "throughline-export-"));
  full = await createStore();
  empty = await createStore();
  const { db, close } = await connect(full.target);
  await live(db, acme);
  await live(db, rival);
  // What the databases might write differently.
  await sql`update deliveries set reason = 'half 😀, U+2028 \u2028, tab \t, line \n, quote " \\' where event = 'push'`.execute(
    db,
  );
  await sql`update publications set written_at = '2026-03-02T09:14:00.123456Z'`.execute(db);
  await close();
  exported = path.join(folder, "all.gz");
  expect(await run("export", exported, ...wordsFor(full))).toMatchObject({ code: 0, result: "" });
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await full.remove();
  await empty.remove();
});

test("has every table of the catalogue in it, each row with a count and a hash", async () => {
  const { db, close } = await connect(full.target);
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'throughline_migration%' order by name`.execute(
    db,
  );
  await close();
  const ends = linesIn(exported).filter((line) => line.startsWith('["end","'));
  expect(new Set(ends.map((line) => line.split('"')[3]))).toEqual(new Set(rows.map(({ name }) => name)));
  expect(ends).toContainEqual(expect.stringMatching(/^\["end","repositories",2,"[0-9a-f]{64}"\]$/));
  expect(statSync(exported).mode & 0o777).toBe(0o600);
});

test.each<[string, (lines: string[]) => string[], RegExp]>([
  ["one row less", (lines) => lines.filter((_line, index) => index !== firstRow(lines)), /damaged: its rows of/],
  [
    "another word in a row",
    (lines) => lines.map((line) => line.replace(acme.word, "Gift cards")),
    /damaged: its rows of/,
  ],
  [
    "a row that is none",
    (lines) => lines.toSpliced(firstRow(lines), 1, "{]"),
    /damaged: its rows of \w+ cannot be read in/,
  ],
  ["its end missing", (lines) => lines.slice(0, -1), /ends in the middle/],
  [
    "another schema",
    (lines) => [lines[0]?.replace("0004_publications", "0004_others") ?? "", ...lines.slice(1)],
    /another schema/,
  ],
  ["something else", () => ["hello"], /no export of Throughline/],
])("with %s it is refused", async (_what, change, says) => {
  const damaged = path.join(folder, "damaged.gz");
  writeFileSync(damaged, gzipSync(`${change(linesIn(exported)).join("\n")}\n`));
  const { code, notes } = await run("import", damaged, ...wordsFor(empty));
  expect(code).toBe(1);
  expect(notes.at(-1)).toMatch(says);
});

test("a file that is cut off is refused", async () => {
  const cut = path.join(folder, "cut.gz");
  writeFileSync(cut, readFileSync(exported).subarray(0, -200));
  expect(await run("import", cut, ...wordsFor(empty))).toMatchObject({
    code: 1,
    notes: expect.arrayContaining([expect.stringMatching(/^Cannot read .*cut\.gz: /)]),
  });
});

test("nothing is read into a store that has anything in it, and no file is written over", async () => {
  const { notes } = await run("import", exported, ...wordsFor(full));
  expect(notes).toEqual([expect.stringMatching(/^There is something in this store already \(in \w+\)/)]);
  expect((await run("export", exported, ...wordsFor(full))).notes).toEqual([
    `${exported} is there already. Name another file, or remove it.`,
  ]);
});

test("a file that cannot be written is told in one line", async () => {
  const place = path.join(folder, "missing", "all.gz");
  const { code, notes } = await run("export", place, ...wordsFor(full));
  expect(code).toBe(1);
  expect(notes.at(-1)).toMatch(/^Cannot write .*missing\/all\.gz: ENOENT.*\.$/);
});

test("goes to an embedded database and back into the one that refused all of that, and is the same to the letter", async () => {
  const dataDir = path.join(folder, "embedded");
  const there = await run("import", exported, "--data-dir", dataDir);
  expect(there).toMatchObject({
    code: 0,
    result: expect.stringMatching(/^Imported \d\d\d rows, and read each back\.$/),
  });
  expect(there.notes).toContain("repositories: 2 rows, the same as were written");
  const copy = path.join(folder, "copy.gz");
  await run("export", copy, "--data-dir", dataDir);
  expect(linesIn(copy)).toEqual(linesIn(exported));

  expect(await run("import", copy, ...wordsFor(empty))).toMatchObject({ code: 0 });
  const again = path.join(folder, "again.gz");
  await run("export", again, ...wordsFor(empty));
  expect(linesIn(again)).toEqual(linesIn(exported));
}, 60_000);

function wordsFor({ target }: Store): string[] {
  return "dataDir" in target ? ["--data-dir", target.dataDir] : ["--database", target.databaseUrl];
}

function linesIn(file: string): string[] {
  return gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n");
}

function firstRow(lines: readonly string[]): number {
  return lines.findIndex((line, index) => index > 0 && line.startsWith("{"));
}

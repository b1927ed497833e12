/** Erasing on the command line. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "../support/deliveryFile.ts";

let folder: string;
let store: string[];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "throughline-erase-"));
  store = ["--data-dir", folder];
  await run("replay", "docs/example.ndjson", ...store);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

it("hides a person, once, and takes a repository out of the store", async () => {
  const hidden = await run("erase", "--person", "Tomas", ...store);
  expect(hidden.result).toMatch(/^tomas is hidden-[0-9a-f]{8} now, in \d+ rows; 0 bodies were let go\.$/);
  expect(await run("erase", "--person", "tomas", ...store)).toMatchObject({
    code: 1,
    notes: ["Nobody is known as tomas here."],
  });
  expect((await run("erase", "acme/shop", ...store)).result).toMatch(/^Erased acme\/shop: \d+ rows\.$/);
  expect(await run("erase", "acme/shop", ...store)).toEqual({
    code: 1,
    result: "",
    notes: ["Nothing is known of acme/shop here."],
  });
});

it.each([
  [[], "Name one repository as OWNER/REPO, or --person."],
  [["shop"], "Name one repository as OWNER/REPO, or --person."],
  [["acme/shop", "--person", "ada"], "Name a repository or --person, not both."],
  [["--person", "a b"], "--person needs a login or the id of an account."],
])("erase %j is wrong usage", async (words, says) => {
  const { code, notes } = await run("erase", ...words);
  expect(code).toBe(2);
  expect(notes.join("\n")).toContain(says);
});

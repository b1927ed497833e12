/** The documents say what is so: their tables and examples come from the code, and what they name is there. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import packageJson from "../package.json" with { type: "json" };
import { runCommandLine } from "../src/cli.ts";
import { parseConfig } from "../src/config/env.ts";
import { appPrivateKey } from "./support/appPrivateKey.ts";
import { blocksFromCode } from "./support/docs/blocks.ts";
import {
  anchorsIn,
  codeIn,
  jsonIn,
  linksIn,
  readDocuments,
  rowsOfTable,
  withBlocks,
} from "./support/docs/documents.ts";

const documents = readDocuments();

function textOf(path: string): string {
  return documents.find((document) => document.path === path)?.text ?? "";
}

test("tables and examples are as the code says; if not, run `npm run docs:write`", async () => {
  const blocks = await blocksFromCode();
  for (const document of documents) expect(document.text, document.path).toBe(withBlocks(document, blocks));
  const shown = documents.flatMap(({ text }) => [...text.matchAll(/<!-- from the code: ([\w ]+) -->/g)]);
  expect(new Set(shown.map(([, name]) => name))).toEqual(new Set(blocks.keys()));
});

test("links lead to files and headings that are there", () => {
  const broken = documents.flatMap((document) =>
    linksIn(document)
      .filter(({ file, heading }) => !leads(file, heading))
      .map(({ link }) => `${document.path}: ${link}`),
  );
  expect(broken).toEqual([]);
});

function leads(file: string, heading: string | null): boolean {
  return existsSync(file) && (heading === null || anchorsIn(readFileSync(file, "utf8")).includes(heading));
}

test("every npm script that is named is in package.json", () => {
  const named = everyCode().flatMap((code) => [...code.matchAll(/\bnpm run (?:-s )?(?<script>[\w:]+)/g)]);
  const scripts = new Set(named.map(({ groups }) => groups?.["script"] ?? ""));
  expect([...scripts].filter((script) => !(script in packageJson.scripts))).toEqual([]);
  expect(scripts.size).toBeGreaterThan(3);
});

test("every command that is named explains itself", async () => {
  const named = everyCode().flatMap((code) => [...code.matchAll(/\bcli -- (?<name>(?:config|simulate) \w+|[a-z]+)/g)]);
  const names = new Set(named.map(({ groups }) => groups?.["name"] ?? ""));
  for (const name of names) {
    const terminal = { result: () => {}, note: () => {} };
    expect(await runCommandLine([...name.split(" "), "--help"], terminal), name).toBe(0);
  }
  expect([...names]).toEqual(expect.arrayContaining(["replay", "explain", "config check"]));
});

test("every file that is named is there", () => {
  const named = everyCode().filter((code) => /^[\w.-]+(\/[\w.-]+)*\.(ts|ya?ml|json|ndjson|md)$/.test(code));
  const places = ["", "src/", "src/timeline/"];
  const inOtherRepositories = new Set([".github/throughline.yml", "throughline.yml"]);
  const missing = named.filter((file) => !places.some((place) => existsSync(`${place}${file}`)));
  expect(missing.filter((file) => !inOtherRepositories.has(file))).toEqual([]);
});

function everyCode(): string[] {
  return documents.flatMap(({ text }) => codeIn(text));
}

test("every table of the database is named where the tables are", () => {
  const page = new Set(codeIn(textOf("docs/architecture.md")));
  const migrations = globSync("migrations/*.ts").map((file) => readFileSync(file, "utf8"));
  const tables = migrations.flatMap((text) => [...text.matchAll(/createTable\("(?<name>\w+)"\)/g)]);
  expect(tables.map(({ groups }) => groups?.["name"] ?? "").filter((name) => !page.has(name))).toEqual([]);
});

test("every example in JSON can be read", () => {
  const examples = documents.flatMap(({ text }) => jsonIn(text));
  expect(examples.length).toBeGreaterThan(1);
  for (const example of examples) expect(() => z.json().parse(JSON.parse(example))).not.toThrow();
});

test("every field that replay and explain print is explained", () => {
  const page = textOf("docs/replay.md");
  const explained = new Set(codeIn(page).flatMap((code) => code.split(".").map((part) => part.replace("[]", ""))));
  const printed = new Set(jsonIn(page).flatMap((example) => fieldsOf(z.json().parse(JSON.parse(example)))));
  expect([...printed].filter((field) => !explained.has(field))).toEqual([]);
});

function fieldsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldsOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...fieldsOf(inner)]);
}

test("the table of the environment has the variables that are read, with their defaults", () => {
  const rows = rowsOfTable(textOf("README.md"), "Variable");
  const source = readFileSync("src/config/env.ts", "utf8");
  const read = [...source.matchAll(/^ {2}(?<name>[A-Z][A-Z_]+): /gm)].map(({ groups }) => groups?.["name"]);
  expect(new Set(rows.map(([name]) => name))).toEqual(new Set(read));

  const needed = { APP_ID: "1", PRIVATE_KEY: appPrivateKey, WEBHOOK_SECRET: "4f2a91c07be35d68aa10" };
  const defaults = Object.fromEntries(rows.flatMap(([name = "", value = ""]) => (value === "" ? [] : [[name, value]])));
  expect(parseConfig({ ...needed, ...defaults })).toEqual(parseConfig(needed));
});

test("every test that the threat model names is there", () => {
  const named = [...textOf("SECURITY.md").matchAll(/`(test\/[\w./]+)`/g)].map(([, file = ""]) => file);
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((file) => !existsSync(file))).toEqual([]);
});

test("nothing names the place where it was written", () => {
  const words = [["..", "shared"].join("/"), ["", "work", ""].join("/"), ["issues", "show"].join(" ")];
  const files = globSync(["*", ".ci/*", "{src,test,docs,migrations}/**/*.*"], {
    exclude: ["node_modules/**", "data/**", "package-lock.json"],
    withFileTypes: true,
  }).filter((each) => each.isFile());
  const telling = files.filter((file) => {
    const text = readFileSync(`${file.parentPath}/${file.name}`, "utf8");
    return words.some((word) => text.includes(word));
  });
  expect(telling.map(({ name }) => name)).toEqual([]);
});

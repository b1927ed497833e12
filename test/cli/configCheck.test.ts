import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommandLine } from "../../src/cli.ts";

const folder = mkdtempSync(path.join(tmpdir(), "throughline-config-"));
const file = path.join(folder, "throughline.yml");
const none = path.join(folder, "none.ndjson");
writeFileSync(none, "");
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...words: string[]) {
  const said = { result: [] as string[], note: [] as string[] };
  const code = await runCommandLine(words, {
    result: (line) => void said.result.push(line),
    note: (line) => void said.note.push(line),
  });
  return { code, ...said };
}

test("a good file is summed up in one line", async () => {
  writeFileSync(file, "timezone: Europe/Berlin\nlabels:\n  incident: [bug]\nwindows:\n  stability: 24h\n");
  expect(await run("config", "check", file)).toEqual({
    code: 0,
    result: [`${file} is good. It sets timezone, labels.incident, windows.stability.`],
    note: [],
  });
});

test("an empty file is good", async () => {
  writeFileSync(file, "# later\n");
  expect(await run("config", "check", file)).toEqual({
    code: 0,
    result: [`${file} is good. It sets nothing: all defaults hold.`],
    note: [],
  });
});

test("each problem stands on a line that editors can jump to", async () => {
  writeFileSync(file, "windows:\n  stabilty: 24h\nbots: me\n");
  expect(await run("config", "check", file)).toEqual({
    code: 1,
    result: [
      `${file}:2:3: windows.stabilty: There is no key "stabilty" here. Did you mean stability?`,
      `${file}:3:7: bots: Write a list, such as [first, second], not "me".`,
    ],
    note: [],
  });
});

test("a file that is not there fails with one line", async () => {
  const { code, result, note } = await run("config", "check", path.join(folder, "gone.yml"));
  expect({ code, result }).toEqual({ code: 1, result: [] });
  expect(note).toEqual([expect.stringMatching(/^The configuration cannot be read: ENOENT/)]);
});

test.for([
  [["config"], 'There is no command "config". Run `throughline help` for the list.'],
  [["config", "chek"], 'There is no command "config chek". Run `throughline help` for the list.'],
  [["config", "check"], "Name the FILE to check. Run `throughline config check --help` for how it is used."],
  [["config", "check", "a", "b"], "Name one FILE only. Run `throughline config check --help` for how it is used."],
  [
    ["replay", none, "--config", ""],
    "--config needs the name of a FILE. Run `throughline replay --help` for how it is used.",
  ],
] as const)("wrong usage %j exits 2 with one line", async ([words, line]) => {
  expect(await run(...words)).toEqual({ code: 2, result: [], note: [line] });
});

test("a replay under an invalid file tells its problems and reads nothing", async () => {
  writeFileSync(file, "windows:\n  stabilty: 24h\n");
  expect(await run("replay", none, "--config", file)).toEqual({
    code: 1,
    result: [],
    note: [`${file}:2:3: windows.stabilty: There is no key "stabilty" here. Did you mean stability?`],
  });
});

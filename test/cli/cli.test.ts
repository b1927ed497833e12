import { expect, test } from "vitest";
import { runCommandLine } from "../../src/cli.ts";

async function run(...words: string[]) {
  const said = { result: [] as string[], note: [] as string[] };
  const code = await runCommandLine(words, {
    result: (line) => void said.result.push(line),
    note: (line) => void said.note.push(line),
  });
  return { code, ...said };
}

test("help lists the commands on stdout", async () => {
  for (const word of ["help", "--help", "-h"]) {
    const { code, result, note } = await run(word);
    expect({ code, note }).toEqual({ code: 0, note: [] });
    expect(result.join("\n")).toMatch(/^Usage: throughline COMMAND/);
    expect(result.join("\n")).toContain("start");
  }
});

test("each command explains itself", async () => {
  const { code, result } = await run("start", "--help");
  expect(code).toBe(0);
  expect(result.join("\n")).toMatch(/^Usage: throughline start/);
});

test.for([
  [[], "Name a command. Run `throughline help` for the list."],
  [["stat"], 'There is no command "stat". Run `throughline help` for the list.'],
  [["start", "--prot", "1"], "Unknown option '--prot'. Run `throughline start --help` for how it is used."],
  [["start", "now"], "Unexpected argument 'now'. Run `throughline start --help` for how it is used."],
  [
    ["start", "--database", "postgres://db/flow", "--data-dir", "data"],
    "Give --database or --data-dir, not both. Run `throughline start --help` for how it is used.",
  ],
  [
    ["start", "--database", ""],
    "--database and --data-dir need a value. Run `throughline start --help` for how it is used.",
  ],
] as const)("wrong usage %j exits 2 with one line on stderr", async ([words, line]) => {
  expect(await run(...words)).toEqual({ code: 2, result: [], note: [line] });
});

/** Decides which parts of the documents are written by the code itself. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommandLine } from "../../../src/cli.ts";
import { compactJson } from "./compactJson.ts";
import { exampleFile } from "./exampleHistory.ts";
import { eventsUnderstood, labelMeanings, permissionsAsked, registrationLink, stagesAndTasks } from "./tables.ts";

/** By the name that stands in the document: `<!-- from the code: NAME -->`, up to `<!-- end -->`. */
export async function blocksFromCode(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ["stages and tasks", stagesAndTasks()],
    ["labels", labelMeanings()],
    ["permissions", permissionsAsked()],
    ["events", eventsUnderstood()],
    ["registration link", registrationLink()],
    ["help", await shown("help")],
    ["help start", await shown("start", "--help")],
    ["help replay", await shown("replay", "--help")],
    ["help explain", await shown("explain", "--help")],
    ["config check", await shown("config", "check", "docs/throughline.example.yml")],
    ...(await replayOfTheExample()),
  ]);
}

async function replayOfTheExample(): Promise<[string, string][]> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-docs-"));
  const store = ["--data-dir", folder];
  try {
    return [
      ["replay", await shown("replay", exampleFile, ...store)],
      ["replay json", jsonBlock(await said("replay", exampleFile, ...store, "--json"))],
      ["explain", await shown("explain", "acme/shop#7", ...store)],
      ["explain json", jsonBlock(await said("explain", "acme/shop#7", ...store, "--json"))],
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function shown(...words: string[]): Promise<string> {
  return ["```text", await said(...words), "```"].join("\n");
}

function jsonBlock(text: string): string {
  return ["```json", compactJson(JSON.parse(text)), "```"].join("\n");
}

async function said(...words: string[]): Promise<string> {
  const lines: string[] = [];
  const terminal = { result: (line: string) => void lines.push(line), note: () => {} };
  const code = await runCommandLine(words, terminal);
  if (code !== 0) throw new Error(`throughline ${words.join(" ")} ended with ${code}`);
  return lines.join("\n");
}

/** Decides which parts of the documents are written by the code itself. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommandLine } from "../../../src/cli.ts";
import { lookText } from "../../../src/reports/look/lookText.ts";
import { reportSchema } from "../../../src/reports/weekly/reportSchema.ts";
import { teamWithDeployments } from "../lookHistories.ts";
import { seenOf } from "../seenOf.ts";
import { compactJson } from "./compactJson.ts";
import { lookFields, reportFields } from "./reportFields.ts";
import {
  adviceAgainstWaiting,
  beyondAiSaid,
  commandOptions,
  commandsAsked,
  eventsUnderstood,
  extraPermissions,
  labelMeanings,
  permissionsAsked,
  registrationLink,
  stagesAndTasks,
} from "./tables.ts";
import { weekExample } from "./weekExample.ts";

/** A small history for anybody to replay: one issue, from the idea to production. */
const exampleFile = "docs/example.ndjson";

/** By the name that stands in the document: `<!-- from the code: NAME -->`, up to `<!-- end -->`. */
export async function blocksFromCode(): Promise<ReadonlyMap<string, string>> {
  const week = weekExample();
  return new Map([
    ["stages and tasks", stagesAndTasks()],
    ["labels", labelMeanings()],
    ["permissions", permissionsAsked()],
    ["extra permissions", extraPermissions()],
    ["events", eventsUnderstood()],
    ["registration link", registrationLink()],
    ["advice", adviceAgainstWaiting()],
    ["beyond AI", beyondAiSaid()],
    ["a week", week.whole],
    ["beginning of a week", week.beginning],
    ["report fields", reportFields()],
    ["look fields", lookFields()],
    ["look", textBlock(await lookExample())],
    ["help", await shown("help")],
    ["commands", commandsAsked()],
    ["command options", commandOptions()],
    ["help ask", await shown("ask", "--help")],
    ["help start", await shown("start", "--help")],
    ["help backfill", await shown("backfill", "--help")],
    ["help export", await shown("export", "--help")],
    ["help import", await shown("import", "--help")],
    ["help erase", await shown("erase", "--help")],
    ["help doctor", await shown("doctor", "--help")],
    ["help look", await shown("look", "--help")],
    ["help deadletters", await shown("deadletters", "--help")],
    ["help replay", await shown("replay", "--help")],
    ["help explain", await shown("explain", "--help")],
    ["help report", await shown("report", "--help")],
    ["config check", await shown("config", "check", "docs/throughline.example.yml")],
    ...(await replayOfTheExample()),
  ]);
}

async function replayOfTheExample(): Promise<[string, string][]> {
  const folder = await mkdtemp(join(tmpdir(), "throughline-docs-"));
  const store = ["--data-dir", folder];
  try {
    const replay = await shown("replay", exampleFile, ...store);
    const explanation = await said("explain", "acme/shop#7", ...store);
    const week = ["report", "acme/shop", "--week", "2026-W11", ...store];
    return [
      ["replay", replay],
      ["replay json", jsonBlock(await said("replay", exampleFile, ...store, "--json"))],
      ["explain beginning", textBlock(beginningOf(explanation))],
      ["explain", textBlock(explanation)],
      ["explain json", jsonBlock(await said("explain", "acme/shop#7", ...store, "--json"), { longestList: 1 })],
      ["asked", quoted(await said("ask", "acme/shop", "/flow item #7", ...store))],
      ["report beginning", markdownBlock(adviceIn(await said(...week)))],
      ["report json", jsonBlock(partOf(await said(...week, "--format", "json")))],
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function lookExample(): Promise<string> {
  const setting = { web: "https://github.com", saved: null, titles: new Map<number, string>() };
  return lookText(await seenOf(teamWithDeployments(), 6), setting).join("\n");
}

/** Two stages are enough to see what it is like. */
function beginningOf(explanation: string): string {
  const lines = explanation.split("\n");
  const third = lines.flatMap((line, index) => (/^\d{4}-/.test(line) ? [index] : []))[2];
  return [...lines.slice(0, third), "..."].join("\n");
}

/** The verdict and what would help. */
function adviceIn(summary: string): string {
  return [summary.slice(0, summary.indexOf("**Talked about it?")).trimEnd(), "", "..."].join("\n");
}

/** A few fields of the many. */
function partOf(json: string): string {
  const { week, from, to, slowest_stage, released, cycle_time, wait_share } = reportSchema.parse(JSON.parse(json));
  const { ranked, ...slowest } = slowest_stage;
  const told = { ...slowest, ranked: ranked.filter(({ stage }) => stage === slowest.stage) };
  return JSON.stringify({ week, from, to, slowest_stage: told, released, cycle_time, wait_share });
}

async function shown(...words: string[]): Promise<string> {
  return textBlock(await said(...words));
}

function textBlock(text: string): string {
  return ["```text", text, "```"].join("\n");
}

function markdownBlock(text: string): string {
  return ["```markdown", text, "```"].join("\n");
}

function quoted(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
}

function jsonBlock(text: string, { longestList = Infinity } = {}): string {
  const value: unknown = JSON.parse(text, (_key, part: unknown) =>
    Array.isArray(part) ? part.slice(0, longestList) : part,
  );
  return ["```json", compactJson(value), "```"].join("\n");
}

async function said(...words: string[]): Promise<string> {
  const lines: string[] = [];
  const terminal = { result: (line: string) => void lines.push(line), note: () => {} };
  const code = await runCommandLine(words, terminal);
  if (code !== 0) throw new Error(`throughline ${words.join(" ")} ended with ${code}`);
  return lines.join("\n");
}

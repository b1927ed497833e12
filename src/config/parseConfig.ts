/** Decides whether a text is a configuration, and says of one that is not everything that is wrong, each with its place. */
import type { z } from "zod";
import { configKeys } from "./configJsonSchema.ts";
import { configFile } from "./configSchema.ts";
import { nearestOf } from "./nearest.ts";
import { type RepositoryConfig, repositoryConfig } from "./repositoryConfig.ts";
import { tooLarge } from "./yamlTokens.ts";
import { type Position, readYaml, type YamlDocument } from "./yamlDocument.ts";

/** `path` is the key, as `labels.stages.review[0]`; empty for the file. The message may quote the file: it is text from outside. */
export type ConfigProblem = Position & { path: string; message: string };

/** `sets` names the keys that the file sets, as `windows.stability`. */
export type ParsedConfig = { config: RepositoryConfig; sets: string[] } | { problems: ConfigProblem[] };

/** The configuration's place in a repository. */
export const configPath = ".github/throughline.yml";

/** More help nobody at once. */
export const mostProblems = 20;

/** Of a file that was not even read. */
export const tooLargeAFile: ConfigProblem = { line: 1, column: 1, path: "", message: tooLarge };

/** Reads the text of a `throughline.yml`. All problems are told at once, in the order of their lines, but no more than twenty. Never throws. */
export function parseConfig(text: string): ParsedConfig {
  const document = readYaml(text);
  if ("faults" in document) return failed(document.faults.map((fault) => ({ ...fault, path: "" })));
  // An empty file sets nothing.
  const value = document.value ?? {};
  const parsed = configFile.safeParse(value, { reportInput: true });
  if (parsed.success)
    return { config: repositoryConfig(parsed.data), sets: configKeys.filter((key) => sets(value, key)) };
  return failed(parsed.error.issues.flatMap((issue) => problemsOf(issue, document)));
}

/** Whether a value stands at the key itself; keys that hold others are told by those. */
function sets(value: unknown, key: string): boolean {
  const at = key.split(".").reduce<unknown>(below, value);
  return at !== undefined && !configKeys.some((each) => each.startsWith(`${key}.`));
}

function below(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(key)
    : undefined;
}

function failed(problems: ConfigProblem[]): ParsedConfig {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  return { problems: sorted.slice(0, mostProblems) };
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, document: YamlDocument): ConfigProblem[] {
  const path = writtenPath(issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        ...document.positionOfKey(issue.path, key),
        path: writtenPath([...issue.path, key]),
        message: unknownKey(key, path),
      }));
    case "invalid_key": {
      const key = String(issue.path.at(-1));
      const message = withValue(issue.issues[0]?.message ?? issue.message, key);
      return [{ ...document.positionOfKey(issue.path.slice(0, -1), key), path, message }];
    }
    default:
      return [{ ...document.positionOfValue(issue.path), path, message: withValue(issue.message, issue.input) }];
  }
}

/** `labels.stages.review[0]`, cut where somebody wrote a key without end. */
function writtenPath(path: readonly PropertyKey[]): string {
  const whole = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${printable(String(part))}`)).join("");
  return whole.replace(/^\./, "");
}

function unknownKey(key: string, above: string): string {
  const prefix = above === "" ? "" : `${above}.`;
  const here = configKeys.filter((each) => each.startsWith(prefix)).map((each) => each.slice(prefix.length));
  const near =
    nearestOf(
      key,
      here.filter((each) => !each.includes(".")),
    ) ?? placeElsewhere(key);
  return `There is no key ${quoted(key)} here.${near === null ? "" : ` Did you mean ${near}?`}`;
}

/** A key that there is at another place. */
function placeElsewhere(key: string): string | null {
  return configKeys.find((each) => each.split(".").at(-1) === key) ?? null;
}

/** What was written, where the message says what to write instead. */
function withValue(message: string, value: unknown): string {
  const tellable = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  if (!tellable || !message.startsWith("Write ") || !message.endsWith(".")) return message;
  return `${message.slice(0, -1)}, not ${quoted(String(value))}.`;
}

function quoted(text: string): string {
  return `"${printable(text)}"`;
}

/** Shortened, and without what moves a terminal's cursor. */
function printable(text: string): string {
  const visible = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\u{FFFD}");
  return visible.length > 60 ? `${visible.slice(0, 59)}…` : visible;
}

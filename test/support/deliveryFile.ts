/** Decides how tests write deliveries into a file for the command line, and run a command on it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { runCommandLine } from "../../src/cli.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { lineOf } from "./deliveryLine.ts";

/** A new folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "throughline-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file in a folder of its own; texts stand as they are. */
export function deliveryFile(lines: readonly (Delivery | string)[]): string {
  const file = path.join(temporaryFolder(), "history.ndjson");
  writeFileSync(file, lines.map((line) => `${typeof line === "string" ? line : lineOf(line)}\n`).join(""));
  return file;
}

/** Runs the words in this process. */
export async function run(...words: string[]): Promise<{ code: number; result: string; notes: string[] }> {
  const results: string[] = [];
  const notes: string[] = [];
  const code = await runCommandLine(words, {
    result: (line) => void results.push(line),
    note: (line) => void notes.push(line),
  });
  return { code, result: results.join("\n"), notes };
}

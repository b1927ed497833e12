/** Decides how a configuration is read from a file of this machine, and how its problems are told on the command line. */
import { readFile } from "node:fs/promises";
import { mostProblems, type ParsedConfig, parseConfig, type ConfigProblem } from "../config/parseConfig.ts";
import { messageOf, UserError } from "../errors.ts";
import { visibleLine } from "../reports/visibleLine.ts";

/** Throws a UserError if the file cannot be read. */
export async function readConfigFile(file: string): Promise<ParsedConfig> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new UserError(`The configuration cannot be read: ${messageOf(error)}`);
  });
  return parseConfig(text);
}

/** What stands in the file may be long, and may be made to move a terminal. */
const longestLine = 1_000;

/** One line for each, as compilers write it, so that editors and terminals can jump there. */
export function problemLines(file: string, problems: readonly ConfigProblem[]): string[] {
  const lines = problems.map(({ line, column, path, message }) => {
    const about = path === "" ? "" : `${path}: `;
    return `${file}:${line}:${column}: ${visibleLine(`${about}${message}`, longestLine)}`;
  });
  return problems.length < mostProblems
    ? lines
    : [...lines, `There may be more: only ${mostProblems} are told at once.`];
}

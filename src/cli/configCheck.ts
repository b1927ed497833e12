/** Decides how a configuration is checked before it is pushed. */
import { parseArgs } from "node:util";
import { configPath } from "../config/parseConfig.ts";
import { UsageError } from "../errors.ts";
import type { Command } from "./command.ts";
import { problemLines, readConfigFile } from "./configFile.ts";

export const configCheckCommand: Command = {
  help: [
    "Usage: throughline config check FILE",
    "",
    `Reads FILE as Throughline would read ${configPath} and says everything that is wrong with it,`,
    "each with its line and column. Exits 0 if it is good, 1 if not.",
    "Every key is in docs/throughline.example.yml; throughline.schema.json tells them to editors.",
  ].join("\n"),

  async run(words, terminal) {
    const { positionals } = parseArgs({ args: words, options: {}, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || file === "") throw new UsageError("Name the FILE to check.");
    if (more.length > 0) throw new UsageError("Name one FILE only.");
    const parsed = await readConfigFile(file);
    if ("problems" in parsed) {
      for (const line of problemLines(file, parsed.problems)) terminal.result(line);
      return 1;
    }
    terminal.result(`${file} is good. ${summaryOf(parsed.sets)}`);
    return 0;
  },
};

/** More names would not fit on a line. */
const mostNamed = 12;

function summaryOf(sets: readonly string[]): string {
  if (sets.length === 0) return "It sets nothing: all defaults hold.";
  const named = sets.slice(0, mostNamed).join(", ");
  const more = sets.length > mostNamed ? ` and ${sets.length - mostNamed} more` : "";
  return `It sets ${named}${more}.`;
}

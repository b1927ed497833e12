/** Decides how the demo is called: which words it takes, how it is interrupted, and what it says where its packages are missing. */
import { parseArgs } from "node:util";
import { UserError } from "../errors.ts";
import type { Command } from "./command.ts";

export const demoCommand: Command = {
  help: [
    "Usage: throughline demo [--keep]",
    "",
    "Starts a GitHub on this machine and the app on an embedded database, lets a team work there, and shows what the",
    "app wrote. It takes less than 30 seconds, needs no account and no network, and leaves nothing behind.",
    "",
    "  --keep   leave it running, to be looked at and played with; Ctrl-C ends it",
  ].join("\n"),

  async run(words, terminal) {
    const { values } = parseArgs({ args: words, options: { keep: { type: "boolean", default: false } } });
    const { runDemo } = await loadDemo();
    const interrupted = new AbortController();
    const interrupt = () =>
      interrupted.abort(new UserError("Interrupted. Everything that the demo had started is gone."));
    process.once("SIGINT", interrupt).once("SIGTERM", interrupt);
    try {
      await runDemo({ keep: values.keep, terminal, looks: looksOf(process.stdout), signal: interrupted.signal });
      return 0;
    } finally {
      process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
    }
  },
};

/** The emulator is a development package, which an image for production does not have. */
async function loadDemo(): Promise<typeof import("./demo/runDemo.ts")> {
  try {
    return await import("./demo/runDemo.ts");
  } catch (error) {
    const missing = /Cannot find package '([^']+)'/.exec(String(error))?.[1];
    if (missing === undefined) throw error;
    throw new UserError(
      `The demo needs the package ${missing}. Run \`npm ci\` in a checkout of Throughline, then the demo again.`,
    );
  }
}

/** Wide enough for the tables, and no wider than is pleasant to read. */
function looksOf(stdout: NodeJS.WriteStream): { width: number; colour: boolean } {
  const colour = stdout.isTTY && stdout.hasColors();
  return { width: Math.min(Math.max(stdout.columns ?? 100, 60), 110), colour };
}

/** Decides which command the words on the command line mean, and which exit code its end becomes. */
import type { Command, ExitCode, Terminal } from "./cli/command.ts";
import { messageOf, UsageError, UserError } from "./errors.ts";

/** The name is one word or several. */
type CommandEntry = { name: string; summary: string; load: () => Promise<Command> };

const commands: CommandEntry[] = [
  {
    name: "ask",
    summary: "Answer a question, as /flow in a comment is answered",
    load: async () => (await import("./cli/ask.ts")).askCommand,
  },
  {
    name: "backfill",
    summary: "Read from GitHub what happened before the app came",
    load: async () => (await import("./cli/backfill.ts")).backfillCommand,
  },
  {
    name: "explain",
    summary: "Tell where an item has been, and which delivery says so",
    load: async () => (await import("./cli/explain.ts")).explainCommand,
  },
  {
    name: "look",
    summary: "Say where work waits in a repository, with nothing installed",
    load: async () => (await import("./cli/look.ts")).lookCommand,
  },
  {
    name: "replay",
    summary: "Run deliveries from files through the app, offline",
    load: async () => (await import("./cli/replay.ts")).replayCommand,
  },
  {
    name: "report",
    summary: "Tell where work waited in a week, and what would help",
    load: async () => (await import("./cli/report.ts")).reportCommand,
  },
  {
    name: "simulate calibrate",
    summary: "Hold the forecasts against what came, over a history",
    load: async () => (await import("./cli/simulateCalibrate.ts")).simulateCalibrateCommand,
  },
  {
    name: "config check",
    summary: "Say what is wrong with a .github/throughline.yml",
    load: async () => (await import("./cli/configCheck.ts")).configCheckCommand,
  },
  {
    name: "start",
    summary: "Receive webhooks and answer on GitHub",
    load: async () => (await import("./cli/start.ts")).startCommand,
  },
  {
    name: "doctor",
    summary: "Find what is wrong with an installation, and the way out",
    load: async () => (await import("./cli/doctor.ts")).doctorCommand,
  },
  {
    name: "deadletters",
    summary: "Show what was set aside, have it tried again, or drop it",
    load: async () => (await import("./cli/deadletters.ts")).deadlettersCommand,
  },
  {
    name: "export",
    summary: "Write everything that is kept into a file",
    load: async () => (await import("./cli/exportStore.ts")).exportCommand,
  },
  {
    name: "import",
    summary: "Read such a file into an empty store",
    load: async () => (await import("./cli/importStore.ts")).importCommand,
  },
  {
    name: "erase",
    summary: "Erase a repository, or hide a person",
    load: async () => (await import("./cli/erase.ts")).eraseCommand,
  },
  {
    name: "demo",
    summary: "See it work on a GitHub that runs on this machine",
    load: async () => (await import("./cli/demo.ts")).demoCommand,
  },
];

/** Runs the command that the words name, and answers with the exit code; nothing is thrown. */
export async function runCommandLine(words: string[], terminal: Terminal): Promise<ExitCode> {
  const [first] = words;
  if (first === undefined) {
    terminal.note("Name a command. Run `throughline help` for the list.");
    return 2;
  }
  if (first === "help" || isHelp(first)) {
    terminal.result(overview());
    return 0;
  }
  const entry = commands.find(({ name }) => isNamed(name, words));
  if (entry === undefined) {
    terminal.note(`There is no command "${attemptedName(words)}". Run \`throughline help\` for the list.`);
    return 2;
  }
  return runCommand(entry, words.slice(entry.name.split(" ").length), terminal);
}

function isNamed(name: string, words: readonly string[]): boolean {
  return name.split(" ").every((part, index) => part === words[index]);
}

/** Two words where the first one alone begins the name of a command. */
function attemptedName([first = "", second]: readonly string[]): string {
  const begins = commands.some(({ name }) => name.startsWith(`${first} `));
  return begins && second !== undefined && !isHelp(second) ? `${first} ${second}` : first;
}

async function runCommand(entry: CommandEntry, words: string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const command = await entry.load();
    if (asksForHelp(words)) {
      terminal.result(command.help);
      return 0;
    }
    return await command.run(words, terminal);
  } catch (error) {
    return explain(entry.name, error, terminal);
  }
}

function explain(name: string, error: unknown, terminal: Terminal): ExitCode {
  const misuse = misuseIn(error);
  if (misuse !== null) {
    terminal.note(`${misuse} Run \`throughline ${name} --help\` for how it is used.`);
    return 2;
  }
  // Anything but a UserError is a fault of the app: its stack is what the person who mends it needs.
  const fault = error instanceof Error && !(error instanceof UserError) ? error.stack : undefined;
  terminal.note(fault ?? messageOf(error));
  return 1;
}

function overview(): string {
  const width = Math.max(...commands.map((each) => each.name.length));
  const lines = commands.map((each) => `  ${each.name.padEnd(width)}  ${each.summary}`);
  return ["Usage: throughline COMMAND [--help]", "", ...lines].join("\n");
}

function asksForHelp(words: string[]): boolean {
  const end = words.indexOf("--");
  return (end === -1 ? words : words.slice(0, end)).some(isHelp);
}

function isHelp(word: string): boolean {
  return word === "--help" || word === "-h";
}

/** What was wrong with the words, or null if something else failed. */
function misuseIn(error: unknown): string | null {
  if (error instanceof UsageError) return error.message;
  const fromParseArgs =
    error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (!fromParseArgs) return null;
  // Only its first sentence: the rest is advice about `--`, longer than the fault itself.
  return `${error.message.split(". ")[0]?.replace(/\.$/, "")}.`;
}

if (import.meta.main) {
  // A reader that has seen enough (`| head`) closes the pipe; that is no failure of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    result: (line) => process.stdout.write(`${line}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
  });
}

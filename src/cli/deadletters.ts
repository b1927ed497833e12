/** Decides how an operator sees what was set aside, and has it tried again or drops it. */
import { parseArgs } from "node:util";
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { UsageError } from "../errors.ts";
import { type DeadLetter, deadLetters, dropDeadLetters, retryDeadLetters, type Which } from "../intake/deadLetters.ts";
import { visibleLine } from "../reports/visibleLine.ts";
import { allRepositories } from "../signals/repositories.ts";
import type { Command, ExitCode, Terminal } from "./command.ts";
import { withStore } from "./openStore.ts";
import { storeOptions, storeOptionsHelp } from "./storeOptions.ts";

const mostListed = 1_000;
const longestLine = 300;

export const deadlettersCommand: Command = {
  help: [
    "Usage: throughline deadletters [list | retry ID... | retry --all | drop ID... | drop --all]",
    "                               [--database URL | --data-dir DIR] [--json]",
    "",
    "Shows what was set aside: deliveries that could not be read, and work that failed 12 times over more than a day. Everything else",
    "goes on without it. Each has an id, since when, how often it was tried, and why it failed; oldest first, at most 1000.",
    "`retry` has it tried again: a delivery is read by this version of Throughline. `drop` gives it up for good.",
    "Exits 1 if an id is not among those set aside.",
    "",
    "  --all            all that was set aside",
    storeOptionsHelp,
    "                   by default DATABASE_URL or DATA_DIR, else ./data",
    "  --json           print one JSON object",
  ].join("\n"),

  async run(words, terminal) {
    const options = { ...storeOptions, json: { type: "boolean" }, all: { type: "boolean" } } as const;
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    const [action = "list", ...ids] = positionals;
    const doing = readAction(action, ids, values.all ?? false);
    return withStore(values, (db) => act(db, doing, values.json ?? false, terminal));
  },
};

type Doing = { action: "list" } | { action: "retry" | "drop"; which: Which };

function readAction(action: string, ids: readonly string[], all: boolean): Doing {
  if (action === "list") {
    if (ids.length > 0 || all) throw new UsageError("`list` takes no ids: it lists all.");
    return { action };
  }
  if (action !== "retry" && action !== "drop") throw new UsageError(`There is nothing called "${action}" to do.`);
  if (all === ids.length > 0) throw new UsageError(`Name what to ${action} by its id, or give --all.`);
  return { action, which: all ? "all" : ids };
}

async function act(db: Kysely<Tables>, doing: Doing, json: boolean, terminal: Terminal): Promise<ExitCode> {
  if (doing.action === "list") {
    await list(db, json, terminal);
    return 0;
  }
  const { action, which } = doing;
  const done = await (action === "retry" ? retryDeadLetters : dropDeadLetters)(db, which);
  const unknown = which === "all" ? [] : which.filter((id) => !done.includes(id));
  if (json) terminal.result(JSON.stringify({ [action === "retry" ? "retried" : "dropped"]: done, unknown }));
  else {
    for (const id of done) terminal.result(`${action === "retry" ? "To be tried again" : "Dropped"}: ${id}`);
    if (which === "all" && done.length === 0) terminal.result("Nothing is set aside.");
  }
  for (const id of unknown) terminal.note(`Nothing with the id ${visibleLine(id, longestLine)} is set aside.`);
  return unknown.length === 0 ? 0 : 1;
}

async function list(db: Kysely<Tables>, json: boolean, terminal: Terminal): Promise<void> {
  const letters = await deadLetters(db, mostListed);
  const names = new Map((await allRepositories(db)).map(({ id, fullName }) => [id, fullName]));
  const nameOf = ({ repositoryId: id }: DeadLetter) => (id === null ? null : (names.get(id) ?? String(id)));
  if (json) {
    terminal.result(JSON.stringify({ dead_letters: letters.map((each) => letterObject(each, nameOf(each))) }));
    return;
  }
  for (const each of letters) for (const line of linesFor(each, nameOf(each))) terminal.result(line);
  if (letters.length === 0) terminal.result("Nothing is set aside.");
}

function letterObject(letter: DeadLetter, repository: string | null): Record<string, string | number | null> {
  const { id, kind, about, installationId: installation, since, tries, reason } = letter;
  return { id, kind, about, repository, installation, since, tries, reason };
}

function linesFor({ id, kind, about, since, tries, reason }: DeadLetter, repository: string | null): string[] {
  const what = kind === "delivery" ? `delivery of ${about}` : `${kind} of ${about}`;
  const where = repository === null ? "" : ` in ${repository}`;
  const told = `${what}${where}, since ${since}, tried ${tries === 1 ? "once" : `${tries} times`}`;
  return [id, told, reason ?? "no reason was kept"].map(
    (line, at) => (at === 0 ? "" : "  ") + visibleLine(line, longestLine),
  );
}

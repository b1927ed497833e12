/** Decides how the way of one item is explained on the command line. */
import { parseArgs } from "node:util";
import { withTenant } from "../db/withTenant.ts";
import { UsageError, UserError } from "../errors.ts";
import { explanationObject, explanationText } from "../reports/explanation.ts";
import { inertJson } from "../reports/inertJson.ts";
import { readItem } from "../steps/readItem.ts";
import type { Command, ExitCode, Terminal } from "./command.ts";
import { repositoryNamed, withStore } from "./openStore.ts";
import { storeOptions, storeOptionsHelp } from "./storeOptions.ts";
import type { Tables } from "../db/tables.ts";
import type { Kysely } from "kysely";

const itemName = /^([\w.-]+\/[\w.-]+)#(\d+)$/;

export const explainCommand: Command = {
  help: [
    "Usage: throughline explain OWNER/REPO#N [--database URL | --data-dir DIR] [--json]",
    "",
    "Tells every stage that the issue or pull request was in, with the time, the field the time came from, and the delivery that told it.",
    "A pull request that belongs to an issue is explained with it.",
    "",
    storeOptionsHelp,
    "                   by default DATABASE_URL or DATA_DIR, else ./data",
    "  --json           print one JSON object",
  ].join("\n"),

  async run(words, terminal) {
    const options = { ...storeOptions, json: { type: "boolean" } } as const;
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    const [name, ...more] = positionals;
    const [, repository, number] = itemName.exec(name ?? "") ?? [];
    if (repository === undefined || number === undefined || more.length > 0) {
      throw new UsageError("Name one item as OWNER/REPO#N.");
    }
    return withStore(values, (db) =>
      explain(db, { repository, number: Number(number), json: values.json ?? false }, terminal),
    );
  },
};

async function explain(
  db: Kysely<Tables>,
  { repository, number, json }: { repository: string; number: number; json: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  const known = await repositoryNamed(db, repository);
  const { items: explained } = await withTenant(db, [known.id], (trx) => readItem(trx, known.id, number));
  if (explained.length === 0)
    throw new UserError(`${known.fullName} has no item ${number} here: no delivery has told of it.`);
  if (json) {
    const objects = explained.map(({ item, tellers }) => explanationObject(known.fullName, item, tellers));
    terminal.result(inertJson(JSON.stringify(objects, null, 2)));
  } else {
    const texts = explained.map(({ item, tellers }) => explanationText(known.fullName, item, tellers));
    terminal.result(texts.join("\n\n"));
  }
  return 0;
}

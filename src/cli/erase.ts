/** Decides how an operator erases a repository, or hides a person. */
import { randomBytes, randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import type { Kysely } from "kysely";
import { hidePerson, personNamed, type Pseudonym } from "../db/hidePerson.ts";
import type { Tables } from "../db/tables.ts";
import { UsageError, UserError } from "../errors.ts";
import { repositoryByName } from "../signals/repositories.ts";
import { keptFor } from "../signals/repositoryTenants.ts";
import { eraseRepository } from "../steps/eraseRepository.ts";
import type { Command, ExitCode, Terminal } from "./command.ts";
import { withStore } from "./openStore.ts";
import { storeOptions, storeOptionsHelp } from "./storeOptions.ts";

export const eraseCommand: Command = {
  help: [
    "Usage: throughline erase OWNER/REPO | --person LOGIN|ID [--database URL | --data-dir DIR]",
    "",
    "Erases at once, for ever, everything that is kept of a repository. Where the app is still installed there it begins anew, with what GitHub still has",
    "of the last days: remove it on GitHub first. What the app has written on GitHub stays there.",
    "",
    "With --person, gives one person another id and another login everywhere, so that counts stay, and lets go of the raw bodies that name them. What others",
    "have written, such as titles and branches, stays. What happens afterwards brings the name again: run it again.",
    "",
    "  --person WHO     by login, or by the number that is the account's id",
    storeOptionsHelp,
    "                   by default DATABASE_URL or DATA_DIR, else ./data",
  ].join("\n"),

  async run(words, terminal) {
    const options = { ...storeOptions, person: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    const task = taskOf(positionals, values.person);
    return withStore(values, (db) => task(db, terminal));
  },
};

type Task = (db: Kysely<Tables>, terminal: Terminal) => Promise<ExitCode>;

function taskOf([repository, ...more]: readonly string[], person: string | undefined): Task {
  if (person !== undefined) {
    if (repository !== undefined) throw new UsageError("Name a repository or --person, not both.");
    if (!/^[\w-]+(\[bot\])?$/.test(person)) throw new UsageError("--person needs a login or the id of an account.");
    return (db, terminal) => hide(db, person, terminal);
  }
  if (repository === undefined || more.length > 0 || !/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new UsageError("Name one repository as OWNER/REPO, or --person.");
  }
  return (db, terminal) => erase(db, repository, terminal);
}

async function erase(db: Kysely<Tables>, name: string, terminal: Terminal): Promise<ExitCode> {
  const known = await repositoryByName(db, name);
  if (known === null) throw new UserError(`Nothing is known of ${name} here.`);
  // Where the app is not any more, what comes late is to be refused; where it is, what comes is new.
  const before =
    known.installationId === null ? (await keptFor(db, [known.id])).get(known.id)?.installationId : undefined;
  const rows = await eraseRepository(db, known.id, { keptFor: before ?? null, unread: "erase" });
  terminal.result(`Erased ${known.fullName}: ${rows} rows.`);
  return 0;
}

async function hide(db: Kysely<Tables>, named: string, terminal: Terminal): Promise<ExitCode> {
  const person = await personNamed(db, named);
  if (person === null) throw new UserError(`Nobody is known as ${named} here.`);
  const pseudonym = newPseudonym();
  const { accounts, payloads, unread, texts } = await db
    .transaction()
    .execute((trx) => hidePerson(trx, person, pseudonym));
  terminal.result(
    `${person.logins.join(", ")} is ${pseudonym.login} now, in ${accounts} rows; ${payloads} bodies were let go.`,
  );
  if (texts > 0)
    terminal.note(`In ${texts} rows the name stands in a title, a branch, a path or a configuration, and stays.`);
  if (unread > 0) terminal.note(`${unread} deliveries that name them are not read yet: run it again when they are.`);
  return 0;
}

/** By chance, so that nobody can reckon it back; beyond the ids that GitHub gives. */
function newPseudonym(): Pseudonym {
  return { id: 2 ** 52 + randomInt(2 ** 47), login: `hidden-${randomBytes(4).toString("hex")}` };
}

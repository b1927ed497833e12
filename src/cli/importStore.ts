/** Decides how what another store has exported is read into an empty one. */
import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import { copyIn } from "../db/copyIn.ts";
import { messageOf, UsageError, UserError } from "../errors.ts";
import type { Command } from "./command.ts";
import { withStore } from "./openStore.ts";
import { linesIn } from "./replay/lines.ts";
import { unpacked } from "./replay/unpack.ts";
import { storeOptions, storeOptionsHelp } from "./storeOptions.ts";

export const importCommand: Command = {
  help: [
    "Usage: throughline import FILE|- [--database URL | --data-dir DIR]",
    "",
    "Reads what `export` of the same version has written into a store that is empty; makes its tables first where there are none. Every table is",
    "read back and held against its count and its hash: either all is there, the same to the letter, or nothing. Start the app on it afterwards.",
    "",
    storeOptionsHelp,
    "                   by default DATABASE_URL or DATA_DIR, else ./data",
  ].join("\n"),

  async run(words, terminal) {
    const { values, positionals } = parseArgs({ args: words, options: storeOptions, allowPositionals: true });
    const [file, ...more] = positionals;
    if (file === undefined || file === "" || more.length > 0) throw new UsageError("Name one file, or - for stdin.");
    let rows = 0;
    await withStore(values, (db) =>
      copyIn(db, packedLines(file), (copied) => {
        rows += copied.rows;
        terminal.note(`${copied.table}: ${copied.rows} rows, the same as were written`);
      }),
    );
    terminal.result(`Imported ${rows} rows, and read each back.`);
    return 0;
  },
};

/** A body of 25 MiB, as JSON within JSON. */
const longestLine = 128 * 1024 * 1024;

async function* packedLines(file: string): AsyncGenerator<string> {
  const source: AsyncIterable<Buffer> = file === "-" ? process.stdin : createReadStream(file);
  const lines = linesIn(unpacked(source), longestLine)[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await lines.next().catch((error: unknown) => {
      throw new UserError(`Cannot read ${file === "-" ? "stdin" : file}: ${messageOf(error)}.`, { cause: error });
    });
    if (done === true) return;
    if (value === null) throw new UserError("The export is damaged: it has a line that is longer than any row.");
    if (value !== "") yield value;
  }
}

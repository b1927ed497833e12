/** Decides how the app is started from the command line: the environment says everything, the words may name another store. */
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { parseSetUpConfig, readConfig, readEnvironment } from "../config/env.ts";
import type { Config, SetUpConfig } from "../config/env.ts";
import type { Entrance } from "../setup/runSetUp.ts";
import { messageOf } from "../errors.ts";
import type { Command, ExitCode, Terminal } from "./command.ts";
import { readStoreOptions, type StoreAddress, storeOptions, storeOptionsHelp } from "./storeOptions.ts";

export const startCommand: Command = {
  help: [
    "Usage: throughline start [--database URL | --data-dir DIR]",
    "",
    "Receives GitHub's webhooks, keeps them, and writes comments, checks and a summary issue a week, until SIGTERM or SIGINT.",
    "What it needs is read from the environment or from a file `.env`: APP_ID, PRIVATE_KEY or PRIVATE_KEY_PATH,",
    "WEBHOOK_SECRET. While none of them is set, it prints an address instead: there the app is registered in the browser,",
    "the credentials are written to `.env`, and it starts.",
    "",
    "Optional are WEBHOOK_SECRET_PREVIOUS, HOST (localhost; in a container 0.0.0.0), PORT (3000), METRICS_PORT (none),",
    "METRICS_HOST (localhost), DATABASE_URL or DATA_DIR (./data), DATABASE_PASSWORD_PATH, GHE_HOST, GHE_PROTOCOL, LOG_LEVEL,",
    "KEEP_PAYLOADS_DAYS, KEEP_CHECK_PAYLOADS_DAYS, BACKFILL_DAYS, ERASE_AFTER_DAYS, WEBHOOK_PROXY_URL, PUBLIC_URL,",
    "ENV_FILE (.env).",
    "",
    storeOptionsHelp,
  ].join("\n"),

  async run(words, terminal) {
    const { values } = parseArgs({ args: words, options: storeOptions });
    const store = readStoreOptions(values);
    const setUp = parseSetUpConfig(readEnvironment());
    if (setUp !== null) return setUpAndRun(setUp, store, terminal);
    await run(readConfig(), store, terminal);
    return 0;
  },
};

async function run(
  config: Config,
  store: StoreAddress | null,
  terminal: Terminal,
  entrance: Entrance | null = null,
): Promise<void> {
  // Loaded only now: Probot takes a second to load, and a refusal should not.
  const { runUntilStopped } = await import("../main.ts");
  await runUntilStopped(store === null ? config : { ...config, store }, terminal.note, entrance);
}

/** The credentials are read from the file that the set-up has written, so that this start is like every later one. */
async function setUpAndRun(setUp: SetUpConfig, store: StoreAddress | null, terminal: Terminal): Promise<ExitCode> {
  const { runSetUp } = await import("../setup/runSetUp.ts");
  const entrance = await runSetUp(setUp, terminal.note);
  if (entrance === null) return 0;
  try {
    await run(readConfig(), store, terminal, entrance);
    return 0;
  } catch (error) {
    terminal.note(messageOf(error));
    entrance.tell("failed");
    // Long enough for the browser to ask once more and show it.
    await wait(10_000);
    await entrance.door.close();
    return 1;
  }
}

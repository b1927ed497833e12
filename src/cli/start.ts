/** Decides how the app is started from the command line: the environment says everything, the words may name another store. */
import { parseArgs } from "node:util";
import { readConfig } from "../config/env.ts";
import type { Command } from "./command.ts";
import { readStoreOptions, storeOptions, storeOptionsHelp } from "./storeOptions.ts";

export const startCommand: Command = {
  help: [
    "Usage: throughline start [--database URL | --data-dir DIR]",
    "",
    "Receives GitHub's webhooks, keeps them, and writes comments, checks and a summary issue a week, until SIGTERM or SIGINT.",
    "What it needs is read from the environment or from a file `.env`: APP_ID, PRIVATE_KEY or PRIVATE_KEY_PATH,",
    "WEBHOOK_SECRET; optional are WEBHOOK_SECRET_PREVIOUS, HOST (localhost; in a container 0.0.0.0), PORT (3000),",
    "DATABASE_URL or DATA_DIR (./data), GHE_HOST, GHE_PROTOCOL, LOG_LEVEL, KEEP_PAYLOADS_DAYS,",
    "KEEP_CHECK_PAYLOADS_DAYS, WEBHOOK_PROXY_URL.",
    "",
    storeOptionsHelp,
  ].join("\n"),

  async run(words, terminal) {
    const { values } = parseArgs({ args: words, options: storeOptions });
    const store = readStoreOptions(values);
    const config = readConfig();
    // Loaded only now: Probot takes a second to load, and a refusal should not.
    const { runUntilStopped } = await import("../main.ts");
    await runUntilStopped(store === null ? config : { ...config, store }, terminal.note);
    return 0;
  },
};

/** Decides how an operator finds out what is wrong with an installation, each thing in one line with the way out. */
import { parseArgs } from "node:util";
import { readEnvironment } from "../config/env.ts";
import { createLog } from "../config/log.ts";
import { visibleLine } from "../reports/visibleLine.ts";
import type { Command } from "./command.ts";
import { examine } from "./doctor/examine.ts";
import type { Finding } from "./doctor/finding.ts";
import { readGitHub } from "./doctor/readGitHub.ts";
import type { Readings } from "./doctor/readings.ts";
import { readEnvFile, readSetting } from "./doctor/readSetting.ts";
import { readStore } from "./doctor/readStore.ts";
import { readStoreOptions, type StoreAddress, storeOptions, storeOptionsHelp } from "./storeOptions.ts";

export const doctorCommand: Command = {
  help: [
    "Usage: throughline doctor [--database URL | --data-dir DIR] [--json]",
    "",
    "Looks for the usual mistakes: credentials, the key, the webhook address, permissions and events of the app and of each",
    "installation, the clock, failed deliveries, the database and its queues. Changes nothing. Exits 1 if anything is wrong.",
    "It reads the same environment and `.env` as start does.",
    "",
    storeOptionsHelp,
    "                   by default DATABASE_URL or DATA_DIR, else ./data",
    "  --json           print one JSON object",
  ].join("\n"),

  async run(words, terminal) {
    const options = { ...storeOptions, json: { type: "boolean" } } as const;
    const { values } = parseArgs({ args: words, options });
    const findings = examine(await read(readStoreOptions(values)));
    const wrong = findings.filter(({ state }) => state === "wrong").length;
    if (values.json === true) terminal.result(JSON.stringify({ wrong, findings: findings.map(findingObject) }));
    else for (const line of linesFor(findings, wrong)) terminal.result(line);
    return wrong === 0 ? 0 : 1;
  },
};

async function read(store: StoreAddress | null): Promise<Readings> {
  const environment = readEnvironment();
  const { setting, config } = readSetting(environment);
  const address = store ?? config?.store ?? null;
  return {
    setting,
    envFile: readEnvFile(environment["ENV_FILE"] ?? ".env"),
    gitHub: config === null ? null : await readGitHub(await gitHubAsApp(config), config.apiUrl, Date.now),
    store: address === null ? null : await readStore(address),
  };
}

/** The same client as the running app's. */
async function gitHubAsApp(config: NonNullable<ReturnType<typeof readSetting>["config"]>) {
  // Loaded only now: Probot takes a second to load.
  const { octokitAsApp } = await import("../main.ts");
  const log = createLog("silent", []);
  return () => octokitAsApp(config, log);
}

function findingObject({ check, state, says, wayOut }: Finding): Record<string, string | null> {
  return { check, state, says, way_out: wayOut ?? null };
}

/** What a database or GitHub says may be long. */
const longestLine = 1_000;

/** What is wrong comes first. */
function linesFor(findings: readonly Finding[], wrong: number): string[] {
  const order = ["wrong", "unknown", "note", "good"];
  const sorted = findings.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const lines = sorted.map(
    ({ check, state, says, wayOut }) =>
      `${state.padEnd(7)}  ${check.padEnd(18)}  ${visibleLine(wayOut === undefined ? says : `${says} ${wayOut}`, longestLine)}`,
  );
  const sum =
    wrong === 0 ? "Nothing is wrong." : wrong === 1 ? "1 thing to put right." : `${wrong} things to put right.`;
  return [...lines, "", sum];
}

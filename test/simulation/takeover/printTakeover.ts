/**
 * Kills processes that hold work and prints after how long another goes on with it. Run: npm run takeover:long [-- --kills N]; 30 by default.
 * Two whole apps run as an operator starts them, on a PostgreSQL server of our own; GitHub takes four seconds for each answer.
 */
import { parseArgs } from "node:util";
import { machine } from "../../bench/machine.ts";
import { measureTakeovers } from "./takeover.ts";

const { values } = parseArgs({ options: { kills: { type: "string", default: "30" } } });
const kills = Number(values.kills);
const promisedSeconds = 30;

const startedAt = performance.now();
const secondsSince = (): number => Math.round((performance.now() - startedAt) / 1000);
const takeovers = await measureTakeovers(kills, (line) => console.log(`${secondsSince()} s: ${line}`));
const longest = Math.max(...takeovers.map(({ seconds }) => seconds));
const byKind = [...Map.groupBy(takeovers, ({ kind }) => kind)].map(
  ([kind, all]) => `${kind} ${Math.max(...all.map(({ seconds }) => seconds)).toFixed(1)} s (n ${all.length})`,
);
console.log(
  [
    `${machine()}, ${secondsSince()} s`,
    `${kills} kills of a process that held work, ${takeovers.length} pieces of work taken over by the other, the last after ${longest.toFixed(1)} s`,
    `longest of each kind: ${byKind.toSorted().join(", ")}`,
  ].join("\n"),
);
process.exitCode = longest <= promisedSeconds ? 0 : 1;

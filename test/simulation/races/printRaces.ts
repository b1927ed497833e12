/**
 * Runs races for long and prints what they come to. Run: npm run races:long [-- --races N --database URL --seed N]; 2,000 races on the PostgreSQL server that
 * the tests use, eight connections each, or with --embedded on a temporary embedded database.
 */
import { parseArgs } from "node:util";
import { connect } from "../../../src/db/connect.ts";
import { migrate } from "../../../src/db/migrate.ts";
import { machine } from "../../bench/machine.ts";
import { administer, testServerUrl, urlOfDatabase } from "../../support/testServer.ts";
import { chanceFrom } from "../faults/chance.ts";
import { shareBelow } from "../shareBelow.ts";
import { race } from "./race.ts";

const { values } = parseArgs({
  options: {
    races: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    embedded: { type: "boolean", default: false },
  },
});
const races = Number(values.races);
const seed = Number(values.seed);
const name = `throughline_races_${process.pid}`;
if (!values.embedded) await administer(`create database ${name}`);
const target = values.embedded ? ({ temporary: true } as const) : { databaseUrl: urlOfDatabase(testServerUrl(), name) };
const databases = [];
for (let opened = 0; opened < (values.embedded ? 1 : 8); opened += 1) databases.push(await connect(target));
const connections = databases.map(({ db }) => db);
await migrate(connections[0]!);

const startedAt = performance.now();
const sums = { creates: 0, lostAnswers: 0, stopped: 0 };
const wrong: string[] = [];
let mostRounds = 0;
for (let number = seed; number < seed + races; number += 1) {
  const end = await race(connections, number, chanceFrom(number));
  if (end.comments !== 1 || end.weeklyIssues !== 1) {
    wrong.push(`race ${number} ended with ${end.comments} comments and ${end.weeklyIssues} weekly issues`);
  }
  sums.creates += end.creates;
  sums.lostAnswers += end.lostAnswers;
  sums.stopped += end.stopped;
  mostRounds = Math.max(mostRounds, end.rounds);
}
console.log(
  [
    machine(),
    `${races} races of 8 workers on ${databases[0]!.kind === "server" ? "PostgreSQL, 8 connection pools" : "the embedded database"}, in ${Math.round((performance.now() - startedAt) / 1000)} s`,
    `${sums.creates} creates were carried out, of ${sums.lostAnswers} the answer was lost; ${sums.stopped} workers stood still before their create; at most ${mostRounds} rounds of 31 s`,
    `${wrong.length} races ended otherwise than with one comment and one weekly issue${wrong.length === 0 ? `: the share of such races is below ${shareBelow(races)}, at 95%` : ""}`,
    ...wrong.slice(0, 20),
  ].join("\n"),
);
for (const database of databases) await database.close();
if (!values.embedded) await administer(`drop database ${name}`);
process.exitCode = wrong.length === 0 ? 0 : 1;

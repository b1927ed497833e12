/**
 * Kills processes under load for long and prints what was lost. Run: npm run kills:long [-- --kills N --deliveries N --restarts N --embedded-kills N].
 * Five processes take deliveries: one is the app as an operator starts it, four are its front and store alone, which are up again sooner; how many of the kills
 * were the app's is said. Kills keep step with the deliveries, and every third strikes a process that may still be starting. The PostgreSQL server is one of our own,
 * stopped without being asked to finish. It does not sync to disk: what is tried is the death of processes, not of the machine.
 */
import { parseArgs } from "node:util";
import { machine } from "../../bench/machine.ts";
import { shareBelow } from "../shareBelow.ts";
import { killEmbedded, type KillFigures, killUnderLoad } from "./kills.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "1000" },
    deliveries: { type: "string", default: "200000" },
    restarts: { type: "string", default: "50" },
    "embedded-kills": { type: "string", default: "200" },
  },
});

const startedAt = performance.now();
const note = (line: string): void => console.log(`${Math.round((performance.now() - startedAt) / 1000)} s: ${line}`);

const onServer = await killUnderLoad({
  kills: Number(values.kills),
  deliveries: Number(values.deliveries),
  databaseRestarts: Number(values.restarts),
  appReplicas: 1,
  intakeReplicas: 4,
  connections: 32,
  note,
});
print("PostgreSQL", onServer);
const embedded = await killEmbedded(Number(values["embedded-kills"]), note);
print("embedded database", embedded);
process.exitCode = onServer.lost + embedded.lost === 0 ? 0 : 1;

function print(where: string, figures: KillFigures): void {
  const { kills, killsOfTheApp, killsWhileStarting, databaseRestarts, acknowledged, unanswered, lost, seconds } =
    figures;
  const bound =
    lost === 0 ? `: the share of acknowledged deliveries lost is below ${shareBelow(acknowledged)}, at 95%` : "";
  console.log(
    [
      `${where}, ${machine()}, ${seconds} s`,
      `${kills} kills (${killsOfTheApp} of the whole app, ${killsWhileStarting} while starting), ${databaseRestarts} restarts of the database`,
      `${acknowledged} deliveries acknowledged, ${unanswered} refused or cut off, ${lost} lost${bound}`,
    ].join("\n"),
  );
}

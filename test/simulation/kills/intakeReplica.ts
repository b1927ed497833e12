/** Decides what the smaller of the killed processes is: the app's own front, batching and store, without Probot and worker, so that it is up again soon. */
import { createLog } from "../../../src/config/log.ts";
import { connect } from "../../../src/db/connect.ts";
import { checkWritable, storeDeliveries } from "../../../src/intake/deliveries.ts";
import { createReadiness } from "../../../src/intake/readiness.ts";
import { createReceiver } from "../../../src/intake/receive.ts";
import { startFront } from "../../../src/intake/server.ts";
import { instantOfEpochSeconds } from "../../../src/instant.ts";

const [port = "", store = "", secret = ""] = process.argv.slice(2);
const log = createLog("fatal", [secret]);
const { db } = await connect(store.startsWith("postgres") ? { databaseUrl: store } : { dataDir: store });
const receive = createReceiver({ store: (arrivals) => storeDeliveries(db, arrivals), onStored: () => {}, log });
const front = await startFront(
  {
    secrets: [secret],
    receive,
    unreadiness: createReadiness(() => checkWritable(db), log),
    version: "kills",
    now: () => instantOfEpochSeconds(Math.floor(Date.now() / 1000)),
    log,
  },
  { host: "127.0.0.1", port: Number(port) },
);
process.stderr.write(`listens on ${front.url}\n`);

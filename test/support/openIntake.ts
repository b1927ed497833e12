/** Decides how a test takes webhooks in the whole way: front, Probot, the app, the batching receiver, and a real database. */
import type { Kysely } from "kysely";
import { Probot } from "probot";
import throughline, { receiveThrough } from "../../src/app.ts";
import { createLog } from "../../src/config/log.ts";
import type { Tables } from "../../src/db/tables.ts";
import { checkWritable, storeDeliveries } from "../../src/intake/deliveries.ts";
import { createReadiness } from "../../src/intake/readiness.ts";
import { createReceiver } from "../../src/intake/receive.ts";
import { appPrivateKey } from "./appPrivateKey.ts";
import { openFront, type TestFront, webhookSecret } from "./testFront.ts";

const quiet = createLog("silent", []);

/** Closed with the test. */
export async function openIntake(db: Kysely<Tables>, waitMilliseconds = 2_000): Promise<TestFront> {
  const probot = new Probot({ appId: 1, privateKey: appPrivateKey, secret: webhookSecret, log: quiet });
  const store = createReceiver({
    store: (arrivals) => storeDeliveries(db, arrivals),
    onStored: () => {},
    log: quiet,
    waitMilliseconds,
  });
  await probot.load(throughline(store));
  return openFront({
    receive: receiveThrough(probot),
    unreadiness: createReadiness(() => checkWritable(db), quiet, waitMilliseconds),
  });
}

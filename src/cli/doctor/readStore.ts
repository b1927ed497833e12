/** Decides how the store is looked at without changing anything in it. */
import { existsSync } from "node:fs";
import path from "node:path";
import { connect } from "../../db/connect.ts";
import { DataDirInUse } from "../../db/dataDirLock.ts";
import { schemaDifference } from "../../db/migrate.ts";
import { tenantGuard } from "../../db/tenantRole.ts";
import { messageOf } from "../../errors.ts";
import { outagesNow } from "../../github/installationPace.ts";
import { countDeadLetters } from "../../intake/deadLetters.ts";
import { inboxHealth, openGaps } from "../../intake/deliveryHealth.ts";
import { workHealth } from "../../intake/workHealth.ts";
import { keptForEach } from "../../signals/repositoryTenants.ts";
import type { StoreAddress } from "../storeOptions.ts";
import type { StoreReading } from "./readings.ts";

/** The queues are read only where the tables are as this version knows them. */
export async function readStore(address: StoreAddress): Promise<StoreReading> {
  // Opening a folder makes the database in it.
  if ("dataDir" in address && !existsSync(path.join(address.dataDir, "postgres"))) {
    return { kind: "none", dataDir: address.dataDir };
  }
  try {
    const { db, close } = await connect(address);
    try {
      const difference = await schemaDifference(db);
      if (difference.missing.length > 0 || difference.unknown.length > 0) {
        const unread = { tenants: null, inbox: null, work: [], setAside: [], gaps: [], keptFor: [], outages: [] };
        return { kind: "open", ...difference, ...unread };
      }
      return {
        kind: "open",
        ...difference,
        tenants: await tenantGuard(db),
        inbox: await inboxHealth(db),
        work: await workHealth(db),
        setAside: await countDeadLetters(db),
        gaps: await openGaps(db),
        keptFor: await keptForEach(db),
        outages: await outagesNow(db),
      };
    } finally {
      await close();
    }
  } catch (error) {
    return { kind: error instanceof DataDirInUse ? "in-use" : "unusable", failure: messageOf(error) };
  }
}

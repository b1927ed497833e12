/** Decides how it is found out whether deliveries can be stored: cheaply while all goes well, by a trial after one could not be. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { checkWritable, storeDeliveries, tryRoom } from "./deliveries.ts";
import type { StoreArrivals } from "./receive.ts";

export type StoreParts = {
  store: StoreArrivals;
  /** Fails where the database takes no writes at all. */
  checkWritable: () => Promise<void>;
  /** Fails where there is no room for a delivery; leaves nothing behind. */
  tryRoom: () => Promise<void>;
};

/**
 * The same `store`, and the check that goes with it. On a full disk a database still takes what needs no room, so the cheap check alone would call an app
 * ready that refuses every delivery; and since nobody sends anything to one that is not ready, only a trial finds out that there is room again.
 */
function checkedStore(parts: StoreParts): { store: StoreArrivals; check: () => Promise<void> } {
  let isDoubtful = false;
  return {
    store: async (arrivals) => {
      try {
        const receipts = await parts.store(arrivals);
        isDoubtful = false;
        return receipts;
      } catch (error) {
        isDoubtful = true;
        throw error;
      }
    },
    check: async () => {
      await parts.checkWritable();
      if (!isDoubtful) return;
      await parts.tryRoom();
      isDoubtful = false;
    },
  };
}

/** That of the running app. */
export function inboxOf(db: Kysely<Tables>): ReturnType<typeof checkedStore> {
  return checkedStore({
    store: (arrivals) => storeDeliveries(db, arrivals),
    checkWritable: () => checkWritable(db),
    tryRoom: () => tryRoom(db),
  });
}

/** Decides how claimed work is done one after the other while it is held: what was lost meanwhile, as while the process stood still, is somebody else's. */
import { type DueClaim, heartbeat, prolong } from "../intake/dueWork.ts";
import { whileHeld } from "../intake/lease.ts";
import type { StepContext } from "./stepContext.ts";

/** All of one kind. Counts what was lost; `workOne` ends or gives back what it is given. Throws what `workOne` throws, and leaves the rest to its lease. */
export async function oneByOne(
  claims: DueClaim[],
  { db, meter, timer }: StepContext,
  workOne: (claim: DueClaim) => Promise<void>,
): Promise<void> {
  const [first] = claims;
  if (first === undefined) return;
  let left = claims;
  await whileHeld(
    () => prolong(db, left),
    async () => {
      while (left.length > 0) {
        const held = await heartbeat(db, left);
        meter?.attempted(first.kind, "lost", left.length - held.length);
        left = held;
        const [claim] = held;
        if (claim) await workOne(claim);
        left = held.slice(1);
      }
    },
    timer,
  );
}

/** Decides for how long work is its holder's: while the holder's process lives and goes on, and some seconds more. */

/** After so long another process takes over what a dead one held. */
export const leaseSeconds = 20;
/** Two beats may fail, or come late, before the lease is lost. */
const beatSeconds = 5;

/** Calls it every so many seconds, until told to end. */
export type Timer = (seconds: number, call: () => void) => { end: () => void };

const ofProcess: Timer = (seconds, call) => {
  const timer = setInterval(call, seconds * 1000);
  return { end: () => clearInterval(timer) };
};

/** Does the work, which may take as long as it needs: its lease is prolonged meanwhile. Throws what the work throws. */
export async function whileHeld<Result>(
  prolong: () => Promise<unknown>,
  work: () => Promise<Result>,
  timer: Timer = ofProcess,
): Promise<Result> {
  let isProlonging = false;
  let latest: Promise<unknown> = Promise.resolve();
  const beat = timer(beatSeconds, () => {
    // A database that hangs gets no second beat.
    if (isProlonging) return;
    isProlonging = true;
    latest = prolong()
      // Told by the work itself, which asks the same database; and if the lease runs out, that is told, too.
      .catch(() => {})
      .finally(() => {
        isProlonging = false;
      });
  });
  try {
    return await work();
  } finally {
    beat.end();
    // Nothing of it outlives the work: the database may be closed next.
    await latest;
  }
}

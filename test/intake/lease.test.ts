/** For how long work is its holder's. */
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { whileHeld } from "../../src/intake/lease.ts";

/** Told when to beat, in the place of the process's own timer. */
function beats() {
  const state = { beat: () => {}, seconds: 0, running: false };
  const timer = (seconds: number, beat: () => void) => {
    Object.assign(state, { beat, seconds, running: true });
    return { end: () => void (state.running = false) };
  };
  return { timer, state };
}

test("while the work goes on its lease is prolonged every five seconds, and not once it has ended", async () => {
  const { timer, state } = beats();
  let prolonged = 0;
  const done = await whileHeld(
    async () => void (prolonged += 1),
    async () => {
      for (let beat = 0; beat < 3; beat += 1) {
        state.beat();
        await setImmediate();
      }
      return `held for ${prolonged} beats of ${state.seconds} s`;
    },
    timer,
  );
  expect(done).toBe("held for 3 beats of 5 s");
  expect(state.running).toBe(false);
});

test("a database that hangs is asked once, one that fails again and again, and neither fails the work", async () => {
  const { timer, state } = beats();
  const asked: string[] = [];
  let hang = Promise.withResolvers<void>();
  const work = async () => {
    state.beat();
    state.beat();
    asked.push("two beats");
    hang.reject(new Error("connection lost"));
    await setImmediate();
    hang = Promise.withResolvers<void>();
    state.beat();
    hang.resolve();
    return "done";
  };
  const prolong = () => {
    asked.push("prolong");
    return hang.promise;
  };
  expect(await whileHeld(prolong, work, timer)).toBe("done");
  expect(asked).toEqual(["prolong", "two beats", "prolong"]);
});

test("work that fails is held no longer, and its failure is told", async () => {
  const { timer, state } = beats();
  await expect(
    whileHeld(
      async () => {},
      () => Promise.reject(new Error("fault")),
      timer,
    ),
  ).rejects.toThrow("fault");
  expect(state.running).toBe(false);
});

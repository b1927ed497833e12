import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createReceiver, type StoreArrivals } from "../../src/intake/receive.ts";
import { arrivalOf } from "../support/arrivals.ts";

const arrival = (id: string) => arrivalOf({ id });

/** A store whose commits the test makes one by one. */
function storeByHand() {
  const batches: { ids: string[]; commit: () => void; fail: (error: Error) => void }[] = [];
  const store: StoreArrivals = (arrivals) => {
    const { promise, resolve, reject } = Promise.withResolvers<("stored" | "known")[]>();
    batches.push({
      ids: arrivals.map(({ id }) => id),
      commit: () => resolve(arrivals.map(() => "stored")),
      fail: reject,
    });
    return promise;
  };
  return { batches, store };
}

const quiet = { warn: () => {} };
const nothing = (): void => {};
const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("alone, an arrival waits for nobody", async () => {
  const { batches, store } = storeByHand();
  const receive = createReceiver({ store, onStored: nothing, log: quiet });
  void receive(arrival("a"));
  await settle();
  expect(batches.map((batch) => batch.ids)).toEqual([["a"]]);
});

test("what has come in at once shares an insert, and so does what arrives while that is in flight", async () => {
  const { batches, store } = storeByHand();
  const receive = createReceiver({ store, onStored: nothing, log: quiet });
  for (const id of ["a", "b"]) void receive(arrival(id));
  await settle();
  for (const id of ["c", "d", "e"]) void receive(arrival(id));
  await settle();
  expect(batches.map((batch) => batch.ids)).toEqual([["a", "b"]]);
  batches[0]?.commit();
  await settle();
  expect(batches.map((batch) => batch.ids)).toEqual([
    ["a", "b"],
    ["c", "d", "e"],
  ]);
});

test("nobody is answered before the own commit", async () => {
  const { batches, store } = storeByHand();
  const receive = createReceiver({ store, onStored: nothing, log: quiet });
  const answers: string[] = [];
  for (const id of ["a", "b"]) {
    void receive(arrival(id)).then((receipt) => answers.push(`${id} ${receipt}`));
    await settle();
  }
  expect(answers).toEqual([]);
  batches[0]?.commit();
  await settle();
  expect(answers).toEqual(["a stored"]);
  batches[1]?.commit();
  await settle();
  expect(answers).toEqual(["a stored", "b stored"]);
});

test("each learns whether it was known, and only news wake the worker", async () => {
  const onStored = vi.fn<() => void>();
  const receipts: ("stored" | "known")[][] = [["known"], ["stored", "known"]];
  const receive = createReceiver({ store: async () => receipts.shift() ?? [], onStored, log: quiet });
  const first = receive(arrival("a"));
  await settle();
  expect(await first).toBe("known");
  expect(onStored).not.toHaveBeenCalled();
  const others = [receive(arrival("b")), receive(arrival("c"))];
  await settle();
  expect(await Promise.all(others)).toEqual(["stored", "known"]);
  expect(onStored).toHaveBeenCalledTimes(1);
});

test("a failed insert fails all that shared it, once in the log, and no other", async () => {
  const { batches, store } = storeByHand();
  const warn = vi.fn<() => void>();
  const receive = createReceiver({ store, onStored: nothing, log: { warn } });
  const failing = [receive(arrival("a")), receive(arrival("b"))];
  await settle();
  const next = receive(arrival("c"));
  batches[0]?.fail(new Error("connection terminated"));
  await settle();
  batches[1]?.commit();
  expect(await Promise.all([...failing, next])).toEqual(["unavailable", "unavailable", "stored"]);
  expect(warn).toHaveBeenCalledTimes(1);
});

test("a database that does not answer is given up on, for those who wait behind it as well, and then asked anew", async () => {
  const { batches, store } = storeByHand();
  const receive = createReceiver({ store, onStored: nothing, log: quiet, waitMilliseconds: 2_000 });
  const answers: string[] = [];
  for (const id of ["a", "b"]) {
    void receive(arrival(id)).then((receipt) => answers.push(receipt));
    await settle();
  }
  await vi.advanceTimersByTimeAsync(1_999);
  expect(answers).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(answers).toEqual(["unavailable", "unavailable"]);
  void receive(arrival("c"));
  await settle();
  expect(batches.map((batch) => batch.ids)).toEqual([["a"], ["c"]]);
});

test("one row that the database refuses does not fail its neighbours", async () => {
  const refused = Object.assign(new Error("invalid byte sequence"), { code: "22021" });
  const store: StoreArrivals = async (arrivals) => {
    if (arrivals.some(({ id }) => id === "poison")) throw refused;
    return arrivals.map(() => "stored");
  };
  const receive = createReceiver({ store, onStored: nothing, log: quiet });
  const ids = ["a", "b", "poison", "c"];
  const answered = ids.map((id) => receive(arrival(id)));
  await vi.runAllTimersAsync();
  expect(await Promise.all(answered)).toEqual(["stored", "stored", "unavailable", "stored"]);
});

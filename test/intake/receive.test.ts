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

test("alone, an arrival waits for nobody", () => {
  const { batches, store } = storeByHand();
  const receive = createReceiver({ store, onStored: nothing, log: quiet });
  void receive(arrival("a"));
  expect(batches.map((batch) => batch.ids)).toEqual([["a"]]);
});

test("what arrives while an insert is in flight shares the next one", async () => {
  const { batches, store } = storeByHand();
  const receive = createReceiver({ store, onStored: nothing, log: quiet });
  for (const id of ["a", "b", "c"]) void receive(arrival(id));
  batches[0]?.commit();
  await settle();
  expect(batches.map((batch) => batch.ids)).toEqual([["a"], ["b", "c"]]);
});

test("nobody is answered before the own commit", async () => {
  const { batches, store } = storeByHand();
  const receive = createReceiver({ store, onStored: nothing, log: quiet });
  const answers: string[] = [];
  for (const id of ["a", "b"]) void receive(arrival(id)).then((receipt) => answers.push(`${id} ${receipt}`));
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
  expect(await Promise.all([receive(arrival("a")), receive(arrival("b")), receive(arrival("c"))])).toEqual([
    "known",
    "stored",
    "known",
  ]);
  expect(onStored).toHaveBeenCalledTimes(1);
});

test("a failed insert fails all that shared it, once in the log, and no other", async () => {
  const { batches, store } = storeByHand();
  const warn = vi.fn<() => void>();
  const receive = createReceiver({ store, onStored: nothing, log: { warn } });
  const answered = ["a", "b", "c"].map((id) => receive(arrival(id)));
  batches[0]?.commit();
  await settle();
  batches[1]?.fail(new Error("connection terminated"));
  expect(await Promise.all(answered)).toEqual(["stored", "unavailable", "unavailable"]);
  const next = receive(arrival("d"));
  batches[2]?.commit();
  expect(await next).toBe("stored");
  expect(warn).toHaveBeenCalledTimes(1);
});

test("a database that does not answer is given up on, for those who wait behind it as well, and then asked anew", async () => {
  const { batches, store } = storeByHand();
  const receive = createReceiver({ store, onStored: nothing, log: quiet, waitMilliseconds: 2_000 });
  const answers: string[] = [];
  for (const id of ["a", "b"]) void receive(arrival(id)).then((receipt) => answers.push(receipt));
  await vi.advanceTimersByTimeAsync(1_999);
  expect(answers).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(answers).toEqual(["unavailable", "unavailable"]);
  void receive(arrival("c"));
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
  expect(await Promise.all(ids.map((id) => receive(arrival(id))))).toEqual([
    "stored",
    "stored",
    "unavailable",
    "stored",
  ]);
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startWorker, type Step } from "../../src/intake/worker.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const quiet = { warn: () => {}, error: () => {} };

/** A step that counts its runs; each run takes the next result, and finds nothing to do after the last. */
function step(...results: (number | Error | Promise<number>)[]): Step & { runs: () => number } {
  let runs = 0;
  return {
    name: "translateStored",
    run: async () => {
      runs += 1;
      const result = results.shift() ?? 0;
      if (result instanceof Error) throw result;
      return result;
    },
    runs: () => runs,
  };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

test("a step runs on while it finds something to do, then looks each second", async () => {
  const busy = step(500, 20);
  const worker = startWorker({ steps: [busy], log: quiet });
  await settle();
  expect(busy.runs()).toBe(3);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(busy.runs()).toBe(5);
  await worker.stop();
});

test("a hint starts it at once", async () => {
  const idle = step();
  const worker = startWorker({ steps: [idle], log: quiet });
  await settle();
  worker.hint();
  await settle();
  expect(idle.runs()).toBe(2);
  await worker.stop();
});

test("one that goes by the clock alone is not woken by hints, and goes on while it finds something", async () => {
  const slow = { ...step(500, 20), pollMilliseconds: 60_000, onlyByClock: true };
  const worker = startWorker({ steps: [slow, step(1, 1)], log: quiet });
  await settle();
  worker.hint();
  await settle();
  expect(slow.runs()).toBe(3);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(slow.runs()).toBe(4);
  await worker.stop();
});

test("a hint given while it runs is not lost", async () => {
  const first = Promise.withResolvers<number>();
  const running = step(first.promise);
  const worker = startWorker({ steps: [running], log: quiet });
  worker.hint();
  first.resolve(0);
  await settle();
  expect(running.runs()).toBe(2);
  await worker.stop();
});

test("a step that did something wakes the others", async () => {
  const idle = step();
  const first = Promise.withResolvers<number>();
  const worker = startWorker({ steps: [idle, step(first.promise)], log: quiet });
  await settle();
  expect(idle.runs()).toBe(1);
  first.resolve(1);
  await settle();
  expect(idle.runs()).toBe(2);
  await worker.stop();
});

test("a step that waits does not hold up another", async () => {
  const waiting = Promise.withResolvers<number>();
  const other = step(1, 1);
  const worker = startWorker({ steps: [step(waiting.promise), other], log: quiet });
  await settle();
  expect(other.runs()).toBe(3);
  waiting.resolve(0);
  await worker.stop();
});

test("a failure is logged with the step's name and tried again, ever later, whatever the hints", async () => {
  const error = vi.fn<(details: object, message: string) => void>();
  const away = new Error("connection refused");
  const failing = step(away, away, away);
  const worker = startWorker({ steps: [failing], log: { ...quiet, error } });
  const hints = setInterval(worker.hint, 10);
  const runsAfter = async (milliseconds: number) => {
    await vi.advanceTimersByTimeAsync(milliseconds);
    return failing.runs();
  };
  expect(await runsAfter(999)).toBe(1);
  expect(await runsAfter(1)).toBe(2);
  expect(await runsAfter(1_999)).toBe(2);
  expect(await runsAfter(1)).toBe(3);
  expect(await runsAfter(3_999)).toBe(3);
  clearInterval(hints);
  expect(await runsAfter(1)).toBe(4);
  expect(await runsAfter(1_000)).toBe(5);
  expect(error.mock.calls.map(([details]) => details)).toEqual(
    [1, 2, 3].map((failures) => ({ err: away, step: "translateStored", failures })),
  );
  await worker.stop();
});

test("however often it fails, it is tried each minute", async () => {
  const failing = step(...Array.from({ length: 30 }, () => new Error("away")));
  const worker = startWorker({ steps: [failing], log: quiet });
  await vi.advanceTimersByTimeAsync(600_000);
  const runs = failing.runs();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(failing.runs()).toBe(runs + 1);
  await worker.stop();
});

test("stopping lets the running step end and starts no other", async () => {
  const first = Promise.withResolvers<number>();
  const running = step(first.promise);
  const worker = startWorker({ steps: [running], log: quiet });
  const stopped = vi.fn<() => void>();
  const stopping = worker.stop().then(stopped);
  await settle();
  expect(stopped).not.toHaveBeenCalled();
  first.resolve(5);
  await stopping;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(running.runs()).toBe(1);
});

test("stopping waits no longer than it may, and says what it left behind", async () => {
  const warn = vi.fn<() => void>();
  const worker = startWorker({
    steps: [step(new Promise(() => {}))],
    log: { ...quiet, warn },
    stopMilliseconds: 9_000,
  });
  const stopping = worker.stop();
  await vi.advanceTimersByTimeAsync(9_000);
  await stopping;
  expect(warn).toHaveBeenCalledOnce();
});

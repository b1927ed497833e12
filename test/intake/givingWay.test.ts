import { expect, test, vi } from "vitest";
import { givingWay } from "../../src/intake/givingWay.ts";

test("a timer ends while a step runs on and on", async () => {
  const step = givingWay({ name: "fold", run: () => Promise.resolve(1) });
  const ended = vi.fn();
  setTimeout(ended, 0);
  let did = 0;
  while (ended.mock.calls.length === 0 && did < 100_000) did += await step.run();
  expect(ended).toHaveBeenCalledOnce();
});

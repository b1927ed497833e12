/** Senders that mean ill neither bring the app down nor keep the others from being heard. */
import { expect, test } from "vitest";
import { besiege } from "./hostile.ts";

test("60 hostile senders at once, for 5 seconds", { timeout: 120_000 }, async () => {
  const figures = await besiege({ senders: 60, seconds: 5 });
  expect(figures).toMatchObject({ refused: 0, crashed: false });
  expect(figures.valid).toBeGreaterThan(0);
  if (figures.peakMegabytes !== null) expect(figures.peakMegabytes).toBeLessThan(512);
});

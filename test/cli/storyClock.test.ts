/** The story's clock, which tells what happens now as of another day. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startStoryClock } from "../../src/cli/demo/storyClock.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-22T12:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

it("runs on from where it was moved to", () => {
  const clock = startStoryClock("2026-03-02T09:00:00Z");
  vi.advanceTimersByTime(2_500);
  expect(clock.now()).toBe("2026-03-02T09:00:02Z");

  clock.moveTo("2026-03-05T09:00:00Z");
  vi.advanceTimersByTime(1_000);
  expect(clock.now()).toBe("2026-03-05T09:00:01Z");
});

it("moves only when it is moved, if it stands", () => {
  const clock = startStoryClock("2026-03-02T09:00:00Z", { stands: true });
  vi.advanceTimersByTime(5_000);

  expect(clock.now()).toBe("2026-03-02T09:00:00Z");
  expect(clock.retell("2026-11-22T12:00:04.250Z")).toBe("2026-03-02T09:00:00Z");
});

it("retells each moment in the time of its scene", () => {
  const clock = startStoryClock("2026-03-02T09:00:00Z");
  vi.advanceTimersByTime(10_000);
  clock.moveTo("2026-03-05T09:00:00Z");

  const told = clock.retell('{"created_at":"2026-11-22T12:00:04.250Z","updated_at":"2026-11-22T12:00:10.001Z"}');

  expect(told).toBe('{"created_at":"2026-03-02T09:00:04Z","updated_at":"2026-03-05T09:00:00Z"}');
});

it("leaves moments from before the story as they are", () => {
  const clock = startStoryClock("2026-03-02T09:00:00Z");

  expect(clock.retell("since 2026-03-02T09:14:00Z")).toBe("since 2026-03-02T09:14:00Z");
});

/** Decides what an arrival is in tests, but for what the test says of it. */
import type { Arrival } from "../../src/intake/arrival.ts";

export function arrivalOf(given: Partial<Arrival> & { id: string }): Arrival {
  const payload = given.payload ?? { action: "opened" };
  return {
    event: "issues",
    action: "opened",
    repositoryId: 7,
    installationId: 9,
    receivedAt: "2026-03-02T09:14:00Z",
    body: JSON.stringify(payload),
    payload,
    ...given,
  };
}

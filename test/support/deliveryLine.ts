/** Decides how tests write a delivery as one line of a file for the command line. */
import type { Delivery } from "../../src/signals/delivery.ts";

export function lineOf({ id, event, receivedAt, payload }: Delivery): string {
  return JSON.stringify({ id, event, received_at: receivedAt, payload });
}

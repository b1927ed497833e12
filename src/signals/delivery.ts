/** Decides what one delivery from GitHub is to the rest of the app. */
import type { Instant } from "../instant.ts";

export type Delivery = {
  /** GitHub's delivery GUID; the same on a redelivery. */
  id: string;
  /** The event's name, as in the X-GitHub-Event header. */
  event: string;
  /** When it was first received; of a redelivery, when the first attempt was delivered. */
  receivedAt: Instant;
  /** The body as GitHub sent it, parsed as JSON and otherwise unchecked. */
  payload: unknown;
};

/** Decides what the app asks of GitHub about the webhooks that it was sent: a small port of its own, since they are the app's and no installation's. */
import type { Instant } from "../instant.ts";

/** One attempt to deliver. Attempts of the same delivery share its GUID. */
export type DeliverySeen = {
  id: number;
  guid: string;
  delivered_at: Instant;
  event: string;
  /** GitHub's words, such as `OK` or `timed out`. */
  status: string;
  /** What the app's side answered; null or below 100 where nothing did. */
  status_code: number | null;
  installation_id?: number | null | undefined;
  repository_id?: number | null | undefined;
};

/** Attempts, newest first; `next` is where the older ones are found, null after the oldest. */
export type DeliveryPage = { deliveries: DeliverySeen[]; next: string | null };

/** Each method is one request, sent once. A failure is thrown as a GitHubFailure. */
export type Hook = {
  /** From the newest attempt on, or from where a page before has ended. */
  deliveries(cursor: string | null): Promise<DeliveryPage>;
  /** Has GitHub deliver it again, under the same GUID. `gone` if GitHub has it no more, or will never send it again. */
  redeliver(attempt: number): Promise<"asked" | "gone">;
};

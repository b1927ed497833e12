/** Decides what is counted of webhooks and of work, for whoever watches the app; the counting itself is handed in. */
import type { DueWorkTable } from "../db/tables.ts";

/** How one webhook was answered. */
export type AnsweredWebhook = {
  /** By the name of the answer, such as `stored` or `unsigned`; `gone` if the sender left before one. */
  result: string;
  /** The event that it names; null where nothing vouches for the request. */
  event: string | null;
  seconds: number;
  /** As the request announces it; null where it does not. */
  bodyBytes: number | null;
};

export type WebhookMeter = { answered: (webhook: AnsweredWebhook) => void };

/** `lost`: the lease ran out, and another worker has the work. `failed`: it will be tried again. */
export type AttemptOutcome = "done" | "failed" | "set-aside" | "lost";

export type WorkMeter = {
  /** Deliveries that were read, by what became of them. */
  read: (outcome: "done" | "ignored" | "failed") => void;
  /** Pieces of due work of that kind that somebody tried. */
  attempted: (kind: DueWorkTable["kind"], outcome: AttemptOutcome, count?: number) => void;
};

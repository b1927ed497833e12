/** Decides what every step of a delivery's way is given. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { GitHub } from "../github/github.ts";
import type { PayloadRetention } from "../intake/deliveries.ts";
import type { Timer } from "../intake/lease.ts";
import type { WorkMeter } from "../intake/meter.ts";
import type { Instant } from "../instant.ts";
import type { ReadingsOf } from "./readings.ts";

export type StepLog = {
  info: (fields: object, message: string) => void;
  warn: (fields: object, message: string) => void;
};

export type StepContext = {
  db: Kysely<Tables>;
  /** Null offline: nothing is published. */
  github: GitHub | null;
  log: StepLog;
  now: () => Instant;
  /** Nothing later is read; the end of time where all that was told is. */
  until: Instant;
  /** What the repository has set, and what it is about to have set. */
  readings: ReadingsOf;
  /** For how many days raw payloads are kept after they were read. */
  keepPayloadsDays: PayloadRetention;
  /** The least time between two writes to one pull request, so that a burst of events makes one write. */
  publishPauseSeconds: number;
  /** Work for a later moment looks at the clock again after so long: due work sleeps by the database's clock, which is not this one in a story. */
  longestSleepSeconds: number;
  /** By what work that is held is prolonged, if not by the process's own timer. */
  timer?: Timer;
  /** Counts what was tried; absent where nobody watches. */
  meter?: WorkMeter;
};

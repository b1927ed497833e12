/** Decides the shape of the tables by which missed deliveries are recovered. */
import type { Generated } from "kysely";
import type { Instant } from "../instant.ts";
import type { MaybeMoment, Moment } from "./columnShapes.ts";

/** Owner: intake/recovery. How far GitHub's list of the app's deliveries has been read, and who is at it; one row. */
export type RecoveryTable = {
  id: number;
  next_pass_at: Generated<Instant>;
  /** GitHub asked for patience, or failed: no request before. */
  not_before: Generated<Instant>;
  /** In a row. */
  failures: Generated<number>;
  last_error: string | null;
  /** When the last pass that came to its end had begun: all that was sent before was looked at. */
  passed_at: MaybeMoment;
  /** The newest attempt that the last whole pass saw, by GitHub's clock. */
  heard_until: MaybeMoment;
  walk_began_at: MaybeMoment;
  /** Down to which attempt a pass under way reads; null if none is. */
  walk_floor: MaybeMoment;
  walk_newest: MaybeMoment;
  walk_cursor: string | null;
  lease: string | null;
  leased_until: MaybeMoment;
};

/** Owner: intake/gaps. From when to when deliveries are lost for good: the app was away for longer than GitHub keeps them. */
export type GapsTable = { since: Moment; until: Moment };

/** Owner: intake/missedDeliveries. What GitHub has sent and the inbox did not have, by its GUID; kept, as the receipt of what came late. */
export type MissedDeliveriesTable = {
  id: string;
  /** The latest attempt's number, by which it is asked for. */
  attempt: number;
  first_at: Moment;
  latest_at: Moment;
  repository_id: number | null;
  installation_id: number | null;
  /** How often GitHub was asked for it. */
  asked: Generated<number>;
  /** When it is asked for next; null once it is here or given up. */
  ask_at: MaybeMoment;
};

/** Decides the shape of the tables that say how far histories have been read. */
import type { ColumnType, Generated } from "kysely";
import type { MaybeMoment, Moment } from "./columnShapes.ts";

/** Owner: intake/backfills. How far a repository's history, or what changed of it since the last look, has been read from GitHub. */
export type BackfillsTable = {
  repository_id: number;
  kind: "backfill" | "reconcile";
  /** Null for as many as the operator has set. */
  days: number | null;
  /** Whether a summary was asked for by choosing the repository. */
  welcome: Generated<boolean>;
  /** What changed last before this moment is left out; null before it was begun. */
  since: MaybeMoment;
  begun_at: MaybeMoment;
  /** When the last page was kept. */
  read_at: MaybeMoment;
  /** When what was read had been folded, too. */
  ended_at: MaybeMoment;
  /** When the last reading that came to its end had begun: all that happened before was asked for. */
  passed_at: MaybeMoment;
  /** By the name of the stream. */
  streams: ColumnType<Record<string, StreamProgress>, string | undefined, string>;
};

/** `cursor` is the last page's, to go on after it; `refused` says why GitHub shows nothing of it. */
export type StreamProgress = { cursor: string | null; ended: boolean; read: number; refused: string | null };

/** Owner: intake/backfills. How many facts were told by the API alone, though the app was there to hear of them. */
export type RepairsTable = { repository_id: number; repaired_at: Moment; facts: number };

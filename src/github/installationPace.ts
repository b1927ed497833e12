/** Decides when an installation may send a request, whichever replica asks: below GitHub's limits and one write at a time. Owner of the table `installation_pace`. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../db/tables.ts";

/** Somebody waits for an answer; a text that is brought up to date can wait. */
export type Urgency = "answer" | "refresh";

/** GitHub's own limits are 80 a minute and 500 an hour. What is urgent has a rest of its own, which a burst of others cannot use up. */
const limits: Record<Urgency, { perMinute: number; perHour: number }> = {
  answer: { perMinute: 60, perHour: 400 },
  refresh: { perMinute: 50, perHour: 340 },
};

/** Longer than a request with its token may last. Who dies in between holds up the others for so long. */
const longestWriteSeconds = 30;

/** Patience of which GitHub does not say how long: a minute, and each time in a row twice as long. */
const unnamedSeconds = 60;
const mostUnnamedSeconds = 3600;

/** The right to send one write, to be given back when it is answered. `seconds`: until the limits allow it, 0 where only another's write is under way. */
export type WriteTurn = { kind: "granted"; turn: number } | { kind: "wait"; seconds: number };

export type InstallationPace = {
  /** Seconds until anything may be sent; 0 for now. */
  secondsToRead: (installationId: number) => Promise<number>;
  takeTurn: (installationId: number, urgency: Urgency) => Promise<WriteTurn>;
  /** `isDone`: GitHub has carried it out, so that it is not limiting us any more. */
  giveBack: (installationId: number, turn: number, isDone: boolean) => Promise<void>;
  /** GitHub asked for patience, for so many seconds or without saying for how many. Returns for how many. */
  pause: (installationId: number, seconds: number | null) => Promise<number>;
};

/** By the database's clock, which all replicas share. `db` must not be a transaction: what is noted must last whatever comes after. */
export function installationPace(db: Kysely<Tables>): InstallationPace {
  return {
    async secondsToRead(installationId) {
      const row = await db
        .selectFrom("installation_pace")
        .select(sql<number>`greatest(extract(epoch from paused_until - now()), 0)::float8`.as("seconds"))
        .where("installation_id", "=", installationId)
        .executeTakeFirst();
      return row?.seconds ?? 0;
    },

    async takeTurn(installationId, urgency) {
      await noticed(db, installationId);
      const free = freeAt(urgency);
      const taken = await db
        .updateTable("installation_pace")
        .set({
          turn: sql`turn + 1`,
          writing_until: sql`now() + ${longestWriteSeconds} * interval '1 second'`,
          writes: sql`(writes || now())[greatest(cardinality(writes) - ${limits.answer.perHour - 2}, 1):]`,
        })
        .where("installation_id", "=", installationId)
        .where(sql<boolean>`coalesce(greatest(${free}, writing_until) <= now(), true)`)
        .returning("turn")
        .executeTakeFirst();
      if (taken !== undefined) return { kind: "granted", turn: taken.turn };
      const row = await db
        .selectFrom("installation_pace")
        .select(sql<number>`coalesce(greatest(extract(epoch from ${free} - now()), 0), 0)::float8`.as("seconds"))
        .where("installation_id", "=", installationId)
        .executeTakeFirst();
      return { kind: "wait", seconds: row?.seconds ?? 0 };
    },

    async giveBack(installationId, turn, isDone) {
      await db
        .updateTable("installation_pace")
        .set({ writing_until: null, ...(isDone && { unnamed_pauses: 0 }) })
        .where("installation_id", "=", installationId)
        .where("turn", "=", turn)
        .execute();
    },

    async pause(installationId, seconds) {
      await noticed(db, installationId);
      const unnamed = sql`least(${unnamedSeconds} * 2 ^ least(unnamed_pauses, 10), ${mostUnnamedSeconds})`;
      const length = seconds === null ? unnamed : sql`${seconds}::float8`;
      const row = await db
        .updateTable("installation_pace")
        .set({
          paused_until: sql`greatest(paused_until, now() + ${length} * interval '1 second')`,
          ...(seconds === null && { unnamed_pauses: sql`unnamed_pauses + 1` }),
        })
        .where("installation_id", "=", installationId)
        .returning(sql<number>`extract(epoch from paused_until - now())::float8`.as("seconds"))
        .executeTakeFirstOrThrow();
      return row.seconds;
    },
  };
}

/** When the limits allow the next write; null for at once. The last of `writes` is the latest. */
function freeAt(urgency: Urgency) {
  const { perMinute, perHour } = limits[urgency];
  return sql`greatest(
    paused_until,
    writes[cardinality(writes)] + interval '1 second',
    writes[cardinality(writes) - ${perMinute - 1}] + interval '1 minute',
    writes[cardinality(writes) - ${perHour - 1}] + interval '1 hour')`;
}

async function noticed(db: Kysely<Tables>, installationId: number): Promise<void> {
  await db
    .insertInto("installation_pace")
    .values({ installation_id: installationId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

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

/** So many failures in a row are no chance: GitHub is down, at least for this installation. */
const failuresOfOutage = 5;
/** For how long nothing is asked then; after each test that fails twice as long. Longer than a request with its token may last. */
const firstRestSeconds = 30;
/** When it is over all goes on within so long. */
const mostRestSeconds = 300;

/** The right to send one write, to be given back when it is answered. `seconds`: until the limits allow it, 0 where only another's write is under way. */
export type WriteTurn = { kind: "granted"; turn: number } | { kind: "wait"; seconds: number };

export type InstallationPace = {
  /** Seconds until anything may be sent; 0 for now. In an outage one asker alone is told 0 after each rest: its request is the test. */
  secondsToRead: (installationId: number) => Promise<number>;
  takeTurn: (installationId: number, urgency: Urgency) => Promise<WriteTurn>;
  /** `isDone`: GitHub has carried it out, so that it is not limiting us any more. */
  giveBack: (installationId: number, turn: number, isDone: boolean) => Promise<void>;
  /** GitHub asked for patience, for so many seconds or without saying for how many. Returns for how many. */
  pause: (installationId: number, seconds: number | null) => Promise<number>;
  /** GitHub has answered, whatever it was. Returns whether that ended an outage. */
  answered: (installationId: number) => Promise<boolean>;
  /** GitHub has failed or not answered. Returns for how many seconds nothing is asked; 0 while it may be chance. */
  unanswered: (installationId: number) => Promise<number>;
  /** Seconds until the next test in an outage; 0 where there is none. */
  secondsOfOutage: (installationId: number) => Promise<number>;
};

/** By the database's clock, which all replicas share. `db` must not be a transaction: what is noted must last whatever comes after. */
export function installationPace(db: Kysely<Tables>): InstallationPace {
  return {
    ...outages(db),
    secondsToRead: (installationId) => secondsToRead(db, installationId),

    async takeTurn(installationId, urgency) {
      await noticed(db, installationId);
      const free = freeAt(urgency);
      const taken = await db
        .updateTable("installation_pace")
        .set({
          turn: sql`turn + 1`,
          writing_until: sql`now() + ${longestWriteSeconds} * interval '1 second'`,
          writes: sql`(writes || now())[greatest(cardinality(writes) - ${limits.answer.perHour - 2}, 1):]`,
          ...takenForTest,
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

/** What is known of outages, of which each asker learns before it asks. */
function outages(db: Kysely<Tables>): Pick<InstallationPace, "answered" | "unanswered" | "secondsOfOutage"> {
  const secondsOfOutage = async (installationId: number) => {
    const row = await db
      .selectFrom("installation_pace")
      .select(sql<number>`coalesce(greatest(extract(epoch from silent_until - now()), 0), 0)::float8`.as("seconds"))
      .where("installation_id", "=", installationId)
      .executeTakeFirst();
    return row?.seconds ?? 0;
  };
  return {
    secondsOfOutage,

    async answered(installationId) {
      // Where nothing failed lately this finds no row, and so writes nothing.
      const { rows } = await sql<{ was_outage: boolean }>`
        update installation_pace set unanswered = 0, silent_until = null
        from (select installation_id as id, unanswered as before from installation_pace
          where installation_id = ${installationId} and unanswered > 0) as failed
        where installation_id = id and unanswered > 0
        returning before >= ${failuresOfOutage} as was_outage`.execute(db);
      return rows[0]?.was_outage ?? false;
    },

    async unanswered(installationId) {
      await noticed(db, installationId);
      // Of several who fail at once the first begins the rest, and a test has been counted when it was taken.
      await db
        .updateTable("installation_pace")
        .set({
          unanswered: sql`unanswered + 1`,
          silent_until: sql`case when unanswered + 1 >= ${failuresOfOutage} then ${restUntil} end`,
        })
        .where("installation_id", "=", installationId)
        .where(sql<boolean>`coalesce(silent_until <= now(), true)`)
        .execute();
      return secondsOfOutage(installationId);
    },
  };
}

/** By how many will have failed then. */
const restUntil = sql`now() + interval '1 second' * least(
  ${firstRestSeconds} * 2 ^ least(unanswered + 1 - ${failuresOfOutage}, 10), ${mostRestSeconds})`;

/** In an outage a request counts as failed from its start on, until it is answered: so all others rest, even where its asker dies. */
const takenForTest = {
  unanswered: sql<number>`case when unanswered >= ${failuresOfOutage} then unanswered + 1 else unanswered end`,
  silent_until: sql<null>`case when unanswered >= ${failuresOfOutage} then ${restUntil} else silent_until end`,
};

/** True for one of all who ask at once. */
async function takeTest(db: Kysely<Tables>, installationId: number): Promise<boolean> {
  const taken = await db
    .updateTable("installation_pace")
    .set(takenForTest)
    .where("installation_id", "=", installationId)
    .where("unanswered", ">=", failuresOfOutage)
    .where(sql<boolean>`greatest(paused_until, silent_until) <= now()`)
    .returning("installation_id")
    .executeTakeFirst();
  return taken !== undefined;
}

export type Outage = { installationId: number; failures: number; nextTestSeconds: number };

/** The installations for which GitHub is taken to be down, and when it is asked again. */
export async function outagesNow(db: Kysely<Tables>): Promise<Outage[]> {
  const rows = await db
    .selectFrom("installation_pace")
    .select([
      "installation_id",
      "unanswered",
      sql<number>`greatest(ceil(extract(epoch from silent_until - now())), 0)::integer`.as("seconds"),
    ])
    .where("unanswered", ">=", failuresOfOutage)
    .orderBy("installation_id")
    .execute();
  return rows.map((row) => ({
    installationId: row.installation_id,
    failures: row.unanswered,
    nextTestSeconds: row.seconds,
  }));
}

async function secondsToRead(db: Kysely<Tables>, installationId: number): Promise<number> {
  const row = await db
    .selectFrom("installation_pace")
    .select([
      "unanswered",
      sql<number>`coalesce(greatest(extract(epoch from greatest(paused_until, silent_until) - now()), 0), 0)::float8`.as(
        "seconds",
      ),
    ])
    .where("installation_id", "=", installationId)
    .executeTakeFirst();
  if (row === undefined || row.seconds > 0) return row?.seconds ?? 0;
  if (row.unanswered < failuresOfOutage) return 0;
  // Who comes second finds the rest of the first, or that all is well again.
  return (await takeTest(db, installationId)) ? 0 : secondsToRead(db, installationId);
}

/** When the limits allow the next write; null for at once. The last of `writes` is the latest. */
function freeAt(urgency: Urgency) {
  const { perMinute, perHour } = limits[urgency];
  return sql`greatest(
    paused_until,
    silent_until,
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

/** Decides how tests read a history as the app does: turn by turn, with the fold and the configuration beside it. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../../src/db/tables.ts";
import { octokitHistory } from "../../src/github/history/octokitHistory.ts";
import type { Instant } from "../../src/instant.ts";
import type { ReadingKind } from "../../src/intake/backfills.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { rememberDirectory } from "../../src/signals/repositories.ts";
import { configureDue } from "../../src/steps/configureDue.ts";
import { folder } from "../../src/steps/foldDue.ts";
import { historyReader } from "../../src/steps/historyDue.ts";
import type { HistorySource } from "../../src/steps/historySource.ts";
import type { StepContext } from "../../src/steps/stepContext.ts";
import { keepFacts, readDeliveries } from "../../src/steps/understand.ts";
import { type FakeGitHub, fakeGitHub } from "./fakeGitHub.ts";
import { stepContext } from "./stepContext.ts";
import type { SimulatedGitHub } from "./simulatedGitHub/simulatedGitHub.ts";

export type HistoryReading = {
  context: StepContext;
  github: FakeGitHub;
  source: HistorySource;
  /** What the log said: `warn A history was not read on and will be, from where it was left`. */
  said: string[];
  /** For how many seconds it has waited in the process. */
  waits: number[];
  /** Takes turns, and folds, until nothing of that kind is left; those that wait for a later moment too. Answers with the number of turns. */
  toTheEnd: (kind?: ReadingKind) => Promise<number>;
  /** Takes one turn. */
  turn: (kind?: ReadingKind) => Promise<number>;
  fold: () => Promise<void>;
};

export function historyReading(
  db: Kysely<Tables>,
  simulated: SimulatedGitHub,
  { now, days = 3650 }: { now: () => Instant; days?: number },
): HistoryReading {
  const github = fakeGitHub();
  const said: string[] = [];
  const waits: number[] = [];
  const log = {
    info: (_fields: object, message: string) => void said.push(`info ${message}`),
    warn: (_fields: object, message: string) => void said.push(`warn ${message}`),
  };
  const context = stepContext({ db, github, log, now });
  const wait = async (seconds: number) => void waits.push(seconds);
  const source = { gitHub: octokitHistory(simulated.octokitFor), days, wait };

  const fold = async () => {
    const step = folder(context);
    while ((await step()) > 0);
  };
  // Each turn by a reader of its own, as by another process.
  const turn = (kind: ReadingKind = "backfill") => historyReader(context, source, kind)();
  const toTheEnd = async (kind: ReadingKind = "backfill") => {
    let turns = 0;
    while ((await makeDue(db, kind)) > 0) {
      turns += await turn(kind);
      while ((await configureDue(context)) > 0);
      await fold();
      if (turns > 500) throw new Error(`no end of it: ${said.slice(-5).join("; ")}`);
    }
    return turns;
  };
  return { context, github, source, said, waits, toTheEnd, turn, fold };
}

/** The app is installed there, and has heard nothing else. */
export async function installed(
  db: Kysely<Tables>,
  repository: { id: number; fullName: string },
  at: Instant,
): Promise<void> {
  const news = [
    { kind: "installation", id: 90, state: "active" },
    { kind: "repository", id: repository.id, fullName: repository.fullName, private: false, installationId: 90 },
  ] as const;
  await db.transaction().execute((trx) =>
    rememberDirectory(
      trx,
      news.map((each) => ({ news: each, receivedAt: at })),
    ),
  );
}

export async function hear(db: Kysely<Tables>, deliveries: readonly Delivery[]): Promise<void> {
  await db.transaction().execute((trx) => keepFacts(trx, readDeliveries(deliveries)));
}

/** Whatever of it waits for a later moment on this day. Answers with how much there is. */
async function makeDue(db: Kysely<Tables>, kind: ReadingKind): Promise<number> {
  const made = await sql`
    update due_work set due_at = now() where kind = ${kind} and due_at < now() + interval '20 hours'`.execute(db);
  return Number(made.numAffectedRows ?? 0);
}

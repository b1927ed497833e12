/** Decides how tests read all that the log of facts holds. */
import { type Kysely, sql } from "kysely";
import type { Tables } from "../../src/db/tables.ts";
import type { Fact, Subject } from "../../src/signals/signal.ts";
import { factsOfSubjects } from "../../src/signals/signalLog.ts";

/** Of one repository, in no particular order. */
export async function allFacts(db: Kysely<Tables>, repositoryId: number): Promise<Fact[]> {
  const { rows } = await sql<{ subject: Subject }>`
    select distinct subject from facts where repository_id = ${repositoryId}`.execute(db);
  return factsOfSubjects(
    db,
    repositoryId,
    rows.map(({ subject }) => subject),
  );
}

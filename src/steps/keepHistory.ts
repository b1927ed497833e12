/** Decides how facts that the API told are kept, and what they touch marked to be folded. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import { rememberRepositories } from "../signals/repositories.ts";
import type { Fact, RepositoryRef } from "../signals/signal.ts";
import { keepTold } from "./understand.ts";

/** `knownSince` is the moment from which on the repository is wholly known; a later one than before changes nothing. */
export async function keepRepository(
  db: Kysely<Tables>,
  repository: RepositoryRef,
  { knownSince, readAt }: { knownSince: Instant; readAt: Instant },
): Promise<void> {
  await rememberRepositories(
    db,
    [knownSince, readAt].map((receivedAt) => ({ repository, receivedAt })),
  );
}

export async function keepHistory(db: Kysely<Tables>, facts: readonly Fact[]): Promise<void> {
  await db.transaction().execute((trx) => keepTold(trx, facts));
}

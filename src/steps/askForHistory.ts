/** Decides for which repositories the history is asked for: those that the app has come to, or come back to. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { type BackfillWish, wantBackfill } from "../intake/backfills.ts";
import { askFor, askUnlessAsked } from "../intake/dueWork.ts";
import { comingIn } from "../signals/comings.ts";
import { repositoriesOf } from "../signals/repositories.ts";
import type { Understood } from "./understand.ts";

/** Between two looks at what has changed on GitHub. */
export const reconcileSeconds = 24 * 60 * 60;

/** A wish, like a question: what is replayed asks for nothing. Call it after the news are kept. */
export async function askForHistories(executor: Kysely<Tables>, understood: readonly Understood[]): Promise<void> {
  for (const { delivery, translation } of understood) {
    const coming = translation.kind === "directory" ? comingIn(delivery) : null;
    if (coming === null) continue;
    const resumed = coming.installation === null ? [] : await repositoriesOf(executor, coming.installation);
    for (const id of [...coming.repositories, ...resumed.map((each) => each.id)]) {
      await askForHistory(executor, id, { days: null, welcome: coming.chosen });
    }
  }
}

export async function askForHistory(executor: Kysely<Tables>, repositoryId: number, wish: BackfillWish): Promise<void> {
  await wantBackfill(executor, repositoryId, wish);
  await askFor(executor, "backfill", repositoryId, ["repository"]);
}

/** A day from now, unless it is asked for already. */
export async function askForReconciling(executor: Kysely<Tables>, repositoryId: number): Promise<void> {
  await askUnlessAsked(executor, "reconcile", repositoryId, "repository", { delaySeconds: reconcileSeconds });
}

/** At once: something may have been missed. */
export async function reconcileSoon(executor: Kysely<Tables>, repositoryId: number): Promise<void> {
  await askFor(executor, "reconcile", repositoryId, ["repository"]);
}

/** Decides how items are marked to be folded again although nothing was heard of them: their texts are looked at only if it changes whose turn it is. */
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { askFor, type When } from "../intake/dueWork.ts";
import { isSubject, type Subject } from "../signals/signal.ts";

const prefix = "again ";

export async function markAgain(
  executor: Kysely<Tables>,
  repositoryId: number,
  subjects: readonly Subject[],
  when?: When,
): Promise<void> {
  await askFor(
    executor,
    "fold",
    repositoryId,
    subjects.map((subject) => prefix + subject),
    when,
  );
}

/** What such a mark is about; null for one of another kind. */
export function subjectAgain(mark: string): Subject | null {
  const subject = mark.startsWith(prefix) ? mark.slice(prefix.length) : "";
  return isSubject(subject) ? subject : null;
}

/** Decides when work is done that need not be done at once; reads only the table of `dueWork.ts`. */
import { sql } from "kysely";
import { askFor, type Executor, type WorkKind } from "./dueWork.ts";

/**
 * Asks for work that need not be done at once: each subject after what these repositories have waiting in the next hours, and one after the other. What is
 * due earlier stays so, and what is asked for otherwise goes before it.
 */
export async function askInTurn(
  executor: Executor,
  kind: WorkKind,
  repositoryId: number,
  subjects: string[],
  { everySeconds, among }: { everySeconds: number; among: readonly number[] },
): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from due_work
    where kind = ${kind} and due_at > now() and due_at < now() + interval '6 hours'
      and repository_id in (select json_array_elements_text(${JSON.stringify(among)}::json)::bigint)`.execute(executor);
  const before = rows[0]?.n ?? 0;
  for (const [place, subject] of subjects.entries()) {
    await askFor(executor, kind, repositoryId, [subject], { delaySeconds: (before + place + 1) * everySeconds });
  }
}

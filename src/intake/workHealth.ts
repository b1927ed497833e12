/** Decides how due work is counted for whoever watches; reads only the table of `dueWork.ts`. */
import { sql } from "kysely";
import type { Executor, WorkKind } from "./dueWork.ts";

export type WorkHealth = {
  kind: WorkKind;
  /** Due and not done, and for how long the longest of it. What was set aside is not due. */
  due: number;
  longestDueSeconds: number | null;
  /** Failed at least three times since it was last done; with the latest error. */
  failing: number;
  latestError: string | null;
};

/** Of each kind of which there is any work, of all repositories together. */
export async function workHealth(executor: Executor): Promise<WorkHealth[]> {
  const { rows } = await sql<WorkHealth>`
    select kind,
      count(*) filter (where due_at <= now())::integer as due,
      extract(epoch from now() - min(due_at) filter (where due_at <= now()))::integer as "longestDueSeconds",
      count(*) filter (where last_error is not null and attempts >= 3)::integer as failing,
      (array_agg(last_error order by due_at desc) filter (where last_error is not null and attempts >= 3))[1] as "latestError"
    from due_work where set_aside_at is null group by kind order by kind`.execute(executor);
  return rows;
}

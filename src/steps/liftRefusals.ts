/** Decides when a text that GitHub refused is tried again before its day is over: when somebody has changed what stood in the way. */
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Tables } from "../db/tables.ts";
import { forgetRefusals } from "../github/publications.ts";
import { checkPrefix, commentKey, commentPrefix, weeklyPrefix } from "../github/surface.ts";
import { askFor } from "../intake/dueWork.ts";
import type { Delivery } from "../signals/delivery.ts";
import { repositoriesOf } from "../signals/repositories.ts";
import { openPullRequestsAt } from "../timeline/timelineReader.ts";

const allowedAgain = z.object({
  action: z.enum(["new_permissions_accepted", "unsuspend", "created"]),
  installation: z.object({ id: z.number() }),
});
const writableAgain = z.object({ action: z.literal("unarchived"), repository: z.object({ id: z.number() }) });
const unlocked = z.object({
  action: z.literal("unlocked"),
  repository: z.object({ id: z.number() }),
  issue: z.object({ number: z.number() }).optional(),
  pull_request: z.object({ number: z.number() }).optional(),
});

/** What was let be because somebody deleted it stays so. */
export async function liftRefusals(executor: Kysely<Tables>, deliveries: readonly Delivery[]): Promise<void> {
  for (const { event, payload } of deliveries) {
    if (event === "installation") {
      const { data } = allowedAgain.safeParse(payload);
      const repositories = data === undefined ? [] : await repositoriesOf(executor, data.installation.id);
      for (const { id } of repositories) await tryAgain(executor, id, null);
    } else if (event === "repository") {
      const { data } = writableAgain.safeParse(payload);
      if (data !== undefined) await tryAgain(executor, data.repository.id, null);
    } else if (event === "issues" || event === "pull_request") {
      const { data } = unlocked.safeParse(payload);
      const number = data?.issue?.number ?? data?.pull_request?.number;
      if (data !== undefined && number !== undefined) {
        await tryAgain(executor, data.repository.id, [commentKey(number)]);
      }
    }
  }
}

async function tryAgain(executor: Kysely<Tables>, repositoryId: number, keys: string[] | null): Promise<void> {
  const lifted = await forgetRefusals(executor, repositoryId, keys);
  const subjects = lifted
    .filter((key) => key.startsWith(commentPrefix))
    .map((key) => `#${key.slice(commentPrefix.length)}`);
  for (const key of lifted.filter((each) => each.startsWith(checkPrefix))) {
    const numbers = await openPullRequestsAt(executor, repositoryId, key.slice(checkPrefix.length));
    subjects.push(...numbers.map((number) => `#${number}`));
  }
  await askFor(executor, "publish", repositoryId, subjects);
  if (lifted.some((key) => key.startsWith(weeklyPrefix)))
    await askFor(executor, "weekly", repositoryId, ["repository"]);
}

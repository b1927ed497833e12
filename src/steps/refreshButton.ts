/** Decides what the Refresh button under a check does: the texts on its pull requests are written again, as of now. */
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Tables } from "../db/tables.ts";
import { refreshIdentifier } from "../github/octokitChecks.ts";
import { forgetContents } from "../github/publications.ts";
import { checkKey, commentKey } from "../github/surface.ts";
import { askFor } from "../intake/dueWork.ts";
import { ownCheckName } from "../signals/checks.ts";
import type { Delivery } from "../signals/delivery.ts";
import { openPullRequestsAt } from "../timeline/timelineReader.ts";

/** GitHub sends it to the app that owns the check alone. */
const pressed = z.object({
  action: z.literal("requested_action"),
  requested_action: z.object({ identifier: z.literal(refreshIdentifier) }),
  check_run: z.object({ name: z.literal(ownCheckName), head_sha: z.string() }),
  repository: z.object({ id: z.number() }),
});

/** A press is no fact about the work, only a wish; pressed again and again, it writes no more often than events do. */
export async function askForRefresh(executor: Kysely<Tables>, deliveries: readonly Delivery[]): Promise<void> {
  const presses = deliveries
    .filter(({ event }) => event === "check_run")
    .flatMap(({ payload }) => pressed.safeParse(payload).data ?? []);
  for (const { repository, check_run: check } of presses) {
    const numbers = await openPullRequestsAt(executor, repository.id, check.head_sha);
    const keys = [checkKey(check.head_sha), ...numbers.map(commentKey)];
    await forgetContents(executor, repository.id, keys);
    await askFor(
      executor,
      "publish",
      repository.id,
      numbers.map((number) => `#${number}`),
    );
  }
}

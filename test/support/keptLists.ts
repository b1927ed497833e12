/** Decides how tests print what the store holds of items and pull requests: as `replay --json` does, without the deliveries behind it. */
import type { Kysely } from "kysely";
import * as printed from "../../src/cli/replay/replayObject.ts";
import type { Tables } from "../../src/db/tables.ts";
import type { Instant } from "../../src/instant.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { itemPages, pullRequestPages } from "../../src/timeline/timelineReader.ts";
import { listsOf, withoutDeliveries } from "../cases/runCase.ts";

type Repository = { id: number; fullName: string };

export async function keptLists(db: Kysely<Tables>, { id, fullName }: Repository): Promise<unknown> {
  const items: object[] = [];
  const pullRequests: object[] = [];
  for await (const page of itemPages(db, id)) items.push(...page.map((each) => printed.itemObject(fullName, each)));
  for await (const page of pullRequestPages(db, id)) {
    pullRequests.push(...page.map((each) => printed.pullRequestObject(fullName, each)));
  }
  return withoutDeliveries({ items, pull_requests: pullRequests, deployments: [] });
}

/** The same of these facts, folded without a store. */
export function listsOfFacts({ fullName }: Repository, facts: readonly Fact[], now: Instant): unknown {
  return withoutDeliveries({ ...listsOf(fullName, facts, now), deployments: [] });
}

/** Decides how tests look at the tasks that deliveries make. */
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import type { Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import type { TaskSlug } from "../../src/stages.ts";
import { mergeFact } from "../../src/signals/mergeFact.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { foldRepository } from "../../src/timeline/repository.ts";
import { factsOf } from "./translated.ts";

/** `15:20:18 to 15:30:00`, or `05-18 15:30:00`, for each span of the task, `on` for an end that has not come; of the item with that number, as known at `now`. */
export function spansOf(task: TaskSlug, deliveries: readonly Delivery[], item: number, now: Instant): string[] {
  const facts = new Map<string, Fact>();
  for (const fact of deliveries.flatMap(factsOf)) {
    const known = facts.get(fact.key);
    facts.set(fact.key, known ? mergeFact(known, fact) : fact);
  }
  const { items } = foldRepository([...facts.values()], defaultConfig, now);
  const found = items.find(({ number }) => number === item);
  if (!found) throw new Error(`there is no item ${item}`);
  return found.tasks
    .filter((span) => span.task === task)
    .map(({ startedAt, endedAt }) => `${shortly(startedAt)} to ${endedAt === null ? "on" : shortly(endedAt)}`);
}

/** The day only where it is not that of the published payloads. */
function shortly(at: Instant): string {
  return at.slice(5, 19).replace("T", " ").replace("05-15 ", "");
}

/** Decides whom a review is asked from: a person, or a team. */
import { z } from "zod";
import { actorOf } from "./actor.ts";
import { act, type Item } from "./item.ts";
import { id, text } from "./payload.ts";
import type { Actor, Fact } from "./signal.ts";

export const team = z.object({ id, slug: text.optional(), name: text });

type Asked = {
  requested_reviewer?: Actor | null | undefined;
  requested_team?: z.infer<typeof team> | null | undefined;
};

/** Neither a person nor a team means a person whose account is deleted. */
export function requestActs(item: Item, kind: "review-requested" | "review-request-removed", asked: Asked): Fact {
  const { by } = item.context;
  const from = asked.requested_team;
  if (from) {
    return act(item, `${kind} team ${from.id}`, { kind, reviewer: null, team: from.slug ?? from.name, by });
  }
  const reviewer = asked.requested_reviewer ?? actorOf(null);
  return act(item, `${kind} ${reviewer.id ?? "nobody"}`, { kind, reviewer, team: null, by });
}

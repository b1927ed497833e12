/** Decides when a webhook and the API tell of one fact: the same item, kind and subject within five seconds. The API's telling is the one that is kept. */
import { addSeconds, earlier, endOfTime, type Instant, secondsBetween } from "../instant.ts";
import type { Fact } from "./signal.ts";

/** How far a webhook's time may be from the API's: `updated_at` is of the latest change, and a receipt is late. */
export const withinSeconds = 5;

/** What the time source of a fact from the API begins with. */
export const apiPrefix = "API: ";

/** The time source of what was read from GitHub's API: `API: LabeledEvent.createdAt`. */
export function apiSource(field: string): string {
  return `${apiPrefix}${field}`;
}

export function isOfApi({ timeSource }: Pick<Fact, "timeSource">): boolean {
  return timeSource.startsWith(apiPrefix);
}

/** Of a push that is known only by its commit: whatever else tells of it is believed instead, at whatever time. */
export const guessedPushSource = apiSource("Commit.committedDate");

export function isGuess({ timeSource }: Pick<Fact, "timeSource">): boolean {
  return timeSource === guessedPushSource;
}

/**
 * What facts of an item have in common that differ only in their time: the key without it. Null for what happens once or has an id of its own, which has
 * the same key both ways. A milestone or type has an id only in webhooks, and is left out.
 */
export function slotOf(key: string): string | null {
  return withIdOnlyInWebhooks.exec(key)?.[0] ?? timed.exec(key)?.[1] ?? null;
}

const withIdOnlyInWebhooks = /^#\d+ (?:de)?milestoned(?= )|^#\d+ (?:un)?typed(?= )/;
const timed = /^(#\d+ .+?)(?: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)+$/s;

/** Where the other tellings of a fact may be: keys from `low` to `high`, times from `from` to `to`. */
export type Reach = { low: string; high: string; from: Instant; to: Instant };

/** Null where a fact can have no other telling under another key. */
export function reachOf({ key, at }: Pick<Fact, "key" | "at">): Reach | null {
  const slot = slotOf(key);
  if (slot === null) return null;
  // The exclamation mark follows the space in the order of bytes.
  const keys = { low: `${slot} `, high: `${slot}!` };
  if (isPush.test(slot)) return { ...keys, from: startOfTime, to: endOfTime };
  return { ...keys, from: addSeconds(at, -withinSeconds), to: addSeconds(at, withinSeconds) };
}

const isPush = /^#\d+ pushed /;
const startOfTime: Instant = "1970-01-01T00:00:00Z";

/**
 * The webhooks' facts of which the API tells as well, and guesses of what is told exactly, by their keys. What is left does not depend on the order in
 * which facts came: what the API tells exactly stays whatever else is heard, and a webhook gives way only to that.
 */
export function alsoToldByApi(facts: readonly Fact[]): Set<string> {
  const bySlot = Map.groupBy(facts, ({ key, repositoryId }) => {
    const slot = slotOf(key);
    return slot === null ? null : `${repositoryId} ${slot}`;
  });
  bySlot.delete(null);
  const told = new Set<string>();
  for (const group of bySlot.values()) {
    const byApi = group.filter((fact) => isOfApi(fact) && !isGuess(fact));
    const isExact = group.some((fact) => !isGuess(fact));
    const firstGuess = group.filter(isGuess).reduce((first, { at }) => earlier(first, at), endOfTime);
    for (const fact of group) {
      const near = byApi.some(({ at }) => Math.abs(secondsBetween(at, fact.at)) <= withinSeconds);
      if (isGuess(fact) ? isExact || fact.at !== firstGuess : !isOfApi(fact) && near)
        told.add(`${fact.repositoryId} ${fact.key}`);
    }
  }
  return told;
}

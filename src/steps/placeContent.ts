/** Decides to which repository facts belong that name only an item's global id: to the one in which a delivery has shown the item. */
import type { Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import { contentFactsOf, forgetContentFacts, keepContentFacts } from "../signals/contentFacts.ts";
import { repositoryById } from "../signals/repositories.ts";
import type { ContentFact, Fact } from "../signals/signal.ts";
import { appendFacts, type SubjectRef } from "../signals/signalLog.ts";
import { itemsOfNodes } from "../signals/signalReader.ts";

/**
 * Keeps the content facts of a batch and moves those whose item is known, by now or from before, to its repository. Call it after the batch's own facts
 * are kept, so that it does not matter which of the two was heard first. Returns the subjects of which more is known.
 */
export async function placeContent(
  trx: Transaction<Tables>,
  content: readonly ContentFact[],
  facts: readonly Fact[],
): Promise<SubjectRef[]> {
  await keepContentFacts(trx, content);
  const shown = facts.flatMap(({ signal }) => ("nodeId" in signal ? (signal.nodeId ?? []) : []));
  const waiting = await contentFactsOf(trx, [...new Set([...content.map(({ nodeId }) => nodeId), ...shown])]);
  if (waiting.length === 0) return [];
  const items = await itemsOfNodes(trx, [...new Set(waiting.map(({ nodeId }) => nodeId))]);
  const placed: { content: ContentFact; fact: Fact }[] = [];
  for (const one of waiting) {
    const item = items.get(one.nodeId);
    if (item && (await mayTell(trx, one, item.repositoryId))) placed.push({ content: one, fact: factOf(one, item) });
  }
  await forgetContentFacts(
    trx,
    placed.map((each) => each.content),
  );
  return appendFacts(
    trx,
    placed.map(({ fact }) => fact),
  );
}

/** Anybody's project may hold anybody's public issue: only through the repository's own installation can it tell something of it. */
async function mayTell(
  trx: Transaction<Tables>,
  { installationId }: ContentFact,
  repositoryId: number,
): Promise<boolean> {
  const repository = await repositoryById(trx, repositoryId);
  return repository?.installationId === installationId;
}

function factOf(content: ContentFact, { repositoryId, subject }: SubjectRef): Fact {
  const { key, at, timeSource, receivedAt, delivery, event, signal } = content;
  return { repositoryId, subject, key, at, timeSource, receivedAt, delivery, event, signal };
}

/** Decides how deliveries become facts: what they mean is kept, and what they touch is marked to be folded. */
import type { Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import { askFor } from "../intake/dueWork.ts";
import type { Delivery } from "../signals/delivery.ts";
import { rememberDirectory, rememberRepositories } from "../signals/repositories.ts";
import type { ContentFact, Fact } from "../signals/signal.ts";
import { appendTold } from "../signals/signalLog.ts";
import type { Translation } from "../signals/translate.ts";
import { translate } from "../signals/translate.ts";
import { rememberLinks } from "../timeline/itemLinks.ts";
import { placeContent } from "./placeContent.ts";
import { askForConfigs } from "./configureDue.ts";
import { askForRules, type HeardOfRules } from "./rulesDue.ts";

export type Understood = { delivery: Delivery; translation: Translation };

/** Reads what each delivery means; pure. */
export function readDeliveries(deliveries: readonly Delivery[]): Understood[] {
  return deliveries.map((delivery) => ({ delivery, translation: translate(delivery) }));
}

/** Keeps what deliveries mean, in the transaction that records them as read; marks what they touch to be folded. */
export async function keepFacts(trx: Transaction<Tables>, understood: readonly Understood[]): Promise<void> {
  const facts = understood.flatMap(({ translation }) => (translation.kind === "facts" ? translation.facts : []));
  await rememberRepositories(trx, understood.flatMap(repositoryOf));
  await rememberDirectory(trx, understood.flatMap(newsOf));
  await askForConfigs(
    trx,
    understood.flatMap(repositoryOf).map(({ repository }) => repository.id),
    facts,
  );
  await askForRules(trx, heardOfRules(understood));
  const content = understood.flatMap(({ translation }) => (translation.kind === "content" ? translation.facts : []));
  await keepTold(trx, facts, content);
}

/** Keeps facts, however they were told, and marks what they touch. Returns those that nothing had told before. */
export async function keepTold(
  trx: Transaction<Tables>,
  facts: readonly Fact[],
  content: readonly ContentFact[] = [],
): Promise<Fact[]> {
  // Before the facts, for whose sake the repository is held until the transaction ends: each of two writers would wait for the other.
  await rememberLinks(trx, facts);
  const { touched: own, added } = await appendTold(trx, facts);
  const touched = [...own, ...(await placeContent(trx, content, facts))];
  for (const [repositoryId, subjects] of Map.groupBy(touched, (each) => each.repositoryId)) {
    await askFor(
      trx,
      "fold",
      repositoryId,
      subjects.map(({ subject }) => subject),
    );
  }
  return added;
}

function repositoryOf({ delivery, translation }: Understood) {
  if (translation.kind === "rejected" || translation.repository === null) return [];
  return [{ repository: translation.repository, receivedAt: delivery.receivedAt }];
}

function newsOf({ delivery, translation }: Understood) {
  if (translation.kind !== "directory") return [];
  return translation.news.map((news) => ({ news, receivedAt: delivery.receivedAt }));
}

/** An event about a repository may say that it has another default branch. */
function heardOfRules(understood: readonly Understood[]): HeardOfRules {
  const idsOf = (some: readonly Understood[]) => some.flatMap(repositoryOf).map(({ repository }) => repository.id);
  return {
    repositories: idsOf(understood),
    changed: idsOf(understood.filter(({ delivery }) => delivery.event === "repository")),
    news: understood.flatMap(newsOf).map(({ news }) => news),
  };
}

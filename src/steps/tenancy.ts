/** Decides for whom a delivery counts: what an installation tells of a repository is never mixed with what another one told. */
import type { Kysely, Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import type { Instant } from "../instant.ts";
import { readEnvelope } from "../intake/arrival.ts";
import { type Erased, erasedAmong, forgetErased, type Sight } from "../signals/erasedRepositories.ts";
import { type Kept, keptFor } from "../signals/repositoryTenants.ts";
import type { Understood } from "./understand.ts";

export type Tenancy = {
  /** What is kept of these was heard through another installation, and has to go before the batch can be read. */
  eraseFirst: { repositoryId: number; keptFor: number }[];
  /** By the delivery's id: of repositories that the installation does not have any more. */
  refused: ReadonlySet<string>;
  /** Whose rows will be kept for whom. */
  sights: Sight[];
};

/** Whatever is replayed counts for nobody yet. Call it in the transaction that has claimed the deliveries. */
export async function tenancyOf(trx: Transaction<Tables>, understood: readonly Understood[]): Promise<Tenancy> {
  const told = understood.flatMap(sightsIn);
  const ids = [...new Set(told.map(({ repositoryId }) => repositoryId))];
  const erased = await stillErased(trx, ids, told);
  const kept = await keptFor(trx, ids);
  const tooLate = told.filter((each) => isAmong(erased, each) || isOfBefore(each, kept.get(each.repositoryId)));
  const refused = new Set(tooLate.filter(({ isNews }) => !isNews).map(({ delivery }) => delivery));
  const heard = told.filter(
    (each) => each.isUnderstood && !refused.has(each.delivery) && !isOfBefore(each, kept.get(each.repositoryId)),
  );
  const eraseFirst = new Map<number, number>();
  const sights = new Map<number, (typeof heard)[number]>();
  for (const each of heard) {
    const before = kept.get(each.repositoryId)?.installationId;
    if (before !== undefined && before !== each.installationId) eraseFirst.set(each.repositoryId, before);
    const other = sights.get(each.repositoryId);
    if (other === undefined || other.receivedAt <= each.receivedAt) sights.set(each.repositoryId, each);
  }
  for (const each of heard.filter(({ isNews }) => !isNews)) {
    if (sights.get(each.repositoryId)?.installationId !== each.installationId) refused.add(each.delivery);
  }
  return {
    eraseFirst: [...eraseFirst].map(([repositoryId, before]) => ({ repositoryId, keptFor: before })),
    refused,
    sights: [...sights.values()].map(({ repositoryId, installationId }) => ({ repositoryId, installationId })),
  };
}

/** All but those of which an installation has said since then that it has the repository. */
async function stillErased(trx: Kysely<Tables>, ids: readonly number[], told: readonly Told[]): Promise<Erased[]> {
  const erased = await erasedAmong(trx, ids);
  const back = erased.filter((each) =>
    told.some((other) => other.isNews && isSame(each, other) && other.receivedAt >= each.erasedAt),
  );
  await forgetErased(trx, back);
  return erased.filter((each) => !back.includes(each));
}

type Told = Sight & { delivery: string; receivedAt: string; isNews: boolean; isUnderstood: boolean };

/** What could not be understood is known by its envelope alone. */
function sightsIn({ delivery: { id, receivedAt, payload }, translation }: Understood): Told[] {
  const isNews = translation.kind === "directory";
  const named = isNews ? translation.news.flatMap((each) => (each.kind === "repository" ? [each] : [])) : [];
  const { repositoryId: own, installationId: through } = readEnvelope(payload);
  const all = [...named.map((each) => [each.id, each.installationId] as const), [own, through] as const];
  const isUnderstood = translation.kind !== "rejected";
  return all.flatMap(([repositoryId, installationId]) =>
    repositoryId === null || installationId === null
      ? []
      : [{ repositoryId, installationId, delivery: id, receivedAt, isNews, isUnderstood }],
  );
}

/** What another installation told before the repository was heard of where it is now: it comes late, and takes nothing from that one. */
function isOfBefore({ installationId, receivedAt }: Sight & { receivedAt: Instant }, kept: Kept | undefined): boolean {
  return (
    kept !== undefined && kept.installationId !== installationId && kept.heardAt !== null && receivedAt < kept.heardAt
  );
}

function isAmong(erased: readonly Erased[], sight: Sight): boolean {
  return erased.some((each) => isSame(each, sight));
}

function isSame(a: Sight, b: Sight): boolean {
  return a.repositoryId === b.repositoryId && a.installationId === b.installationId;
}

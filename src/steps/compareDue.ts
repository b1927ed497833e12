/** Decides when GitHub is asked what came between two deployments, and that its answer is kept as a fact. */
import type { Transaction } from "kysely";
import type { Tables } from "../db/tables.ts";
import { withTenant } from "../db/withTenant.ts";
import type { Comparison, GitHub, RepositoryAddress } from "../github/github.ts";
import { askFor, askOnce, type DueClaim, finish } from "../intake/dueWork.ts";
import { repositoryById } from "../signals/repositories.ts";
import type { Fact } from "../signals/signal.ts";
import { appendFacts } from "../signals/signalLog.ts";
import { type CommitPair, pairIn, pairOf } from "../timeline/derive/commitPair.ts";
import { addressOf } from "./repositoryAddress.ts";
import type { StepContext } from "./stepContext.ts";
import { type Work, workOff } from "./workOff.ts";

const work: Work = { kind: "compare", batchSize: 5, failed: "Two commits were not compared" };

/** Wanted until the answer is there; one that waits after a failure goes on waiting. */
export async function askForComparisons(
  trx: Transaction<Tables>,
  repositoryId: number,
  pairs: readonly CommitPair[],
): Promise<void> {
  await askOnce(trx, "compare", repositoryId, pairs.map(pairOf));
}

/** Returns how many pairs of commits it asked about; until there is an answer, merges count by their time. */
export async function compareDue(context: StepContext): Promise<number> {
  const { github } = context;
  if (github === null) return 0;
  return workOff(context, work, (claim, withLog) => compareOne(claim, github, withLog));
}

async function compareOne(claim: DueClaim, github: GitHub, { db, now }: StepContext): Promise<void> {
  const repository = await repositoryById(db, claim.repositoryId);
  const address = repository && addressOf(repository);
  const pair = pairIn(claim.subject);
  if (!address || !pair) return finish(db, [claim]);
  const fact = comparedFact(claim.repositoryId, await inOrder(github, address, pair), now());
  await withTenant(db, [claim.repositoryId], async (trx) => {
    const touched = await appendFacts(trx, [fact]);
    await askFor(
      trx,
      "fold",
      claim.repositoryId,
      touched.map(({ subject }) => subject),
    );
    await finish(trx, [claim]);
  });
}

/** The older commit first: of the commits by which a head is behind GitHub tells only the number, unless it is asked the other way round. */
async function inOrder(
  github: GitHub,
  address: RepositoryAddress,
  pair: CommitPair,
): Promise<CommitPair & { commits: string[] | null }> {
  const told = await github.compare(address, pair.base, pair.head);
  if (told?.status !== "behind") return { ...pair, commits: commitsAhead(told) };
  const turned = { base: pair.head, head: pair.base };
  return { ...turned, commits: commitsAhead(await github.compare(address, turned.base, turned.head)) };
}

function commitsAhead(comparison: Comparison | null): string[] | null {
  return comparison?.status === "ahead" ? comparison.commits : null;
}

function comparedFact(repositoryId: number, compared: CommitPair & { commits: string[] | null }, now: string): Fact {
  return {
    repositoryId,
    subject: "repository",
    key: `compared ${pairOf(compared)}`,
    at: now,
    timeSource: "received_at",
    receivedAt: now,
    delivery: `compare ${pairOf(compared)}`,
    event: "compare",
    signal: { kind: "compared", ...compared },
  };
}

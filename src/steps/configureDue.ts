/** Decides when a repository's configuration is read, and that an invalid one is reported on its commit. */
import type { Kysely } from "kysely";
import { configPath } from "../config/parseConfig.ts";
import type { Tables } from "../db/tables.ts";
import { refuseElsewhere } from "../github/elsewhere.ts";
import type { GitHub, RepositoryAddress, RepositoryFile } from "../github/github.ts";
import { publish } from "../github/publish.ts";
import { askFor, type DueClaim, finish, postpone } from "../intake/dueWork.ts";
import { configCheck } from "../reports/configCheck.ts";
import type { Fact } from "../signals/signal.ts";
import { allRepositories, type KnownRepository, repositoryById } from "../signals/repositories.ts";
import { withoutConfig } from "../timeline/configStore.ts";
import { adoptConfig } from "./adoptConfig.ts";
import { addressOf } from "./repositoryAddress.ts";
import type { StepContext } from "./stepContext.ts";
import { type Work, workOff } from "./workOff.ts";

const work: Work = { kind: "configure", batchSize: 5, failed: "A configuration was not read" };

/** The repository whose file holds for all others of its owner that have none. */
const organisationRepository = ".github";

/** Asks for configurations that were never read, and for those that a push to the default branch touched. */
export async function askForConfigs(
  executor: Kysely<Tables>,
  repositoryIds: readonly number[],
  facts: readonly Fact[],
): Promise<void> {
  const touched = facts.flatMap(({ repositoryId, signal }) =>
    signal.kind === "branch-pushed" && signal.toDefaultBranch && signal.paths.includes(configPath)
      ? [repositoryId]
      : [],
  );
  const unread = await withoutConfig(executor, [...new Set(repositoryIds)]);
  for (const id of new Set([...touched, ...unread])) await askFor(executor, "configure", id, ["repository"]);
}

/** Returns how many repositories it asked for their configuration; until there is an answer, the last one stays in force. */
export async function configureDue(context: StepContext): Promise<number> {
  const { github } = context;
  if (github === null) return 0;
  return workOff(context, work, (claim, withLog) => configure(claim, github, withLog));
}

async function configure(claim: DueClaim, github: GitHub, context: StepContext): Promise<void> {
  const { db } = context;
  const repository = await repositoryById(db, claim.repositoryId);
  const address = repository && addressOf(repository);
  if (!repository || !address) return finish(db, [claim]);
  await refuseElsewhere(github, address);
  const { file, own } = await readFile(github, address);
  const { changed, problems } = await adoptConfig(repository.id, file, context);
  if (changed && address.name === organisationRepository) await askForOthersOf(repository, context);
  if (own && file !== null && problems.length > 0) {
    const outcome = await publish(github, db, address, configCheck(file.commit, problems));
    if (outcome.kind === "later") return postpone(db, claim, outcome.seconds);
  }
  await finish(db, [claim]);
}

async function readFile(
  github: GitHub,
  address: RepositoryAddress,
): Promise<{ file: RepositoryFile | null; own: boolean }> {
  const own = await github.fileOnDefaultBranch(address, configPath);
  if (own !== null || address.name === organisationRepository) return { file: own, own: true };
  const ofOwner = { ...address, name: organisationRepository };
  return { file: await github.fileOnDefaultBranch(ofOwner, configPath), own: false };
}

async function askForOthersOf({ id, fullName }: KnownRepository, { db }: StepContext): Promise<void> {
  const ofOwner = fullName.slice(0, fullName.indexOf("/") + 1);
  for (const other of await allRepositories(db)) {
    if (other.id !== id && other.fullName.startsWith(ofOwner)) await askFor(db, "configure", other.id, ["repository"]);
  }
}

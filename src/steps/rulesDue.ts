/** Decides when GitHub is asked for the rules of default branches, and that what they require is kept as a fact by which all history is read. */
import { isDeepStrictEqual } from "node:util";
import type { Kysely } from "kysely";
import type { Tables } from "../db/tables.ts";
import { withTenant } from "../db/withTenant.ts";
import { refuseElsewhere } from "../github/elsewhere.ts";
import type { GitHub, RepositoryAddress } from "../github/github.ts";
import { addSeconds, type Instant, later, secondsBetween } from "../instant.ts";
import { askFor, askOnce, type DueClaim, finish } from "../intake/dueWork.ts";
import { repositoriesOf, repositoryById } from "../signals/repositories.ts";
import { branchRulesFact } from "../signals/branchRulesFact.ts";
import type { BranchRules, DirectoryNews, Subject } from "../signals/signal.ts";
import { appendFacts, lockRepository } from "../signals/signalLog.ts";
import { pullRequestSubjects, rulesOf } from "../signals/signalReader.ts";
import { openPullRequests } from "../timeline/timelineReader.ts";
import { markAgain } from "./foldAgain.ts";
import { addressOf } from "./repositoryAddress.ts";
import type { StepContext } from "./stepContext.ts";
import { type Work, workOff } from "./workOff.ts";

const work: Work = { kind: "rules", batchSize: 5, failed: "The rules of a branch were not read" };
const daySeconds = 24 * 60 * 60;

/** What was heard: the repositories, those of which the settings may have changed, and where the app is installed. */
export type HeardOfRules = {
  repositories: readonly number[];
  changed: readonly number[];
  news: readonly DirectoryNews[];
};

/** Asks for rules that were never read; and anew where a repository's settings have changed, or the app has come to it, or come back. */
export async function askForRules(
  executor: Kysely<Tables>,
  { repositories, changed, news }: HeardOfRules,
): Promise<void> {
  for (const id of new Set(repositories)) await askOnce(executor, "rules", id, ["repository"]);
  const anew = new Set(changed);
  for (const each of news) {
    if (each.kind === "repository" && each.installationId !== null) anew.add(each.id);
    if (each.kind === "installation" && each.state === "active") {
      for (const { id } of await repositoriesOf(executor, each.id)) anew.add(id);
    }
  }
  for (const id of anew) await askFor(executor, "rules", id, ["repository"]);
}

/** Returns how many repositories it looked at; until there is an answer, what was known stays. */
export async function rulesDue(context: StepContext): Promise<number> {
  const { github } = context;
  if (github === null) return 0;
  return workOff(context, work, (claim, withLog) => readRules(claim, github, withLog));
}

async function rulesAt(github: GitHub, address: RepositoryAddress, branch: string): Promise<BranchRules | null> {
  await refuseElsewhere(github, address);
  return github.branchRules(address, branch);
}

/** Where the default branch is not known yet, or nothing may be asked, the next delivery asks again. */
async function readRules(claim: DueClaim, github: GitHub, { db, now, log }: StepContext): Promise<void> {
  const { repositoryId } = claim;
  const repository = await repositoryById(db, repositoryId);
  const address = repository && addressOf(repository);
  if (!repository?.defaultBranch || !address) return finish(db, [claim]);
  const known = await rulesOf(db, repositoryId);
  const isQuiet = secondsBetween(repository.lastReceivedAt, now()) > daySeconds;
  const isKnown = known?.rules.branch === repository.defaultBranch;
  const rules = isQuiet && isKnown ? null : await rulesAt(github, address, repository.defaultBranch);
  await withTenant(db, [repositoryId], async (trx) => {
    await lockRepository(trx, repositoryId);
    const before = await rulesOf(trx, repositoryId);
    if (rules !== null && !isDeepStrictEqual(rules, before?.rules)) {
      await appendFacts(trx, [branchRulesFact(repositoryId, rules, after(before?.seenAt, now()))]);
      await markPullRequests(trx, repositoryId);
      const { branch, approvals, checks } = rules;
      log.info({ repository: repositoryId, branch, approvals, checks: checks.length }, "Read the rules of a branch");
    }
    await finish(trx, [claim]);
    await askFor(trx, "rules", repositoryId, ["repository"], { delaySeconds: daySeconds });
  });
}

/** The open ones first: the others a moment later, since the longest due is done first. */
async function markPullRequests(trx: Kysely<Tables>, repositoryId: number): Promise<void> {
  const open = (await openPullRequests(trx, repositoryId)).map((number): Subject => `#${number}`);
  const isOpen = new Set(open);
  const others = (await pullRequestSubjects(trx, repositoryId)).filter((subject) => !isOpen.has(subject));
  await markAgain(trx, repositoryId, open);
  await markAgain(trx, repositoryId, others, { delaySeconds: 1 });
}

/** The reading that counts is the one with the later moment, and another process may have had a faster clock. */
function after(before: Instant | undefined, now: Instant): Instant {
  return before === undefined ? now : later(addSeconds(before, 1), now);
}

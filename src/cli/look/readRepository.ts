/** Decides how a repository is read for a look: what GitHub is asked first, what makes it not worth reading, and what is kept of each answer. */
import type { Kysely } from "kysely";
import type { Tables } from "../../db/tables.ts";
import { UserError } from "../../errors.ts";
import type { OctokitFor } from "../../github/ask.ts";
import { GitHubFailure, type RepositoryAddress } from "../../github/github.ts";
import type { GitHubHistory, HistoryFeatures, RepositoryFacts } from "../../github/history/history.ts";
import { type Extent, octokitExtent } from "../../github/history/octokitExtent.ts";
import { octokitHistory } from "../../github/history/octokitHistory.ts";
import { branchRules } from "../../github/octokitRules.ts";
import type { Instant } from "../../instant.ts";
import { dayInZone } from "../../reports/moments.ts";
import { counted } from "../../reports/weekly/amounts.ts";
import { branchRulesFact } from "../../signals/branchRulesFact.ts";
import { historyFacts } from "../../signals/history/historyFacts.ts";
import type { BranchRules } from "../../signals/signal.ts";
import { keepHistory, keepRepository } from "../../steps/keepHistory.ts";
import { type LookPace, lookPace } from "./lookPace.ts";
import { lookProgress } from "./lookProgress.ts";
import { readStreams, type StreamsRead } from "./readStreams.ts";

export type RepositoryWanted = { owner: string; name: string; since: Instant; now: Instant };

export type ReadingMeans = {
  octokitFor: OctokitFor;
  sleep: (seconds: number) => Promise<void>;
  note: (line: string) => void;
};

/** A repository that can be read, and has something to be read. */
export type RepositoryMet = {
  history: GitHubHistory;
  address: RepositoryAddress;
  wanted: RepositoryWanted;
  facts: RepositoryFacts;
  features: HistoryFeatures;
  extent: Extent;
  /** Null where the token may not read them, or there is no default branch. */
  rules: BranchRules | null;
  pace: LookPace;
};

/** Throws a UserError where there is nothing, and what GitHub answered where it lets nobody in. */
export async function meetRepository(wanted: RepositoryWanted, means: ReadingMeans): Promise<RepositoryMet> {
  const { owner, name, since, now } = wanted;
  const history = octokitHistory(means.octokitFor);
  const address = { id: 0, owner, name, installationId: 0 };
  const pace = lookPace(() => now, means.note, means.sleep);
  const facts = await patiently(() => history.repository(address), pace);
  const features = await patiently(() => history.features(address), pace);
  const extent = await patiently(() => octokitExtent(means.octokitFor, address, since), pace);
  const met = { history, address, wanted, facts, features, extent, pace };
  if (extent.issues + extent.pullRequests === 0) throw new UserError(nothingThere(met));
  return { ...met, rules: await rulesOf(means.octokitFor, address, facts.defaultBranch) };
}

/** Where they are not to be had the defaults count, which is told. */
async function rulesOf(
  octokitFor: OctokitFor,
  address: RepositoryAddress,
  branch: string | null,
): Promise<BranchRules | null> {
  if (branch === null) return null;
  try {
    return await branchRules(octokitFor, address, branch);
  } catch (thrown) {
    if (thrown instanceof GitHubFailure) return null;
    throw thrown;
  }
}

export async function readRepository(
  db: Kysely<Tables>,
  met: RepositoryMet,
  note: (line: string) => void,
): Promise<StreamsRead> {
  const { history, address, features, extent, pace } = met;
  const { since, now } = met.wanted;
  const { labelIds, ...facts } = met.facts;
  const repository = { ...facts, installationId: null };
  const context = { repository, receivedAt: now, labelIds, labelRenames: new Map() };
  const progress = lookProgress({ since, now }, { note, clock: () => performance.now() / 1000 });
  const keep = async (stream: Parameters<typeof historyFacts>[0], nodes: readonly unknown[]) => {
    const told = historyFacts(stream, nodes, context);
    await keepHistory(db, told.facts);
    return told.unreadable;
  };
  try {
    const read = await readStreams({
      history,
      repository: address,
      features,
      since,
      pace,
      keep,
      onPage: progress.page,
    });
    if (read.issues + read.pullRequests === 0) throw new UserError(nothingThere(met));
    if (met.rules !== null) await keepHistory(db, [branchRulesFact(repository.id, met.rules, now)]);
    await keepRepository(db, repository, { knownSince: read.since, readAt: now });
    const quiet = extent.quietIssues === 0 ? [] : [{ what: "quiet-issues" as const, issues: extent.quietIssues }];
    const rules = met.rules === null ? [{ what: "rules" as const }] : [];
    return { ...read, unseen: [...read.unseen, ...quiet, ...rules] };
  } finally {
    progress.end();
  }
}

const mostAttempts = 3;

/** What passes by itself is asked again; a token that is not accepted stays so. */
async function patiently<T>(ask: () => Promise<T>, { wait }: LookPace): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (thrown) {
      const passes = thrown instanceof GitHubFailure && thrown.meaning === "try-later" && thrown.status !== 401;
      if (!passes || attempt === mostAttempts) throw thrown;
      await wait(thrown.retryAfterSeconds ?? 2 ** attempt, thrown.message);
    }
  }
}

function nothingThere({
  facts: { fullName, archived, defaultBranch },
  wanted: { since, now },
  extent,
}: Omit<RepositoryMet, "rules">): string {
  if (defaultBranch === null)
    return `${fullName} is empty: there is no commit, no issue and no pull request in it. Look again when work has begun.`;
  const { quietIssues } = extent;
  const quiet = quietIssues === 0 ? "" : `, but for ${counted(quietIssues, "open issue")} that nobody touched`;
  const before = `${fullName} has had no issue and no pull request since ${dayInZone(since, { now, timeZone: "UTC" })}${quiet}`;
  if (archived)
    return `${before}: it is archived. Look at the repository that took its place, or further back with --since.`;
  return `${before}. Look further back with --since, by up to 730 days.`;
}

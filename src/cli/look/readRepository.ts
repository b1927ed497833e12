/** Decides how a repository is read into the store for a look: what GitHub is asked first, what makes it not worth reading, and what is kept of each answer. */
import type { Kysely } from "kysely";
import type { GitHubAccess } from "../../config/gitHubAccess.ts";
import type { Tables } from "../../db/tables.ts";
import { UserError } from "../../errors.ts";
import type { OctokitFor } from "../../github/ask.ts";
import { GitHubFailure } from "../../github/github.ts";
import { octokitExtent } from "../../github/history/octokitExtent.ts";
import { octokitHistory } from "../../github/history/octokitHistory.ts";
import type { Instant } from "../../instant.ts";
import { dayInZone } from "../../reports/moments.ts";
import { historyFacts } from "../../signals/history/historyFacts.ts";
import { keepHistory, keepRepository } from "../../steps/keepHistory.ts";
import { lookFailure } from "./lookFailure.ts";
import { type LookPace, lookPace } from "./lookPace.ts";
import { lookProgress } from "./lookProgress.ts";
import { readStreams, type StreamsRead } from "./readStreams.ts";

export type RepositoryWanted = { owner: string; name: string; since: Instant; now: Instant };

export type ReadingMeans = {
  octokitFor: OctokitFor;
  access: GitHubAccess;
  sleep: (seconds: number) => Promise<void>;
  note: (line: string) => void;
};

/** Throws a UserError for all that a person can mend. */
export async function readRepository(
  db: Kysely<Tables>,
  wanted: RepositoryWanted,
  means: ReadingMeans,
): Promise<StreamsRead & { fullName: string }> {
  const { apiUrl, webUrl } = means.access;
  const repository = `${wanted.owner}/${wanted.name}`;
  try {
    return await readInto(db, wanted, means);
  } catch (thrown) {
    throw lookFailure(thrown, { repository, webUrl, apiUrl, now: wanted.now });
  }
}

async function readInto(
  db: Kysely<Tables>,
  { owner, name, since, now }: RepositoryWanted,
  { octokitFor, sleep, note }: ReadingMeans,
): Promise<StreamsRead & { fullName: string }> {
  const history = octokitHistory(octokitFor);
  const address = { id: 0, owner, name, installationId: 0 };
  const pace = lookPace(() => now, note, sleep);
  const { labelIds, ...facts } = await patiently(() => history.repository(address), pace);
  const features = await patiently(() => history.features(address), pace);
  const extent = await patiently(() => octokitExtent(octokitFor, address, since), pace);
  if (extent.issues + extent.pullRequests === 0)
    throw new UserError(nothingThere(facts, { since, now }, extent.quietIssues));
  const repository = { ...facts, installationId: null };
  const context = { repository, receivedAt: now, labelIds, labelRenames: new Map() };
  const progress = lookProgress({ since, now }, { note, clock: () => performance.now() / 1000 });
  try {
    const read = await readStreams({
      history,
      repository: address,
      features,
      since,
      pace,
      keep: async (stream, nodes) => {
        const told = historyFacts(stream, nodes, context);
        await keepHistory(db, told.facts);
        return told.unreadable;
      },
      onPage: progress.page,
    });
    if (read.issues + read.pullRequests === 0)
      throw new UserError(nothingThere(facts, { since, now }, extent.quietIssues));
    await keepRepository(db, repository, { knownSince: read.since, readAt: now });
    if (extent.quietIssues > 0) read.unseen.push({ what: "quiet-issues", issues: extent.quietIssues });
    return { ...read, fullName: facts.fullName };
  } finally {
    progress.end();
  }
}

const mostAttempts = 3;

/** What passes by itself is asked again; what the token may not, never. */
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

type Window = { since: Instant; now: Instant };

function nothingThere(
  { fullName, archived, defaultBranch }: { fullName: string; archived: boolean; defaultBranch: string | null },
  { since, now }: Window,
  quietIssues: number,
): string {
  const day = dayInZone(since, { now, timeZone: "UTC" });
  const before = `${fullName} has had no issue and no pull request since ${day}`;
  if (archived)
    return `${before}: it is archived. Look at the repository that took its place, or further back with --since.`;
  if (defaultBranch === null)
    return `${fullName} is empty: there is no commit, no issue and no pull request in it yet. Look again when work has begun.`;
  const quiet = quietIssues > 0 ? `, and ${quietIssues} open issues that nobody touched` : "";
  return `${before}${quiet}. Look further back with --since, up to 730 days.`;
}

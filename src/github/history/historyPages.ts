/** Decides how a history is read to its end: page after page, the newest first, at the pace that GitHub allows, and from where it was left. */
import type { Instant } from "../../instant.ts";
import { readInstant } from "../../instant.ts";
import { GitHubFailure, type RepositoryAddress } from "../github.ts";
import {
  type GitHubHistory,
  type HistoryFeatures,
  type HistoryPage,
  type HistoryStream,
  HistoryTooLarge,
} from "./history.ts";

export type HistoryWanted = {
  stream: HistoryStream;
  /** Nodes that changed last before this moment are left out. */
  since: Instant;
  /** The cursor of the page before, to go on after a stop; null from the newest. */
  after: string | null;
  features: HistoryFeatures;
  /** The other open pull requests instead: those that changed last before `since`, the one that changed longest ago first. */
  quiet?: boolean;
};

/** How waiting is done, and told: `wait` ends early only by throwing. Points below `keepPoints` are left to others. */
export type Pace = { wait: (seconds: number, why: string) => Promise<void>; keepPoints: number };

/** Pages of that stream, each with the cursor to go on from; the last has none, or reaches beyond `since`. */
export async function* historyPages(
  gitHub: Pick<GitHubHistory, "page">,
  repository: RepositoryAddress,
  { stream, since, after, features, quiet = false }: HistoryWanted,
  pace: Pace,
): AsyncGenerator<HistoryPage> {
  const size = { first: pageSizes[stream], failures: 0 };
  for (let cursor = after; ;) {
    const page = await oneOf(() =>
      gitHub.page(repository, stream, { after: cursor, first: size.first, since, quiet }, features),
    );
    if (page === "too-large") {
      await shrink(size, pace);
      continue;
    }
    if (page instanceof GitHubFailure) {
      await outwait(page, size, pace);
      continue;
    }
    size.failures = 0;
    const wanted = page.nodes.filter((node) => isBefore(node, since) === quiet);
    const isLast = page.cursor === null || wanted.length < page.nodes.length;
    yield { ...page, nodes: wanted, cursor: isLast ? null : page.cursor };
    if (isLast) return;
    cursor = page.cursor;
    await untilThereArePoints(page, pace);
  }
}

/** As many as cost one point. */
const pageSizes: Record<HistoryStream, number> = { issues: 50, "pull-requests": 25, deployments: 50, releases: 50 };
const mostFailures = 6;

type Size = { first: number; failures: number };

async function oneOf(ask: () => Promise<HistoryPage>): Promise<HistoryPage | GitHubFailure | "too-large"> {
  try {
    return await ask();
  } catch (thrown) {
    if (thrown instanceof HistoryTooLarge) return "too-large";
    if (thrown instanceof GitHubFailure && thrown.meaning !== "refused") return thrown;
    throw thrown;
  }
}

/** A question that took too long is asked of half as many nodes; of a single one it is asked some times more. */
async function shrink(size: Size, pace: Pace): Promise<void> {
  if (size.first === 1) {
    size.failures += 1;
    if (size.failures >= mostFailures)
      throw new HistoryTooLarge("GitHub gave up even on a single issue or pull request");
  }
  size.first = Math.max(1, Math.floor(size.first / 2));
  await pace.wait(2 ** size.failures, `GitHub took too long: asking for ${size.first} at once`);
}

/** An outage lasts longer than a page is waited for. */
async function outwait(failure: GitHubFailure, size: Size, pace: Pace): Promise<void> {
  size.failures += 1;
  if (failure.outage || size.failures >= mostFailures) throw failure;
  await pace.wait(failure.retryAfterSeconds ?? 2 ** size.failures, failure.message);
}

async function untilThereArePoints({ budget }: HistoryPage, pace: Pace): Promise<void> {
  if (budget === null || budget.remaining - budget.cost >= pace.keepPoints) return;
  const seconds = Math.ceil((Date.parse(budget.resetAt) - Date.now()) / 1000) + 1;
  if (seconds > 0) await pace.wait(seconds, `GitHub's limit for this hour is used up until ${budget.resetAt}`);
}

/** Deployments and releases change after their creation, but are listed by it. */
function isBefore(node: unknown, since: Instant): boolean {
  if (typeof node !== "object" || node === null) return false;
  const at = readInstant("updatedAt" in node ? node.updatedAt : "createdAt" in node ? node.createdAt : null);
  return at !== null && at < since;
}

/** Decides what of a repository is read for a look, in which order and how much of it: all lists at once, each the newest first, to the beginning of the window or its own limit. */
import type { Instant } from "../../instant.ts";
import { addSeconds, later, readInstant } from "../../instant.ts";
import { GitHubFailure, type RepositoryAddress } from "../../github/github.ts";
import type { GitHubHistory, HistoryFeatures, HistoryPage, HistoryStream } from "../../github/history/history.ts";
import { historyPages } from "../../github/history/historyPages.ts";
import type { Unseen } from "../../reports/look/unseen.ts";
import { type LookPace, PaceEnded } from "./lookPace.ts";

export type StreamsRead = {
  /** From when on all issues and pull requests that changed were read: later than was wanted where a list was cut. */
  since: Instant;
  issues: number;
  pullRequests: number;
  unseen: Unseen[];
};

type List = {
  name: string;
  stream: HistoryStream;
  mostPages: number;
  quiet?: true;
  /** Without it the look tells less, and something all the same. */
  isExtra?: true;
};

/** Beyond these a look would take minutes; of issues and pull requests 50 and 25 make a page. */
const releases: List = { name: "releases", stream: "releases", mostPages: 4, isExtra: true };
const deployments: List = { name: "deployments", stream: "deployments", mostPages: 20, isExtra: true };
const pullRequests: List = { name: "pull requests", stream: "pull-requests", mostPages: 120 };
const issues: List = { name: "issues", stream: "issues", mostPages: 60 };
const olderPullRequests: List = {
  name: "older open pull requests",
  stream: "pull-requests",
  mostPages: 20,
  quiet: true,
  isExtra: true,
};

/** What counts as a release is decided by what was seen in so long before a merge. */
const releasesBeforeSeconds = 90 * 24 * 3600;

export type Reading = {
  history: GitHubHistory;
  repository: RepositoryAddress;
  features: HistoryFeatures;
  since: Instant;
  pace: LookPace;
  /** Returns how many nodes could not be read. */
  keep: (stream: HistoryStream, nodes: readonly unknown[]) => Promise<number>;
  onPage: (list: string, nodes: number, reached: Instant | null) => void;
};

export async function readStreams(reading: Reading): Promise<StreamsRead> {
  const read = { ...reading, others: { failed: false } };
  const all = await allOrNone([
    readList(releases, read).then(alone),
    readList(deployments, read).then(alone),
    readList(issues, read).then(alone),
    readPullRequests(read),
  ]);
  const ended = all.flat();
  const since = ended.reduce((latest, end) => later(latest, knownSince(end) ?? latest), reading.since);
  const sum = (stream: HistoryStream) =>
    ended.filter(({ list }) => list.stream === stream).reduce((total, { nodes }) => total + nodes, 0);
  return { since, issues: sum("issues"), pullRequests: sum("pull-requests"), unseen: unseenOf(ended, reading, since) };
}

/** Where the newer ones end the older open ones begin, so that no open one is left out. */
async function readPullRequests(reading: Going): Promise<Ended[]> {
  const newer = await readList(pullRequests, reading);
  return [newer, await readList(olderPullRequests, { ...reading, since: knownSince(newer) ?? reading.since })];
}

function alone(ended: Ended): Ended[] {
  return [ended];
}

/** Null where a list was read whole, or has no say in when the window begins. */
function knownSince({ list, cut }: Ended): Instant | null {
  return list.isExtra === true ? null : (cut?.reached ?? null);
}

/** `failed` tells the others that what they read is not wanted any more. */
type Going = Reading & { others: { failed: boolean } };

/** All come to their end before the first failure is told: none may still be writing then. */
async function allOrNone<T>(reads: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(reads);
  const failed = settled.find((each) => each.status === "rejected");
  if (failed !== undefined) throw failed.reason;
  return settled.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}

type Ended = {
  list: List;
  nodes: number;
  unreadable: number;
  lacks: string[];
  cut: { reached: Instant | null; limitUntil: Instant | null } | null;
  /** The token may not read it. */
  refused: boolean;
};

async function readList(list: List, reading: Going): Promise<Ended> {
  const { history, repository, features, since, pace, keep, onPage } = reading;
  const { stream, mostPages, quiet = false } = list;
  const ended: Ended = { list, nodes: 0, unreadable: 0, lacks: [], cut: null, refused: false };
  const begins = stream === "releases" || stream === "deployments" ? addSeconds(since, -releasesBeforeSeconds) : since;
  const wanted = { stream, since: begins, after: null, features, quiet };
  let pages = 0;
  let reached: Instant | null = null;
  try {
    for await (const page of historyPages(history, repository, wanted, pace)) {
      ended.unreadable += await keep(stream, page.nodes);
      ended.nodes += page.nodes.length;
      ended.lacks.push(...page.lacks);
      reached = lastChangeIn(page) ?? reached;
      onPage(list.name, page.nodes.length, quiet ? null : page.cursor === null ? begins : reached);
      pages += 1;
      if (reading.others.failed) break;
      if (page.cursor !== null && pages === mostPages) {
        ended.cut = { reached, limitUntil: null };
        break;
      }
    }
  } catch (thrown) {
    const mayLack = pages > 0 || list.isExtra === true;
    if (mayLack && thrown instanceof PaceEnded) ended.cut = { reached, limitUntil: thrown.until };
    else if (list.isExtra && thrown instanceof GitHubFailure && thrown.meaning === "refused") ended.refused = true;
    else {
      reading.others.failed = true;
      throw thrown;
    }
  }
  return ended;
}

function lastChangeIn({ nodes }: HistoryPage): Instant | null {
  const last = nodes.at(-1);
  return typeof last === "object" && last !== null && "updatedAt" in last ? readInstant(last.updatedAt) : null;
}

function unseenOf(ended: readonly Ended[], { since: wanted, features }: Reading, since: Instant): Unseen[] {
  const unseen: Unseen[] = ended.flatMap(({ list, nodes, cut }) =>
    cut === null ? [] : [{ what: "cut" as const, list: list.name, read: nodes, limitUntil: cut.limitUntil }],
  );
  unseen.push(
    ...ended.flatMap(({ list, refused }) => (refused ? [{ what: "refused" as const, list: list.name }] : [])),
  );
  if (since > wanted) unseen.push({ what: "shorter", wanted });
  if (features.lacks.length > 0) unseen.push({ what: "features", features: features.lacks });
  const lacks = ended.flatMap((each) => each.lacks);
  if (lacks[0] !== undefined) unseen.push({ what: "kept-back", times: lacks.length, words: lacks[0] });
  const unreadable = ended.reduce((sum, each) => sum + each.unreadable, 0);
  if (unreadable > 0) unseen.push({ what: "unreadable", nodes: unreadable });
  return unseen;
}

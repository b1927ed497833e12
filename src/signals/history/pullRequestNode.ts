/** Decides what a pull request with its timeline tells, as GitHub's API shows it: the same facts as its webhooks. */
import { z } from "zod";
import { type Item, once } from "../item.ts";
import { id, itemNumber, sha, text } from "../payload.ts";
import { pullRequestSnapshot } from "../pullRequestSnapshot.ts";
import { apiSource } from "../sameFact.ts";
import type { Fact } from "../signal.ts";
import { type ApiContext, apiActor, apiInstant, apiLabel, itemOfApi, labelRefOf, nodes } from "./apiNode.ts";
import { commitCoAuthors } from "./commitCoAuthors.ts";
import { commitPushes } from "./commitPushes.ts";
import { pullRequestAct, pullRequestActFacts } from "./pullRequestActs.ts";
import { reviewAct, reviewActFacts, verdictsOf } from "./reviewActs.ts";
import { sharedAct, sharedActFacts } from "./timelineActs.ts";

const pullRequestNode = z.object({
  type: z.literal("PullRequest"),
  id: text,
  number: itemNumber,
  title: text,
  body: z.string(),
  isDraft: z.boolean(),
  author: apiActor,
  createdAt: apiInstant,
  updatedAt: apiInstant,
  closedAt: apiInstant.nullable(),
  mergedAt: apiInstant.nullable(),
  mergeCommit: z.object({ oid: sha }).nullable(),
  baseRefName: text,
  headRefName: text,
  headRefOid: sha,
  headRepository: z.object({ databaseId: id.nullable() }).nullable(),
  labels: nodes(apiLabel).nullable(),
  links: nodes(z.object({ number: itemNumber, repository: z.object({ databaseId: id.nullable() }) })).nullish(),
  timelineItems: nodes(z.unknown()),
});

type PullRequestNode = z.infer<typeof pullRequestNode>;

/** Null for what is no pull request in the shape that was asked for. */
export function pullRequestNodeFacts(node: unknown, context: ApiContext): Fact[] | null {
  const read = pullRequestNode.safeParse(node);
  if (!read.success) return null;
  const { number, timelineItems, mergedAt, mergeCommit } = read.data;
  const acts = timelineItems.nodes;
  const verdicts = verdictsOf(acts);
  const merge = { at: mergedAt, sha: mergeCommit?.oid ?? null };
  const events = acts.flatMap((each) => {
    const shared = sharedAct.safeParse(each);
    if (shared.success) return sharedActFacts(number, shared.data, context);
    const reviewing = reviewAct.safeParse(each);
    if (reviewing.success) return reviewActFacts(number, reviewing.data, verdicts, context);
    const own = pullRequestAct.safeParse(each);
    return own.success ? pullRequestActFacts(number, own.data, merge, context) : [];
  });
  return [
    ...ownFacts(read.data, wasDraft(read.data, events), context),
    ...events,
    ...commitPushes(read.data, acts, context),
  ];
}

/** Whether it was opened as a draft: as the first change from or to draft implies, else as it is. */
function wasDraft({ isDraft }: PullRequestNode, events: readonly Fact[]): boolean {
  const changes = events.filter(({ signal }) => signal.kind === "ready" || signal.kind === "drafted");
  const [first] = changes.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  return first === undefined ? isDraft : first.signal.kind === "ready";
}

function ownFacts(told: PullRequestNode, draft: boolean, context: ApiContext): Fact[] {
  const event = { type: "PullRequest", id: told.id, at: told.updatedAt, field: "updatedAt" };
  const item = itemOfApi(told.number, event, told.author, context);
  const opened = { kind: "opened", item: "pull-request", by: told.author, draft } as const;
  const moment = { at: told.createdAt, source: apiSource("PullRequest.createdAt") };
  return [
    snapshotOf(item, told, context),
    once(item, "opened", opened, moment),
    ...linksOf(item, told, context),
    ...commitCoAuthors(item, told.timelineItems.nodes),
  ];
}

/** Issues of other repositories belong to no item here. That there are none any more is told too, unless none of it was asked. */
function linksOf(item: Item, { links }: PullRequestNode, { repository }: ApiContext): Fact[] {
  if (!links) return [];
  const here = links.nodes.filter((issue) => issue.repository.databaseId === repository.id);
  const issues = here.map(({ number }) => number).toSorted((a, b) => a - b);
  return [once(item, "links", { kind: "links-snapshot", issues }, item.updated)];
}

function snapshotOf(item: Item, told: PullRequestNode, context: ApiContext): Fact {
  return pullRequestSnapshot(item, {
    number: told.number,
    node_id: told.id,
    title: told.title,
    body: told.body,
    user: told.author,
    labels: (told.labels?.nodes ?? []).map((label) => labelRefOf(label, context)),
    draft: told.isDraft,
    created_at: told.createdAt,
    updated_at: told.updatedAt,
    closed_at: told.closedAt,
    merged_at: told.mergedAt,
    merge_commit_sha: told.mergeCommit?.oid ?? null,
    base: { ref: told.baseRefName },
    head: {
      ref: told.headRefName,
      sha: told.headRefOid,
      repo:
        told.headRepository?.databaseId === null || !told.headRepository
          ? null
          : { id: told.headRepository.databaseId },
    },
  });
}

/** Decides what a link between two issues tells: a sub-issue and its parent, or an issue and what blocks it. */
import { z } from "zod";
import { understoodEvents } from "./events.ts";
import { issue, type IssueBody, issueSnapshot } from "./issueSnapshot.ts";
import { itemOf, once } from "./item.ts";
import { id } from "./payload.ts";
import type { Fact, ItemSignal } from "./signal.ts";
import { type Context, receipt, translator } from "./translator.ts";

const elsewhere = z.object({ id }).nullish();

const subIssueBody = z.object({
  action: z.enum(understoodEvents.sub_issues),
  parent_issue: issue.nullish(),
  sub_issue: issue.nullish(),
  parent_issue_repo: elsewhere,
  sub_issue_repo: elsewhere,
});

export const subIssues = translator(subIssueBody, (told, context) => {
  const fromParent = told.action === "sub_issue_added" || told.action === "sub_issue_removed";
  const added = told.action === "sub_issue_added" || told.action === "parent_issue_added";
  const parent = endOf("parent_issue", told.parent_issue, fromParent ? context.repository : told.parent_issue_repo);
  const child = endOf("sub_issue", told.sub_issue, fromParent ? told.sub_issue_repo : context.repository);
  return linkFacts(context, parent, child, (number, childRepositoryId) => ({
    kind: "sub-issue",
    added,
    child: number,
    childRepositoryId,
    by: context.by,
  }));
});

const dependencyBody = z.object({
  action: z.enum(understoodEvents.issue_dependencies),
  blocked_issue: issue.nullish(),
  blocking_issue: issue.nullish(),
  blocked_issue_repo: elsewhere,
  blocking_issue_repo: elsewhere,
});

export const dependencies = translator(dependencyBody, (told, context) => {
  const fromBlocked = told.action === "blocked_by_added" || told.action === "blocked_by_removed";
  const added = told.action === "blocked_by_added" || told.action === "blocking_added";
  const blocked = endOf(
    "blocked_issue",
    told.blocked_issue,
    fromBlocked ? context.repository : told.blocked_issue_repo,
  );
  const blocker = endOf(
    "blocking_issue",
    told.blocking_issue,
    fromBlocked ? told.blocking_issue_repo : context.repository,
  );
  return linkFacts(context, blocked, blocker, (number, blockerRepositoryId) => ({
    kind: "blocked-by",
    added,
    blocker: number,
    blockerRepositoryId,
  }));
});

/** One end of a link, of which GitHub leaves out what is in a repository that the app may not see. */
type End = { field: string; issue: IssueBody; repositoryId: number | null };
type LinkSignal = Extract<ItemSignal, { kind: "sub-issue" | "blocked-by" }>;

function endOf(
  field: string,
  about: IssueBody | null | undefined,
  repository: { id: number } | null | undefined,
): End | null {
  return about ? { field, issue: about, repositoryId: repository?.id ?? null } : null;
}

/**
 * GitHub tells a link twice, once from each end, and both give the same facts: the snapshots of the ends that are in this repository, and the link as an
 * act on its holder, the parent or the blocked issue, if that is here.
 */
function linkFacts(
  context: Context,
  holder: End | null,
  other: End | null,
  signalOf: (number: number, repositoryId: number | null) => LinkSignal,
): Fact[] | string {
  const ends = [holder, other]
    .filter((end) => end?.repositoryId === context.repository.id)
    .filter((end) => end !== null);
  if (ends.length === 0) return "neither issue is in this repository";
  const snapshots = ends.map((end) => issueSnapshot(itemOf(end.field, end.issue, context), end.issue));
  if (holder === null || other === null || !ends.includes(holder)) return snapshots;
  return [...snapshots, linkOf(context, holder, other, signalOf(other.issue.number, other.repositoryId))];
}

/**
 * Nothing in the payload but the issues' own changes tells one linking from the next: a link that is set, taken off and set again with no other
 * change in between is heard of once each way.
 */
function linkOf(context: Context, holder: End, other: End, signal: LinkSignal): Fact {
  const what = `${signal.kind} ${signal.added ? "added" : "removed"} ${other.repositoryId ?? "-"}#${other.issue.number}`;
  const item = itemOf(holder.field, holder.issue, context);
  return once(item, `${what} ${holder.issue.updated_at} ${other.issue.updated_at}`, signal, receipt(context));
}

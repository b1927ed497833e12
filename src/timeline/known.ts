/** Decides what the facts know of issues and pull requests at a moment. */
import type { Instant } from "../instant.ts";
import type { Fact, IssueSnapshot, PullRequestSnapshot } from "../signals/signal.ts";
import { checkAsOf, issueAsOf, pullRequestAsOf } from "./asOf.ts";
import { isPerson } from "./people.ts";

export type IssueFacts = { snapshot: Fact & { signal: IssueSnapshot }; own: readonly Fact[] };

export type OwnFacts = { snapshot: Fact & { signal: PullRequestSnapshot }; own: readonly Fact[] };

export type Known = {
  /** Issues that are items: those that bots opened are none. */
  issues: Map<number, IssueFacts>;
  pullRequests: Map<number, OwnFacts>;
  /** Checks of any commit. */
  checks: Fact[];
};

/** Sorts what was told by `until` by what it is about. A number without a snapshot is not known to be either, and waits for one. */
export function knownAt(facts: readonly Fact[], until: Instant, bots: readonly string[]): Known {
  const known: Known = { issues: new Map(), pullRequests: new Map(), checks: [] };
  for (const [subject, own] of Map.groupBy(facts, (fact) => fact.subject)) {
    if (subject.startsWith("commit ")) known.checks.push(...own.map((fact) => asOf(fact, until)));
    if (!subject.startsWith("#")) continue;
    const number = Number(subject.slice(1));
    const told = own.filter(({ signal, at }) => at <= until && !signal.kind.endsWith("-snapshot"));
    const issue = own.find(isIssueSnapshot);
    if (issue && issue.signal.createdAt <= until && isPerson(issue.signal.author, bots))
      known.issues.set(number, { snapshot: { ...issue, signal: issueAsOf(issue.signal, until) }, own: told });
    const pullRequest = own.find(isPullRequestSnapshot);
    if (pullRequest && pullRequest.signal.createdAt <= until)
      known.pullRequests.set(number, {
        snapshot: {
          ...pullRequest,
          signal: withCoAuthors(withLinks(pullRequestAsOf(pullRequest.signal, until), own), own),
        },
        own: told,
      });
  }
  return known;
}

function asOf(fact: Fact, now: Instant): Fact {
  if (fact.signal.kind !== "check") return fact;
  const signal = checkAsOf(fact.signal, now);
  return signal === fact.signal ? fact : { ...fact, signal };
}

/** A link in the Development box counts as one by a keyword. */
function withLinks(signal: PullRequestSnapshot, own: readonly Fact[]): PullRequestSnapshot {
  const linked = own.flatMap((fact) => (fact.signal.kind === "links-snapshot" ? fact.signal.issues : []));
  return linked.length === 0 ? signal : { ...signal, closes: [...new Set([...signal.closes, ...linked])] };
}

function withCoAuthors(signal: PullRequestSnapshot, own: readonly Fact[]): PullRequestSnapshot {
  const named = own.flatMap((fact) => (fact.signal.kind === "commits-snapshot" ? fact.signal.coAuthors : []));
  return named.length === 0 ? signal : { ...signal, coAuthors: [...new Set([...signal.coAuthors, ...named])] };
}

function isIssueSnapshot(fact: Fact): fact is Fact & { signal: IssueSnapshot } {
  return fact.signal.kind === "issue-snapshot";
}

function isPullRequestSnapshot(fact: Fact): fact is Fact & { signal: PullRequestSnapshot } {
  return fact.signal.kind === "pull-request-snapshot";
}

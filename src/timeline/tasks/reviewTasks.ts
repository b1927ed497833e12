/** Decides when the tasks of review were in progress. */
import type { Instant } from "../../instant.ts";
import type { KnownPullRequest } from "../item/circumstances.ts";
import { headsOf } from "../review/heads.ts";
import { identityOf, isAnother, isPerson } from "../people.ts";
import type { Stretch } from "../stretch.ts";
import type { TimedReviewEvent } from "../review/waits.ts";
import { checkSpans } from "./checkSpans.ts";
import type { StageSignals, TaskEvidence } from "./evidence.ts";
import { whileLabelled } from "./labelSpans.ts";
import { carriesOne, mergeCommitsOf } from "./ownDeployments.ts";

export const reviewTasks: StageSignals<"review"> = {
  "pull-request-creation": ({ pullRequests }) => pullRequests.flatMap(creation),
  "automated-checks": (evidence) =>
    evidence.lines.flatMap((line) => line.inReview.flatMap((stretch) => checkSpans(line, stretch, evidence))),
  "human-review": (evidence) => evidence.pullRequests.flatMap((each) => humanReview(each, evidence)),
  "review-iteration": (evidence) => evidence.pullRequests.flatMap((each) => iterations(each, evidence)),
  "qa-testing": (evidence) => whileLabelled(evidence, "qa-testing"),
  "staging-validation": staging,
};

/** From the opening to being ready for review; of one that never is, until the item leaves. */
function creation({ folded: { events } }: KnownPullRequest): Stretch[] {
  const [opening] = events;
  if (opening?.event.kind !== "opened") return [];
  if (!opening.event.draft) return [{ from: opening.at, to: opening.at }];
  const ready = events.find(({ event }) => event.kind === "ready");
  return [{ from: opening.at, to: ready?.at ?? null }];
}

/** From being ready, or a review being asked for, to a review by another person; what nobody reviews goes on until the item leaves. */
function humanReview({ folded: { events, timeline } }: KnownPullRequest, evidence: TaskEvidence): Stretch[] {
  const spans: Stretch[] = [];
  let since: Instant | null = null;
  let isOpen = true;
  for (const { at, event } of events) {
    if (event.kind === "closed" || event.kind === "reopened") isOpen = event.kind === "reopened";
    if (since === null && isOpen && asksForReview(event)) since = at;
    else if (since !== null && isReview(event, timeline.author, evidence)) {
      spans.push({ from: since, to: at });
      since = null;
    }
    if (event.kind === "closed" && event.merged) break;
  }
  return since === null ? spans : [...spans, { from: since, to: null }];
}

function asksForReview(event: TimedReviewEvent["event"]): boolean {
  return (event.kind === "opened" && !event.draft) || event.kind === "ready" || event.kind === "review-requested";
}

type Review = TimedReviewEvent["event"] & { kind: "reviewed" };
type Author = KnownPullRequest["folded"]["timeline"]["author"];

function isReview(event: TimedReviewEvent["event"], author: Author, { config }: TaskEvidence): event is Review {
  return event.kind === "reviewed" && isPerson(event.by, config.bots) && isAnother(event.by, author);
}

type Iteration = { since: Instant; review: number; answered: boolean };

/**
 * From a request for changes to the next verdict of who made it; without one it goes on until the item leaves. Asking again before there was an answer
 * goes on with the same iteration.
 */
function iterations({ folded: { events, timeline } }: KnownPullRequest, evidence: TaskEvidence): Stretch[] {
  const spans: Stretch[] = [];
  const running = new Map<string, Iteration>();
  const end = (reviewer: string, to: Instant) => {
    const iteration = running.get(reviewer);
    if (iteration) spans.push({ from: iteration.since, to });
    running.delete(reviewer);
  };
  for (const { at, event } of events) {
    answer(running, event);
    if (isReview(event, timeline.author, evidence) && event.state !== "commented") {
      const reviewer = identityOf(event.by);
      const asksAgain = event.state === "changes-requested" && running.get(reviewer)?.answered === false;
      if (!asksAgain) end(reviewer, at);
      if (event.state === "changes-requested" && !asksAgain)
        running.set(reviewer, { since: at, review: event.review, answered: false });
    }
    if (event.kind === "closed" && event.merged) break;
  }
  return [...spans, ...[...running.values()].map(({ since }) => ({ from: since, to: null }))];
}

/** A push answers everybody; a review asked for again, or the dismissal of the verdict, who made it. */
function answer(running: ReadonlyMap<string, Iteration>, event: TimedReviewEvent["event"]): void {
  if (event.kind === "pushed") for (const iteration of running.values()) iteration.answered = true;
  const reviewer =
    event.kind === "review-requested" ? event.reviewer : event.kind === "review-dismissed" ? event.of : null;
  const iteration = reviewer && running.get(identityOf(reviewer));
  if (!iteration) return;
  iteration.answered ||= event.kind !== "review-dismissed" || event.review === iteration.review;
}

/** Each staging deployment of one of its heads or merges, to its final status. */
function staging(evidence: TaskEvidence): Stretch[] {
  const commits = new Set([
    ...evidence.pullRequests.flatMap(({ facts }) => [...headsOf(facts)]),
    ...mergeCommitsOf(evidence),
  ]);
  return evidence.knowledge.deployments
    .filter((each) => each.kind === "staging" && (commits.has(each.sha) || carriesOne(each, evidence)))
    .map(({ createdAt, overAt }) => ({ from: createdAt, to: overAt }));
}

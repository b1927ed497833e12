/** Decides what a script can say of pull requests. */
import type { Instant } from "../../../src/instant.ts";
import { addSeconds } from "../../../src/instant.ts";
import type { Login } from "../payloadParts.ts";
import { noCommit } from "../payloadParts.ts";
import {
  issueClosed,
  pullRequestClosed,
  pullRequestDrafted,
  pullRequestEvent,
  pullRequestMerged,
  pullRequestOpened,
  pullRequestPushed,
  pullRequestReady,
  pullRequestReopened,
  reviewDismissed,
  reviewRequested,
  reviewSubmitted,
} from "../payloads.ts";
import type { KnownPullRequest, Scene } from "./scene.ts";
import { envelopeAt, issueIn, known, newCommit, pullRequestIn, tell } from "./scene.ts";
import { pushTo } from "./pushTo.ts";

type MaybeBy = { by?: Login };

type Opening = {
  by: Login;
  branch: string;
  title?: string;
  body?: string;
  closes?: number[];
  draft?: boolean;
  /** The id of the fork that it comes from. */
  fork?: number;
};

export type PullRequestVerbs = ReturnType<typeof pullRequestVerbs>;

/** Where `by` is left out, it is the author. */
export function pullRequestVerbs(scene: Scene, at: Instant) {
  const of = (number: number, { by }: MaybeBy = {}) => {
    const pullRequest = pullRequestIn(scene, number);
    return { ...pullRequest, ...envelopeAt(scene, at, by === undefined ? pullRequest.author : by) };
  };
  const told = (what: string, number: number, delivery: Parameters<typeof tell>[2]) =>
    tell(scene, `${what} #${number}`, delivery);
  return {
    pullRequestOpened(number: number, opening: Opening) {
      scene.pullRequests.set(number, openedPullRequest(scene, number, opening, at));
      told("pull_request.opened", number, pullRequestOpened(of(number)));
    },
    madeReady(number: number, by?: MaybeBy) {
      pullRequestIn(scene, number).draft = false;
      told("pull_request.ready_for_review", number, pullRequestReady(of(number, by)));
    },
    madeDraft(number: number, by?: MaybeBy) {
      pullRequestIn(scene, number).draft = true;
      told("pull_request.converted_to_draft", number, pullRequestDrafted(of(number, by)));
    },
    /** A push to a fork's branch, of which only the pull request tells. */
    pushedToFork(number: number, by?: MaybeBy) {
      const pullRequest = pullRequestIn(scene, number);
      const before = pullRequest.headSha;
      pullRequest.headSha = newCommit(scene);
      told(
        "pull_request.synchronize",
        number,
        pullRequestPushed({ ...of(number, by), before, after: pullRequest.headSha }),
      );
    },
    reviewAsked(number: number, reviewer: Login, by?: MaybeBy) {
      told("pull_request.review_requested", number, reviewRequested({ ...of(number, by), reviewer }));
    },
    reviewed(number: number, by: Login, state: "approved" | "changes_requested" | "commented") {
      const review = scene.next();
      scene.reviews.set(`${by} ${number}`, review);
      told("pull_request_review.submitted", number, reviewSubmitted({ ...of(number, { by }), review, state }));
    },
    /** The latest review of that reviewer. */
    dismissed(number: number, reviewer: Login, by: { by: Login }) {
      const review = known(scene.reviews.get(`${reviewer} ${number}`), `a review by ${reviewer}`);
      told("pull_request_review.dismissed", number, reviewDismissed({ ...of(number, by), review, reviewer }));
    },
    enqueued(number: number, by?: MaybeBy) {
      told("pull_request.enqueued", number, pullRequestEvent("enqueued", of(number, by)));
    },
    dequeued(number: number, by: MaybeBy & { reason: string }) {
      told("pull_request.dequeued", number, pullRequestEvent("dequeued", of(number, by), { reason: by.reason }));
    },
    closedUnmerged(number: number, by?: MaybeBy) {
      pullRequestIn(scene, number).closedAt = at;
      told("pull_request.closed", number, pullRequestClosed(of(number, by)));
    },
    pullRequestReopened(number: number, by?: MaybeBy) {
      pullRequestIn(scene, number).closedAt = null;
      told("pull_request.reopened", number, pullRequestReopened(of(number, by)));
    },
    /** Squashed into one commit on main; a second later GitHub closes the issues that it closes. */
    merged(number: number, { by, trailer, deletesBranch = false }: MaybeBy & Merging = {}) {
      const pullRequest = pullRequestIn(scene, number);
      const merger = by === undefined ? pullRequest.author : by;
      const mergeSha = newCommit(scene);
      Object.assign(pullRequest, { closedAt: at, mergedAt: at, mergeSha });
      told("pull_request.closed", number, pullRequestMerged({ ...of(number, { by: merger }), mergeSha }));
      pushTo(scene, at, "main", { by: merger, after: mergeSha, trailer });
      if (deletesBranch) pushTo(scene, addSeconds(at, 2), pullRequest.head, { by: merger, after: noCommit });
      for (const issue of pullRequest.closes) closeByMerge(scene, at, issue, merger);
    },
  };
}

type Merging = { trailer?: string; deletesBranch?: boolean };

function openedPullRequest(scene: Scene, number: number, opening: Opening, at: Instant): KnownPullRequest {
  const { by, branch, closes = [], draft = false, fork } = opening;
  return {
    number,
    title: opening.title ?? `Work on ${branch}`,
    body: opening.body ?? closes.map((issue) => `Closes #${issue}`).join("\n"),
    author: by,
    labels: [],
    createdAt: at,
    closedAt: null,
    draft,
    closes,
    head: branch,
    headSha:
      fork === undefined ? known(scene.branches.get(branch), `a push to the branch ${branch}`) : newCommit(scene),
    headRepositoryId: fork ?? scene.repository.id,
  };
}

function closeByMerge(scene: Scene, mergedAt: Instant, number: number, by: Login): void {
  const at = addSeconds(mergedAt, 1);
  const issue = issueIn(scene, number);
  if (issue.closedAt) return;
  Object.assign(issue, { closedAt: at, stateReason: "completed" });
  tell(scene, `issues.closed #${number}`, issueClosed({ ...issue, ...envelopeAt(scene, at, by) }));
}

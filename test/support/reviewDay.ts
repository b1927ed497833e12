/** Decides how tests write one day of a pull request, and how they read whose turn it was. */
import { expect } from "vitest";
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { type FoldOptions, folded, pullRequestOf } from "./folded.ts";
import {
  type PullRequestEvent,
  issueLabeled,
  issueOpened,
  issueUnlabeled,
  pullRequestClosed,
  pullRequestDrafted,
  pullRequestEvent,
  pullRequestLabeled,
  pullRequestMerged,
  pullRequestOpened,
  pullRequestPushed,
  pullRequestReady,
  pullRequestReopened,
  pullRequestUnlabeled,
  reviewDismissed,
  reviewRequested,
  reviewSubmitted,
} from "./payloads.ts";
import { shaFor } from "./payloadParts.ts";
import {
  type CheckRunOptions,
  checkRunCompleted,
  checkRunStarted,
  deploymentCreated,
  deploymentStatus,
  statusPosted,
} from "./repositoryPayloads.ts";

/** One day of pull request 1 by ada, opened at 09:00 with the head `first`; each step is `[time, what happened]`. */
export type Story = {
  steps: Step[];
  waits: string;
  config?: FoldOptions["config"];
  rules?: FoldOptions["rules"];
  body?: string;
};
export type StoryRow = [name: string, story: Story];
type Step = [time: string, happened: Happening];
type Happening = (now: { at: string; createdAt: string; body: string }) => Delivery;

export const opened = (more: Partial<PullRequestEvent> = {}) => on((now) => pullRequestOpened({ ...now, ...more }));
export const openedDraft = opened({ draft: true });
export const ready = on((now) => pullRequestReady(now));
export const drafted = on((now) => pullRequestDrafted(now));
export const closed = on((now) => pullRequestClosed(now));
export const merged = on((now) => pullRequestMerged(now));
export const reopened = on((now) => pullRequestReopened(now));
export const pushed = (after = "second", before = "first") =>
  on((now) => pullRequestPushed({ ...now, before: shaFor(before), after: shaFor(after) }));
export const reviewIds = { approved: 100, changes_requested: 200, commented: 300 };
export const reviewed = (state: keyof typeof reviewIds, by: string | null, review = reviewIds[state]) =>
  on((now) => reviewSubmitted({ ...now, by, state, review }));
export const approved = (by: string | null, review?: number) => reviewed("approved", by, review);
export const changesRequested = (by: string | null, review?: number) => reviewed("changes_requested", by, review);
export const dismissed = (reviewer: string, review: number) =>
  on((now) => reviewDismissed({ ...now, reviewer, review }));
export const askedAgain = (reviewer: string) => on((now) => reviewRequested({ ...now, reviewer }));
export const askedTeam = (team: string) => on((now) => reviewRequested({ ...now, team }));
export const labeled = (label: string) => on((now) => pullRequestLabeled({ ...now, label }));
export const unlabeled = (label: string) => on((now) => pullRequestUnlabeled({ ...now, label }));
const issueOpenedAt = clock("08:00");
export const issue = on(({ at }) => issueOpened({ at, number: 7 }));
export const issueLabel = (label: string) =>
  on(({ at }) => issueLabeled({ at, createdAt: issueOpenedAt, number: 7, label }));
export const issueLabelOff = (label: string) =>
  on(({ at }) => issueUnlabeled({ at, createdAt: issueOpenedAt, number: 7, label }));
export const enqueued = on((now) => pullRequestEvent("enqueued", now));
export const dequeued = on((now) => pullRequestEvent("dequeued", now, { reason: "CI_FAILURE" }));
type CheckOptions = Partial<Omit<CheckRunOptions, "sha">> & { head?: string };
export const checkStarts = ({ head = "first", ...more }: CheckOptions = {}) =>
  on(({ at }) => checkRunStarted({ at, sha: shaFor(head), ...more }));
export const checkEnds = (conclusion: string, { head = "first", ...more }: CheckOptions = {}) =>
  on(({ at }) => checkRunCompleted({ at, sha: shaFor(head), conclusion, ...more }));
export const status = (id: number, state: string) =>
  on(({ at }) => statusPosted({ at, sha: shaFor("first"), status: id, state }));
export const otherApp = { app: { id: 99, slug: "other-ci" } };
export const stagingBegins = (head = "first") =>
  on(({ at }) => deploymentCreated({ at, deployment: 1, environment: "staging", sha: shaFor(head) }));
export const stagingEnds = (state: string, head = "first") =>
  on(({ at }) => deploymentStatus({ at, deployment: 1, environment: "staging", sha: shaFor(head), status: 1, state }));

/** Settings of the repository that a story can have. */
export const buildIsRequired = { review: { ...defaultConfig.review, requiredChecks: ["build"] } };
export const twoApprovals = { review: { ...defaultConfig.review, approvals: 2 } };
export const noApproval = { review: { ...defaultConfig.review, approvals: 0 } };

/** A row of `test.for`: the waits are told as `author 09:00-10:00, reviewer 10:00-`. */
export function tellsWaits([, { steps, waits, config = {}, rules, body = "" }]: StoryRow): void {
  const deliveries = steps.map(([time, happened]) => happened({ at: clock(time), createdAt: clock("09:00"), body }));
  const told = pullRequestOf(folded(deliveries, { config, rules })).waits;
  const timeOf = (instant: string | null) => instant?.slice(11, 16) ?? "";
  expect(told.map(({ on: whom, from, to }) => `${whom} ${timeOf(from)}-${timeOf(to)}`).join(", ")).toBe(waits);
}

function on(happened: Happening): Happening {
  return happened;
}

/** The moment of that day. */
export function clock(time: string): string {
  return `2026-03-02T${time}:00Z`;
}

/** Decides what a scripted repository remembers: what GitHub would know of it at any moment of the script. */
import type { Instant } from "../../../src/instant.ts";
import { addSeconds } from "../../../src/instant.ts";
import type { Delivery } from "../../../src/signals/delivery.ts";
import type { Envelope, Login, RepositoryOptions } from "../payloadParts.ts";
import { deliveryOf, numberFor, shaFor } from "../payloadParts.ts";
import type { IssueOptions, PullRequestOptions } from "../payloads.ts";

export type Label = { id: number; name: string };

export type KnownIssue = IssueOptions & { number: number; author: Login; labels: Label[] };

export type KnownPullRequest = PullRequestOptions & {
  number: number;
  author: Login;
  labels: Label[];
  head: string;
  headSha: string;
  closes: number[];
};

export type Scene = {
  repository: RepositoryOptions & { fullName: string; id: number };
  sent: { delivery: Delivery; words: string }[];
  issues: Map<number, KnownIssue>;
  pullRequests: Map<number, KnownPullRequest>;
  /** Branches of the repository itself, with their heads. */
  branches: Map<string, string>;
  /** Commits of deployments and workflow runs, by id; of checks that run, their run id. */
  deployments: Map<number, { sha: string; environment: string; createdAt: Instant }>;
  runs: Map<number, { sha: string; name: string; startedAt: Instant }>;
  /** Since when a workflow run has stood still for an approval. */
  approvals: Map<number, Instant>;
  /** Labels by their present name. */
  labels: Map<string, Label>;
  openChecks: Map<string, { run: number; startedAt: Instant }>;
  /** Reviews by their reviewer and pull request: `lena 101`. */
  reviews: Map<string, number>;
  /** A number that no other has had. */
  next: () => number;
};

export function newScene(repository: Scene["repository"]): Scene {
  let last = 70_000;
  return {
    repository,
    sent: [],
    issues: new Map(),
    pullRequests: new Map(),
    branches: new Map([["main", shaFor(`${repository.fullName} first`)]]),
    deployments: new Map(),
    runs: new Map(),
    approvals: new Map(),
    labels: new Map(),
    openChecks: new Map(),
    reviews: new Map(),
    next: () => (last += 1),
  };
}

/** What every builder of a payload takes; received two seconds later. */
export function envelopeAt(scene: Scene, at: Instant, by: Login): Envelope & { by: Login; receivedAt: Instant } {
  return { at, by, receivedAt: addSeconds(at, 2), repository: scene.repository };
}

export function tell(scene: Scene, words: string, delivery: Delivery): void {
  scene.sent.push({ delivery, words });
}

/** A delivery for which there is no builder. */
export function tellBody(scene: Scene, words: string, event: string, envelope: Envelope, body: object): void {
  tell(scene, words, deliveryOf(event, envelope, body));
}

export function issueIn(scene: Scene, number: number): KnownIssue {
  return known(scene.issues.get(number), `issue ${number}`);
}

export function pullRequestIn(scene: Scene, number: number): KnownPullRequest {
  return known(scene.pullRequests.get(number), `pull request ${number}`);
}

export function labelIn(scene: Scene, name: string): Label {
  const label = scene.labels.get(name) ?? { id: numberFor(name), name };
  scene.labels.set(name, label);
  return label;
}

/** A commit that no script has named yet. */
export function newCommit(scene: Scene): string {
  return shaFor(`${scene.repository.fullName} commit ${scene.next()}`);
}

/** What was told before; a script that uses what it never told is wrong. */
export function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the script has not told of ${what} yet`);
  return value;
}

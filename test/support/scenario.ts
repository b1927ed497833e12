/** Decides how a scripted history reads: at a moment, somebody did something, and GitHub told of it. */
import type { Instant } from "../../src/instant.ts";
import { readInstant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import type { RepositoryOptions } from "./payloadParts.ts";
import { type DeploymentVerbs, deploymentVerbs } from "./scenario/deploymentVerbs.ts";
import { type IssueVerbs, issueVerbs } from "./scenario/issueVerbs.ts";
import { type PullRequestVerbs, pullRequestVerbs } from "./scenario/pullRequestVerbs.ts";
import { type RepositoryVerbs, repositoryVerbs } from "./scenario/repositoryVerbs.ts";
import { newScene, type Scene } from "./scenario/scene.ts";

export type Moment = IssueVerbs & PullRequestVerbs & RepositoryVerbs & DeploymentVerbs;

export type ScenarioRepository = RepositoryOptions & { fullName: string; id: number };

export type Scenario = {
  /** Writes down what happened then: `03-02 09:14`, or to the second `03-02 09:14:30`; always UTC. Parts of a script may be told in any order. */
  at: (moment: string, happens: (moment: Moment) => void) => void;
};

/** What GitHub sent, in the order in which it happened. */
export type Played = {
  deliveries: Delivery[];
  /** What a delivery was, in words: `issues.labeled #12`. */
  told: (delivery: string) => string;
};

/** What GitHub sends of a repository in which nothing had happened before `tell` tells of it. */
export function played(year: number, repository: ScenarioRepository, tell: (scenario: Scenario) => void): Played {
  const steps: { at: Instant; happens: (moment: Moment) => void }[] = [];
  tell({ at: (moment, happens) => steps.push({ at: instantIn(year, moment), happens }) });
  const scene = newScene(repository);
  for (const { at, happens } of steps.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))) {
    happens(momentOf(scene, at));
  }
  const words = new Map(scene.sent.map((each) => [each.delivery.id, each.words]));
  return {
    deliveries: scene.sent.map(({ delivery }) => delivery),
    told: (delivery) => words.get(delivery) ?? `unknown delivery ${delivery}`,
  };
}

/**
 * The scene keeps what GitHub would know, so that each payload shows the labels, the head and the state of its moment. Every delivery is received two
 * seconds after what it tells of: what has no time of its own in the payload is known to end in `:02`.
 */
function momentOf(scene: Scene, at: Instant): Moment {
  return {
    ...issueVerbs(scene, at),
    ...pullRequestVerbs(scene, at),
    ...repositoryVerbs(scene, at),
    ...deploymentVerbs(scene, at),
  };
}

/** The moment that a script or an expectation writes as `03-02 09:14`. */
export function instantIn(year: number, moment: string): Instant {
  const parts = /^(?<day>\d\d-\d\d) (?<time>\d\d:\d\d)(?<seconds>:\d\d)?$/.exec(moment)?.groups;
  const instant = parts && readInstant(`${year}-${parts["day"]}T${parts["time"]}${parts["seconds"] ?? ":00"}Z`);
  if (!instant) throw new Error(`"${moment}" is no moment like 03-02 09:14`);
  return instant;
}

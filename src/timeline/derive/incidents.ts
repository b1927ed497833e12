/** Decides which issues are incidents, and which deployments had to be undone. */
import type { Instant } from "../../instant.ts";
import type { IssueFacts } from "../known.ts";
import type { LabelVocabulary } from "../labels.ts";
import { labelStays, staysOf } from "../labelStretches.ts";
import { openedFact, openStretches } from "../item/itemSigns.ts";
import { intersection, union } from "../stretch.ts";
import type { Deployment, Incident, Release, Revert, UndoneBy } from "./knowledge.ts";

/**
 * Issues with an incident label, while they are open and it is on: a label put on later makes an incident from then on, one taken off ends it, and a
 * reopening begins a new stretch.
 */
export function incidentsOf(
  issues: ReadonlyMap<number, IssueFacts>,
  deployments: readonly Deployment[],
  roles: LabelVocabulary,
): Incident[] {
  const incidents = [...issues].flatMap(([number, issue]) => {
    const labelled = staysOf(labelStays(issue.own, roles), "incident");
    const untold = labelled.length === 0 && isLabelledUntold(issue, roles);
    if (labelled.length === 0 && !untold) return [];
    const open = untold ? openStretches(issue) : intersection(union(labelled), openStretches(issue));
    const from = open[0]?.from;
    if (from === undefined) return [];
    const names = issue.snapshot.signal.names.filter((name) => name !== number);
    const deployment = names.length > 0 ? null : lastLiveBefore(from, deployments);
    const opened = openedFact(issue);
    const label = labelled.find((stay) => stay.from === from)?.on;
    return [{ number, from, open, names, deployment, fact: opened.at < from ? (label ?? opened) : opened }];
  });
  return incidents.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.number - b.number));
}

/** It has an incident label of which no delivery told: it was opened with it, or labelled before the app came. */
function isLabelledUntold({ snapshot, own }: IssueFacts, roles: LabelVocabulary): boolean {
  if (own.some(({ signal }) => signal.kind === "unlabeled" && roles(signal.label.name).has("incident"))) return false;
  return snapshot.signal.labels.some(({ name }) => roles(name).has("incident"));
}

function lastLiveBefore(at: Instant, deployments: readonly Deployment[]): number | null {
  const before = deployments.filter(
    ({ kind, completed, finishedAt }) => kind === "production" && completed === true && (finishedAt ?? at) < at,
  );
  return before.toSorted((a, b) => ((a.finishedAt ?? "") < (b.finishedAt ?? "") ? -1 : 1)).at(-1)?.id ?? null;
}

/**
 * The deployments, each with what first had it undone: a rollback past it, the merged revert of something it brought, or an incident. `belongingTo` gives
 * the pull requests of an item by its number, or by the number of one of them.
 */
export function withUndoing(
  deployments: readonly Deployment[],
  incidents: readonly Incident[],
  reverts: readonly Revert[],
  releases: ReadonlyMap<number, Release>,
  belongingTo: (item: number) => readonly number[],
): Deployment[] {
  const releasing = (pullRequest: number, at: Instant) => releasedBy(deployments, releases.get(pullRequest), at);
  const undone: { deployment: number; by: UndoneBy; at: Instant }[] = [
    ...rollbacks(deployments),
    ...reverts.flatMap(({ of, mergedAt }) => {
      const deployment = mergedAt === null ? undefined : releasing(of, mergedAt);
      return deployment && mergedAt !== null ? [{ deployment, by: "revert" as const, at: mergedAt }] : [];
    }),
    ...incidents.flatMap(({ from, names, deployment }) => {
      const blamed =
        deployment === null ? names.flatMap(belongingTo).map((number) => releasing(number, from)) : [deployment];
      return blamed.flatMap((id) => (id === undefined ? [] : [{ deployment: id, by: "incident" as const, at: from }]));
    }),
  ];
  const first = new Map<number, { by: UndoneBy; at: Instant }>();
  for (const { deployment, by, at } of undone.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))) {
    if (!first.has(deployment)) first.set(deployment, { by, at });
  }
  return deployments.map((deployment) => {
    const undoing = first.get(deployment.id);
    return undoing ? { ...deployment, undoneBy: undoing.by, undoneAt: undoing.at } : deployment;
  });
}

/** The deployment that released it last before that moment; none where it was released by something else. */
function releasedBy(deployments: readonly Deployment[], release: Release | undefined, at: Instant): number | undefined {
  if (release?.signal !== "deployment") return undefined;
  const began = release.live.findLast(({ from }) => from <= at)?.began;
  return deployments.find(({ endFact, fact }) => (endFact ?? fact) === began)?.id;
}

/** A successful rollback undoes every deployment that brought something which it takes away. */
function rollbacks(deployments: readonly Deployment[]): { deployment: number; by: UndoneBy; at: Instant }[] {
  return deployments.flatMap(({ kind, completed, rollsBack, finishedAt, environment, createdAt, id }) => {
    if (kind !== "production" || completed !== true || rollsBack.length === 0) return [];
    const at = finishedAt ?? createdAt;
    const taken = new Set(rollsBack);
    return deployments
      .filter((each) => each.environment === environment && each.id !== id && each.completed === true)
      .filter((each) => (each.finishedAt ?? at) <= createdAt && each.carries.some((number) => taken.has(number)))
      .map((each) => ({ deployment: each.id, by: "rollback" as const, at }));
  });
}

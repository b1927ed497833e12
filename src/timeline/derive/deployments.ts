/** Decides what each deployment did: whether it completed, what it carried, and whether it went back. */
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import type { Instant } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import { carriedBy } from "./carried.ts";
import { environmentKinds } from "./environments.ts";
import type { Deployment } from "./knowledge.ts";
import type { Mainline, Merge } from "./mainline.ts";
import type { Stretch } from "../stretch.ts";
import { union } from "../stretch.ts";

type Status = { at: Instant; state: string; fact: Fact };

/** Deployments by their creation. `inactive` only says that a later one took over: it is no state of this one, and ends it where nothing else did. */
export function deploymentsOf(
  facts: readonly Fact[],
  config: RepositoryConfig,
  mainline: Mainline,
  merges: readonly Merge[],
): Deployment[] {
  const kindOf = environmentKinds(config.environments);
  const statuses = statusesOf(facts);
  const reviews = reviewsOf(facts);
  const deployments = facts.flatMap((fact) => {
    const { signal } = fact;
    if (signal.kind !== "deployment") return [];
    const all = statuses.get(signal.deployment) ?? [];
    const said = all.filter(({ state }) => state !== "inactive");
    const outcome = outcomeOf(said);
    const overAt = outcome.finishedAt ?? all.find(({ state }) => state === "inactive")?.at ?? null;
    const reviewed = reviews.get(`${signal.sha} ${signal.environment}`) ?? [];
    const approval = approvalOf(waitsTold(said), reviewed);
    return [{ ...outcome, ...identityOf(fact, signal), overAt, kind: kindOf(signal), approval }];
  });
  const ordered = deployments.toSorted((a, b) =>
    a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id - b.id,
  );
  const carried = carriedBy(ordered, mainline, merges);
  return ordered.map((deployment) => ({ ...deployment, ...carried(deployment) }));
}

function identityOf(fact: Fact, signal: Fact["signal"] & { kind: "deployment" }) {
  const { deployment: id, environment, sha } = signal;
  return { id, environment, sha, createdAt: fact.at, fact, undoneBy: null, undoneAt: null };
}

function statusesOf(facts: readonly Fact[]): Map<number, Status[]> {
  const statuses = new Map<number, Status[]>();
  for (const fact of facts) {
    const { signal, at } = fact;
    if (signal.kind !== "deployment-status") continue;
    const said = statuses.get(signal.deployment) ?? [];
    statuses.set(signal.deployment, said);
    said.push({ at, state: signal.state, fact });
  }
  for (const said of statuses.values()) said.sort(byTimeThenId);
  return statuses;
}

/** GitHub numbers statuses as they come, so that of one second the later is known. */
function byTimeThenId(a: Status, b: Status): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  return statusId(a) - statusId(b);
}

function statusId({ fact: { signal } }: Status): number {
  return signal.kind === "deployment-status" ? signal.status : 0;
}

function outcomeOf(said: readonly Status[]): Pick<Deployment, "state" | "completed" | "finishedAt" | "endFact"> {
  const last = said.at(-1);
  const ended = last !== undefined && isFinal(last.state) ? said.find(({ state }) => state === last.state) : undefined;
  return {
    state: last?.state ?? null,
    completed: ended ? ended.state === "success" : null,
    finishedAt: ended?.at ?? null,
    endFact: ended?.fact ?? null,
  };
}

function isFinal(state: string): boolean {
  return state === "success" || state === "failure" || state === "error";
}

/** From `waiting` to whatever came next. */
function waitsTold(said: readonly Status[]): Stretch[] {
  return said.flatMap(({ state, at }, index) =>
    state === "waiting" ? [{ from: at, to: said[index + 1]?.at ?? null }] : [],
  );
}

/** A wait told by the deployment's status is over with the verdict, which GitHub tells before the status changes. */
function approvalOf(told: readonly Stretch[], reviewed: readonly Stretch[]): Stretch[] {
  const cut = told.map(({ from, to }) => {
    const verdict = reviewed.flatMap((each) => (each.to !== null && each.to >= from ? [each.to] : [])).toSorted()[0];
    return verdict !== undefined && (to === null || verdict < to) ? { from, to: verdict } : { from, to };
  });
  return union([...cut, ...reviewed]);
}

/** By commit and environment, while a run waited for somebody's approval to deploy there; of several verdicts it went on at the first. */
function reviewsOf(facts: readonly Fact[]): Map<string, Stretch[]> {
  const told = facts.flatMap(({ signal, at }) => (signal.kind === "deployment-review" ? [{ ...signal, at }] : []));
  const waits = new Map<string, Stretch[]>();
  for (const ofRun of Map.groupBy(told, ({ run, environment }) => `${run} ${environment}`).values()) {
    for (const { sha, environment, state, at: from } of ofRun) {
      if (state !== "requested") continue;
      const verdicts = ofRun.filter((each) => each.state !== "requested" && each.at >= from).map(({ at }) => at);
      const key = `${sha} ${environment}`;
      waits.set(key, [...(waits.get(key) ?? []), { from, to: verdicts.toSorted()[0] ?? null }]);
    }
  }
  return waits;
}

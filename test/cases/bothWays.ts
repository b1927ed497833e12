/** Decides which facts only webhooks tell, and lays what they tell beside what the API tells of the same repository. */
import { secondsBetween } from "../../src/instant.ts";
import { isGuess, slotOf, withinSeconds } from "../../src/signals/sameFact.ts";
import type { Fact, Signal } from "../../src/signals/signal.ts";

/** Why the API cannot tell them, by their kinds. */
export const onlyByWebhook: Partial<Record<Signal["kind"], string>> = {
  "branch-created": "branches have no time of creation",
  "branch-pushed": "commits have the author's time, not that of the push",
  pushed: "but for those by force, which have an event",
  check: "the checks of earlier heads would have to be asked for one by one",
  "workflow-run": "the same",
  "deployment-review": "the API tells who approved, and not when it was asked for",
  "tag-created": "tags have no time of creation; a release tells its own commit",
  "label-renamed": "labels have only their present name",
  "label-deleted": "a deleted label is told by nothing",
  "merge-group": "the queue's branches are gone",
  "package-published": "packages have another API, and a permission of their own",
  "field-set": "the fields of a project have only their present value",
};

/** What no webhook tells, and pushes by the time of their commits. */
export function isOnlyByApi(fact: Fact): boolean {
  return fact.signal.kind === "links-snapshot" || fact.signal.kind === "commits-snapshot" || isGuess(fact);
}

export function isOnlyByWebhook({ signal }: Fact): boolean {
  return signal.kind in onlyByWebhook;
}

/** The webhook's facts that the API does not tell and those that only it tells, each once, by their keys. */
export function differencesOf(byWebhook: readonly Fact[], byApi: readonly Fact[]): { webhook: Fact[]; api: Fact[] } {
  return {
    webhook: missingFrom(byApi, byWebhook),
    api: missingFrom(
      byWebhook,
      byApi.filter((fact) => !isOnlyByApi(fact)),
    ),
  };
}

/** What webhooks tell that both ways can, at the API's times where a webhook has only its receipt. */
export function atTimesOfApi(byWebhook: readonly Fact[], byApi: readonly Fact[]): Fact[] {
  const others = Map.groupBy(byApi, identityOf);
  return byWebhook
    .filter((fact) => !isOnlyByWebhook(fact))
    .map((fact) => {
      const same = (others.get(identityOf(fact)) ?? []).find((other) => isNear(other, fact));
      return fact.timeSource === "received_at" && same ? { ...fact, at: same.at } : fact;
    });
}

function missingFrom(others: readonly Fact[], facts: readonly Fact[]): Fact[] {
  const known = Map.groupBy(others, identityOf);
  return facts.filter((fact) => !(known.get(identityOf(fact)) ?? []).some((other) => isNear(other, fact)));
}

function identityOf({ key }: Fact): string {
  return slotOf(key) ?? key;
}

function isNear(a: Fact, b: Fact): boolean {
  return Math.abs(secondsBetween(a.at, b.at)) <= withinSeconds;
}

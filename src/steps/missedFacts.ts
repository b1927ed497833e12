/** Decides which of the facts that only the API told should have been heard by webhook. */
import { addSeconds } from "../instant.ts";
import type { KnownRepository } from "../signals/repositories.ts";
import { isGuess } from "../signals/sameFact.ts";
import type { Fact } from "../signals/signal.ts";

/** A delivery may still be on its way so long. */
const onItsWaySeconds = 300;

/** Things that happened since the app came, and not just now. No webhook tells links made in the Development box. */
export function missedFacts(
  added: readonly Fact[],
  { firstReceivedAt }: Pick<KnownRepository, "firstReceivedAt">,
  now: string,
): Fact[] {
  const until = addSeconds(now, -onItsWaySeconds);
  return added.filter((fact) => {
    const { kind } = fact.signal;
    const isState = kind.endsWith("-snapshot");
    return !isState && !isGuess(fact) && fact.at >= firstReceivedAt && fact.at <= until;
  });
}

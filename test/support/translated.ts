/** Decides how tests look at what a delivery was translated into. */
import type { Delivery } from "../../src/signals/delivery.ts";
import type { Fact, Signal } from "../../src/signals/signal.ts";
import { translate } from "../../src/signals/translate.ts";

/** The facts that it tells; fails the test with the reason if it tells none. */
export function factsOf(delivery: Delivery): Fact[] {
  const translation = translate(delivery);
  if (translation.kind === "directory" || translation.kind === "content") throw new Error(`it is ${translation.kind}`);
  if (translation.kind !== "facts") throw new Error(`${translation.kind}: ${translation.reason}`);
  return translation.facts;
}

/** Its fact of that kind. */
export function factOf<Kind extends Signal["kind"]>(delivery: Delivery, kind: Kind): FactOf<Kind> {
  for (const fact of factsOf(delivery)) if (isOfKind(fact, kind)) return fact;
  throw new Error(`it tells no ${kind}`);
}

/** Each fact but snapshots in one line: its key, its time, and the field that the time is from. */
export function linesOf(delivery: Delivery): string[] {
  return factsOf(delivery)
    .filter((fact) => !fact.key.endsWith(" snapshot"))
    .map((fact) => `${fact.key} @ ${fact.at} ${fact.timeSource}`);
}

type FactOf<Kind> = Fact & { signal: SignalOf<Kind> };
/** One signal may bear several kinds, such as `labeled` and `unlabeled`. */
type SignalOf<Kind, Any = Signal> = Any extends { kind: infer Kinds } ? (Kind extends Kinds ? Any : never) : never;

function isOfKind<Kind extends Signal["kind"]>(fact: Fact, kind: Kind): fact is FactOf<Kind> {
  return fact.signal.kind === kind;
}

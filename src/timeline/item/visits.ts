/** Decides which stays in a stage the moves of an item make. */
import type { Move } from "./evolve.ts";
import type { Visit } from "../timeline.ts";

/** A visit before it is split into segments. */
export type Stay = Omit<Visit, "segments">;

/** Visits follow one another while the item is in the pipeline; those of no length are not kept, and a stage left and entered within one second was not left. */
export function staysOfMoves(moves: readonly Move[]): Stay[] {
  const stays: Stay[] = [];
  for (const { at, stage, words, cause } of moves) {
    const last = stays.at(-1);
    if (last?.leftAt === null) {
      if (last.enteredAt === at) stays.pop();
      else last.leftAt = at;
    }
    if (stage === null) continue;
    const previous = stays.at(-1);
    if (previous?.stage === stage && previous.leftAt === at) previous.leftAt = null;
    else stays.push({ stage, enteredAt: at, leftAt: null, sign: words, cause });
  }
  return stays;
}

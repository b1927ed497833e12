/** Decides what the passing of time alone does to an item: when its windows are over. */
import { addSeconds, later } from "../../instant.ts";
import type { Evolution, ItemState } from "./itemState.ts";
import type { Sign } from "./sign.ts";
import { causeOf } from "./sign.ts";
import { union } from "../stretch.ts";

/** The move that the passing of time alone will make next. */
export function dueByTime(state: ItemState, knowledge: Evolution): Sign | null {
  switch (state.stage) {
    case "release":
      return verifiedAt(state, knowledge);
    case "production-stability":
      return stableAt(state, knowledge);
    case "learning-and-flow":
      return retiredAt(state, knowledge);
    default:
      return null;
  }
}

/** The window runs from what brought it live; a pull request that was closed only later has nothing more to verify. */
function verifiedAt(state: ItemState, { verificationSeconds, verified }: Evolution): Sign | null {
  const { live, liveCause, allLiveSince, since } = state;
  const current = live.at(-1);
  if (current?.to !== null || liveCause === null) return null;
  const from = later(current.from, since);
  const windowOver = later(addSeconds(allLiveSince, verificationSeconds), from);
  const labelled = verified.find(({ from: on, to }) => (to === null || to > from) && on < windowOver);
  if (labelled) {
    const cause = labelled.from >= from ? causeOf(labelled.on) : liveCause;
    return { at: later(labelled.from, from), kind: "verified", words: "verified", cause };
  }
  const words = verificationSeconds === 0 ? "released" : "verification window over";
  return { at: windowOver, kind: "verified", words, cause: liveCause };
}

/** The window runs on while an incident is open; what is still open when it ends keeps the item until it is closed. */
function stableAt({ since, cause }: ItemState, { windows, incidents }: Evolution): Sign | null {
  const windowOver = addSeconds(since, windows.stabilitySeconds);
  const open = union(incidents).find(({ from, to }) => from <= windowOver && (to === null || windowOver < to));
  if (cause === null || open?.to === null) return null;
  const words = open ? "last incident closed, stability window over" : "stability window over without an open incident";
  return { at: open?.to ?? windowOver, kind: "stable", words, cause };
}

function retiredAt({ since, cause }: ItemState, { windows, retrospectiveOf }: Evolution): Sign | null {
  const graceOver = addSeconds(since, windows.learningGraceSeconds);
  const retrospective = retrospectiveOf(since);
  if (retrospective && retrospective.at <= graceOver) {
    return { ...retrospective, kind: "retired", words: "weekly summary closed by a person" };
  }
  return cause && { at: graceOver, kind: "retired", words: "learning grace over", cause };
}

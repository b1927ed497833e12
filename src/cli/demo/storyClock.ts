/** Decides what time it is in the emulated GitHub, where a team lives two weeks in the seconds that a demo takes. */
import { instantOfEpochSeconds, type Instant } from "../../instant.ts";

export type StoryClock = {
  /** Now, in the story. */
  now: () => Instant;
  /** It is `instant` now, and time goes on from there. */
  moveTo: (instant: Instant) => void;
  /** The text, with every moment since the story began told in the story's time. */
  retell: (text: string) => string;
};

type Move = { realMilliseconds: number; storyMilliseconds: number };

/** A clock that shows `beginning` and runs from now on; one that stands moves only when it is moved. */
export function startStoryClock(beginning: Instant, options: { stands?: boolean } = {}): StoryClock {
  const first: Move = { realMilliseconds: Date.now(), storyMilliseconds: Date.parse(beginning) };
  const moves: Move[] = [first];

  const toldAt = (realMilliseconds: number): Instant => {
    const move = moves.findLast((each) => each.realMilliseconds <= realMilliseconds) ?? first;
    const passed = options.stands === true ? 0 : realMilliseconds - move.realMilliseconds;
    return inSeconds(move.storyMilliseconds + passed);
  };

  return {
    now: () => toldAt(Date.now()),
    moveTo: (instant) => moves.push({ realMilliseconds: Date.now(), storyMilliseconds: Date.parse(instant) }),
    retell: (text) =>
      text.replaceAll(moment, (written) => {
        const milliseconds = Date.parse(written);
        // What is older than the story was told in its time already.
        return milliseconds < first.realMilliseconds ? written : toldAt(milliseconds);
      }),
  };
}

const moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g;

function inSeconds(milliseconds: number): Instant {
  return instantOfEpochSeconds(Math.floor(milliseconds / 1000));
}

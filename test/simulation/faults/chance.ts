/** Decides how a simulation draws its chances: from a seed, so that the same seed gives the same run. */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

export type Chance = {
  /** From 0 up to, and not including, `end`. */
  below: (end: number) => number;
  /** True in that share of all draws. */
  happens: (share: number) => boolean;
  pick: <T>(all: readonly T[]) => T;
  shuffled: <T>(all: readonly T[]) => T[];
};

export function chanceFrom(seed: number): Chance {
  const random = xoroshiro128plus(seed);
  const below = (end: number): number => Math.floor(uniformFloat64(random) * end);
  return {
    below,
    happens: (share) => uniformFloat64(random) < share,
    pick: (all) => {
      const picked = all[below(all.length)];
      if (picked === undefined) throw new Error("there is nothing to pick from");
      return picked;
    },
    shuffled: (all) => {
      const left = [...all];
      return all.flatMap(() => left.splice(below(left.length), 1));
    },
  };
}

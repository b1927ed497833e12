/** Decides how weekly counts of released items are generated: Poisson about a pace that may drift. */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** The mean of a week; `noise` is a standard normal draw of that week. */
export type WeeklyLaw = (week: number, noise: number) => number;

export const weeklyLaws: [string, WeeklyLaw][] = [
  ["1 a week", () => 1],
  ["10 a week", () => 10],
  ["40 a week", () => 40],
  ["weeks very unlike", (_, noise) => 10 * Math.exp(0.7 * noise)],
  ["doubles in two years", (week) => 5 * 2 ** (week / 104)],
  ["halves in two years", (week) => 40 * 0.5 ** (week / 104)],
  ["with the seasons", (week) => 12 * (1 + 0.4 * Math.sin((2 * Math.PI * week) / 52))],
  ["a leap every year", (week) => (Math.floor(week / 52) % 2 === 0 ? 6 : 14)],
];

export function weeklyCounts(law: WeeklyLaw, weeks: number, seed: number): number[] {
  const random = xoroshiro128plus(seed);
  const chance = () => uniformFloat64(random);
  const normal = () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
  return Array.from({ length: weeks }, (_, week) => poisson(law(week, normal()), chance));
}

/** As many as fit into one unit of time, with exponential times between them. */
function poisson(mean: number, chance: () => number): number {
  let count = -1;
  for (let time = 0; time < 1; count += 1) time += -Math.log(1 - chance()) / mean;
  return count;
}

/** Decides what `npm run simulate:calibration` prints: how often forecasts of generated histories keep their promise; `-- <seeds> <first seed>` for others. */
import { calibrateThroughput } from "../../src/forecast/calibrateThroughput.ts";
import { calibrateWaits } from "../../src/forecast/calibrateWaits.ts";
import type { Coverage } from "../../src/forecast/coverage.ts";
import { instantOfEpochSeconds } from "../../src/instant.ts";
import { historyUnder, start, type WaitLaw, weekSeconds } from "./waitHistories.ts";
import { weeklyCounts, weeklyLaws } from "./weeklyCounts.ts";

const [seeds = 12, firstSeed = 1] = process.argv.slice(2).map(Number);

const usual = {
  weeks: 260,
  readyPerWeek: () => 4,
  medianHours: () => 20,
  spread: 1.2,
  closedShare: 0.05,
} satisfies WaitLaw;
const laws: [string, WaitLaw][] = [
  ["4 a week, steady", usual],
  ["1 a week, steady", { ...usual, weeks: 520, readyPerWeek: () => 1 }],
  ["20 a week, steady", { ...usual, weeks: 100, readyPerWeek: () => 20 }],
  ["waits all over the place", { ...usual, spread: 2.5 }],
  ["12% closed unreviewed", { ...usual, closedShare: 0.12 }],
  ["15% closed unreviewed", { ...usual, closedShare: 0.15 }],
  ["30% closed unreviewed", { ...usual, closedShare: 0.3 }],
  ["waits double each year", { ...usual, medianHours: (week) => 5 * 2 ** (week / 52) }],
  ["waits halve each year", { ...usual, medianHours: (week) => 160 * 0.5 ** (week / 52) }],
  [
    "waits double each half year",
    { ...usual, weeks: 130, readyPerWeek: () => 8, medianHours: (week) => 4 * 2 ** (week / 26) },
  ],
  [
    "waits with the seasons",
    { ...usual, medianHours: (week) => 20 * Math.exp(0.7 * Math.sin((2 * Math.PI * week) / 52)) },
  ],
  ["a leap every year", { ...usual, medianHours: (week) => (Math.floor(week / 52) % 2 === 0 ? 8 : 32) }],
  [
    "inflow grows, waits too",
    { ...usual, readyPerWeek: (week) => 2 + week / 40, medianHours: (week) => 10 + week / 4 },
  ],
];

console.log(
  `${seeds} seeds from ${firstSeed}: mean share that came true, and how many histories lie within three standard errors`,
);
for (const [name, law] of laws) {
  const until = instantOfEpochSeconds(start + law.weeks * weekSeconds);
  const runs = seedsOf().map((seed) => calibrateWaits(historyUnder(law, seed), until, []).coverage);
  line(
    name,
    [0, 1].map((index) => runs.flatMap((each) => each[index]?.all ?? [])),
  );
}
console.log("items released, 1 and 4 weeks ahead, 50%, 85%, 95%");
for (const [name, law] of weeklyLaws) {
  for (const ahead of [1, 4]) {
    const runs = seedsOf().map((seed) => calibrateThroughput(weeklyCounts(law, 300, seed), ahead).bands);
    line(
      `${name}, ${ahead}`,
      [0, 1, 2].map((index) => runs.flatMap((each) => each[index]?.coverage ?? [])),
    );
  }
}

function seedsOf(): number[] {
  return Array.from({ length: seeds }, (_, index) => firstSeed + index);
}

function line(name: string, columns: readonly Coverage[][]): void {
  const texts = columns.map((all) => {
    const n = all.reduce((sum, each) => sum + each.n, 0);
    const came = all.reduce((sum, each) => sum + each.cameTrue, 0);
    const held = all.filter(({ holds }) => holds === true).length;
    return `${((100 * came) / n).toFixed(1)}% of ${String(Math.round(n / all.length)).padStart(4)}, ${held}/${all.length}`;
  });
  console.log(`${name.padEnd(32)} ${texts.join("  |  ")}`);
}

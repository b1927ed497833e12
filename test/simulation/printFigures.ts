/** Decides what `npm run simulate:slowest` prints: how often the slowest stage is named rightly, by 300 seeds a row; `-- <seeds> <first seed>` for others. */
import { figuresOf } from "./trials.ts";

const [seeds = 300, firstSeed = 1] = process.argv.slice(2).map(Number);

const settings = [
  { arrivalsPerWeek: 10, load: 0.8, servers: 1 },
  { arrivalsPerWeek: 40, load: 0.8, servers: 1 },
  { arrivalsPerWeek: 160, load: 0.8, servers: 1 },
  { arrivalsPerWeek: 10, load: 0.9, servers: 1 },
  { arrivalsPerWeek: 40, load: 0.9, servers: 1 },
  { arrivalsPerWeek: 160, load: 0.9, servers: 1 },
  { arrivalsPerWeek: 10, load: 0.8, servers: 5 },
  { arrivalsPerWeek: 40, load: 0.8, servers: 20 },
  { arrivalsPerWeek: 160, load: 0.8, servers: 80 },
];

console.log(
  `${seeds} seeds from ${firstSeed}; one stage overloaded by 25% for eight weeks, and as many pipelines without`,
);
console.log(
  "a week  load  servers | named  by last week  called growing  another growing | false alarms  steady stages",
);
for (const setting of settings) {
  const figures = figuresOf(setting, seeds, firstSeed);
  console.log(
    [
      String(setting.arrivalsPerWeek).padStart(6),
      String(setting.load).padStart(6),
      String(setting.servers).padStart(9),
      " |",
      percent(figures.named, 6),
      percent(figures.namedByLastWeek, 14),
      percent(figures.calledGrowing, 16),
      percent(figures.wronglyGrowing, 17),
      " |",
      percent(figures.falseAlarms, 13),
      percent(figures.steady, 15),
    ].join(""),
  );
}

function percent(share: number, width: number): string {
  return `${(100 * share).toFixed(1)}%`.padStart(width);
}

/**
 * Measures 1,000 simulated courses of 26 weeks of five stages with rework, against a plain loop that draws as many random numbers: by the clock, and by the processor
 * time of this process, which others at work beside it hardly change. `npm run bench:whatif`
 */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { emptyTally, runCourse, type Station } from "../../src/forecast/queueLine.ts";
import { machine } from "./machine.ts";

const [courses, weeks] = [1000, 26];

type Run = { milliseconds: number; processor: number };

console.log(machine());
for (const perWeek of [10, 25, 50]) {
  const { milliseconds, processor } = middleOf(() => simulate(perWeek));
  const draws = drawsOf(perWeek);
  const plain = middleOf(() => loop(draws)).processor;
  console.log(
    `${perWeek} items a week: ${courses} courses of ${weeks} weeks in ${milliseconds.toFixed(0)} ms, ${processor.toFixed(0)} ms of the processor, ` +
      `${(processor / plain).toFixed(1)} times drawing its ${draws} random numbers`,
  );
}

function middleOf(measure: () => Run): Run {
  const runs = Array.from({ length: 5 }, measure).toSorted((a, b) => a.processor - b.processor);
  return runs[2] ?? measure();
}

function simulate(perWeek: number): Run {
  const random = xoroshiro128plus(1);
  return timed(() => run(perWeek, () => uniformFloat64(random)));
}

function drawsOf(perWeek: number): number {
  const random = xoroshiro128plus(1);
  let draws = 0;
  run(perWeek, () => {
    draws += 1;
    return uniformFloat64(random);
  });
  return draws;
}

function run(perWeek: number, chance: () => number): void {
  const tally = emptyTally(5, weeks);
  const stations = lineOf(perWeek);
  for (let course = 0; course < courses; course += 1) runCourse(stations, weeks, chance, tally);
}

function loop(draws: number): Run {
  const random = xoroshiro128plus(1);
  return timed(() => {
    let sum = 0;
    for (let draw = 0; draw < draws; draw += 1) sum += uniformFloat64(random);
    if (sum < 0) throw new Error("numbers from 0 to 1 sum to less than nothing");
  });
}

function timed(work: () => void): Run {
  const [busy, start] = [process.cpuUsage(), performance.now()];
  work();
  const { user, system } = process.cpuUsage(busy);
  return { milliseconds: performance.now() - start, processor: (user + system) / 1000 };
}

/** Each stage loaded to 80%, one item in ten sent back. */
function lineOf(perWeek: number): Station[] {
  return [0, 1, 2, 3, 4].map((stage) => ({
    externalPerWeek: stage === 0 ? perWeek : 0,
    capacityPerWeek: perWeek / 0.8,
    servers: 3,
    startQueue: 4,
    routes: [0, 1, 2, 3, 4].map((to) => (to === stage + 1 ? 0.9 : to === stage - 1 ? 0.1 : 0)),
    shipped: stage === 4 ? 0.9 : 0,
  }));
}

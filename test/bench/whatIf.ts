/**
 * Measures 1,000 simulated courses of 26 weeks of five stages with rework, against a plain loop that draws as many random numbers. Run: node
 * test/bench/whatIf.ts, with Node 24.
 */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { emptyTally, runCourse, type Station } from "../../src/forecast/queueLine.ts";
import { machine } from "./machine.ts";

const [courses, weeks] = [1000, 26];

console.log(machine());
for (const perWeek of [10, 25]) {
  const runs = Array.from({ length: 5 }, () => simulate(perWeek)).toSorted((a, b) => a.milliseconds - b.milliseconds);
  const { milliseconds = 0, draws = 0 } = runs[2] ?? {};
  const plain = Array.from({ length: 5 }, () => loop(draws)).toSorted((a, b) => a - b)[2] ?? 0;
  console.log(
    `${perWeek} items a week: ${courses} courses of ${weeks} weeks in ${milliseconds.toFixed(0)} ms, ${(milliseconds / plain).toFixed(1)} times drawing its ${draws} random numbers`,
  );
}

function simulate(perWeek: number): { milliseconds: number; draws: number } {
  const random = xoroshiro128plus(1);
  let draws = 0;
  const chance = () => {
    draws += 1;
    return uniformFloat64(random);
  };
  const tally = emptyTally(5, weeks);
  const stations = lineOf(perWeek);
  const start = performance.now();
  for (let course = 0; course < courses; course += 1) runCourse(stations, weeks, chance, tally);
  return { milliseconds: performance.now() - start, draws };
}

function loop(draws: number): number {
  const random = xoroshiro128plus(1);
  const start = performance.now();
  let sum = 0;
  for (let draw = 0; draw < draws; draw += 1) sum += uniformFloat64(random);
  const milliseconds = performance.now() - start;
  if (sum < 0) throw new Error("numbers from 0 to 1 sum to less than nothing");
  return milliseconds;
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

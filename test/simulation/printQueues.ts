/** Decides what `npm run simulate:queues` prints: how near the simulator's mean waits are to the textbook's, by long runs; `-- <seed> <items>` for others. */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { meanWaiting } from "../../src/forecast/erlangC.ts";
import { emptyTally, runCourse } from "../../src/forecast/queueLine.ts";
import { itemsInLine } from "../support/itemsInLine.ts";

const [seed = 1, items = 20_000_000] = process.argv.slice(2).map(Number);

console.log(
  `${items} items each, seed ${seed}: mean wait before being taken up, in services of one server, against the textbook's`,
);
for (const servers of [1, 2, 10]) {
  for (const load of [0.5, 0.8, 0.95]) {
    const capacity = items / load;
    const random = xoroshiro128plus(seed);
    const tally = emptyTally(1, 1);
    const station = {
      externalPerWeek: items,
      capacityPerWeek: capacity,
      servers,
      startQueue: 0,
      routes: [0],
      shipped: 1,
    };
    const followed = itemsInLine([station], seed + 1);
    runCourse([station], 1, () => uniformFloat64(random), tally, followed);
    const { waited = 0, begun = 1 } = followed.followed[0] ?? {};
    const wait = (waited / begun) * (capacity / servers);
    const expected = (meanWaiting(items, capacity, servers) / items) * (capacity / servers);
    const apart = 100 * (wait / expected - 1);
    console.log(
      `M/M/${String(servers).padEnd(2)} load ${load.toFixed(2)}: ${wait.toFixed(4)} against ${expected.toFixed(4)}, ${apart.toFixed(2)}%`,
    );
  }
}

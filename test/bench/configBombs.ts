/** Decides how long the worst files may keep the reader of configurations busy: prints each with its time. `node test/bench/configBombs.ts` */
import { parseConfig } from "../../src/config/parseConfig.ts";
import { yamlBombs } from "../support/yamlBombs.ts";

const rounds = 5;

for (const [name, text] of Object.entries(yamlBombs)) {
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    parseConfig(text);
    return performance.now() - start;
  });
  const [first] = times;
  const median = times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)];
  const milliseconds = (time: number | undefined) => (time ?? 0).toFixed(1).padStart(6);
  process.stdout.write(`${milliseconds(median)} ms (first ${milliseconds(first)} ms)  ${name}\n`);
}

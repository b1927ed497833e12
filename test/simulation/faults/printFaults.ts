/**
 * Runs the fault simulation for long and prints what it comes to. Run: npm run faults:long [-- RUNS [FIRST SEED]]; 20,000 by default, in as many processes as
 * there are cores. THROUGHLINE_FAULT_SEED=N npm run test:faults tries one seed again.
 */
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { z } from "zod";
import { machine } from "../../bench/machine.ts";
import { failureIn, runsOf } from "./seriesOfRuns.ts";

const resultSchema = z.object({
  runs: z.number(),
  passes: z.number(),
  requests: z.number(),
  struck: z.record(z.string(), z.number()),
  failures: z.array(z.string()),
});
type Result = z.infer<typeof resultSchema>;

const [first = 0, count = 0, step = 1] = (process.env["THROUGHLINE_FAULT_PART"] ?? "").split(" ").map(Number);
if (process.send === undefined) await runAll();
else process.send(await runPart(Array.from({ length: count }, (_, run) => first + run * step)));

async function runAll(): Promise<void> {
  const runs = Number(process.argv[2] ?? 20_000);
  const from = Number(process.argv[3] ?? 1);
  const parts = Math.min(availableParallelism(), runs);
  const startedAt = performance.now();
  const results = await Promise.all(
    Array.from({ length: parts }, (_, part) => inProcess(from + part, Math.ceil((runs - part) / parts), parts)),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  const sum = (of: (result: Result) => number): number => results.reduce((total, result) => total + of(result), 0);
  const failures = results.flatMap((result) => result.failures);
  const kinds = [...new Set(results.flatMap(({ struck }) => Object.keys(struck)))].toSorted();
  const n = sum((result) => result.runs);
  console.log(
    [
      machine(),
      `${n} runs from seed ${from} in ${Math.round(seconds)} s, ${sum(({ passes }) => passes)} passes, ${sum(({ requests }) => requests)} requests to GitHub`,
      `struck: ${kinds.map((kind) => `${sum(({ struck }) => struck[kind] ?? 0)} ${kind}`).join(", ")}`,
      `${failures.length} came to something else than a calm run${failures.length === 0 ? `: the share of such runs is below ${(3 / n).toPrecision(1)}, at 95%` : ""}`,
      ...failures.slice(0, 10),
    ].join("\n"),
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
}

function inProcess(from: number, runs: number, every: number): Promise<Result> {
  const part = fork(new URL(import.meta.url), {
    env: { ...process.env, THROUGHLINE_FAULT_PART: `${from} ${runs} ${every}` },
  });
  return new Promise((resolve, reject) => {
    part.once("message", (message) => resolve(resultSchema.parse(message)));
    part.once("exit", (code) => reject(new Error(`a part ended with code ${code}`)));
  });
}

async function runPart(seeds: number[]): Promise<Result> {
  const result: Result = { runs: 0, passes: 0, requests: 0, struck: {}, failures: [] };
  for await (const run of runsOf(seeds)) {
    result.runs += 1;
    const failure = failureIn(run);
    if (failure !== null) {
      result.failures.push(failure.slice(0, 20_000));
      console.log(failure.slice(0, 2_000));
    }
    if (run.world === null) continue;
    result.passes += run.world.passes;
    result.requests += run.world.github.requests();
    for (const [kind, times] of run.world.struck) result.struck[kind] = (result.struck[kind] ?? 0) + times;
    if (result.runs % 500 === 0) console.log(`${result.runs} runs of one part, ${result.failures.length} failed`);
  }
  return result;
}

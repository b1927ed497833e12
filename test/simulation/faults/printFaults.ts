/**
 * Runs the fault simulation for long and prints what it comes to. Run: npm run faults:long [-- RUNS [FIRST SEED]]; 20,000 by default, on a PostgreSQL
 * server of its own, or embedded where none is installed, in twice as many processes as there are cores, since each waits half of its time for the server.
 * Interrupted, it says what it has come to so far. THROUGHLINE_FAULT_SEED=N npm run test:faults tries one seed again, embedded.
 */
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { z } from "zod";
import { machine } from "../../bench/machine.ts";
import { messageOf } from "../../../src/errors.ts";
import { type Cluster, makeCluster } from "../kills/cluster.ts";
import { shareBelow } from "../shareBelow.ts";
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
  const processes = Math.min(2 * availableParallelism(), runs);
  const startedAt = performance.now();
  const cluster = await clusterUnlessMissing();
  const parts = Array.from({ length: processes }, (_, part) =>
    inProcess(`${from + part} ${Math.ceil((runs - part) / processes)} ${processes}`, cluster?.socketUrl),
  );
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => parts.forEach(({ child }) => child.kill("SIGTERM")));
  }
  const results = await Promise.all(parts.map(({ result }) => result)).finally(() => cluster?.remove());
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
      `${failures.length} came to something else than a calm run${failures.length === 0 ? `: the share of such runs is below ${shareBelow(n)}, at 95%` : ""}`,
      ...failures.slice(0, 10),
    ].join("\n"),
  );
  process.exitCode = failures.length === 0 ? 0 : 1;
}

async function clusterUnlessMissing(): Promise<Cluster | null> {
  try {
    return await makeCluster();
  } catch (error) {
    console.log(`on the embedded database, which takes longer: ${messageOf(error)}`);
    return null;
  }
}

function inProcess(part: string, serverUrl = ""): { child: ChildProcess; result: Promise<Result> } {
  const child = fork(new URL(import.meta.url), {
    env: { ...process.env, THROUGHLINE_FAULT_PART: part, THROUGHLINE_FAULT_SERVER: serverUrl },
  });
  const result = new Promise<Result>((resolve, reject) => {
    child.once("message", (message) => resolve(resultSchema.parse(message)));
    child.once("exit", (code) => reject(new Error(`a part ended with code ${code}`)));
  });
  return { child, result };
}

async function runPart(seeds: number[]): Promise<Result> {
  const result: Result = { runs: 0, passes: 0, requests: 0, struck: {}, failures: [] };
  let interrupted = false;
  // One interrupt may come from the terminal and from the process above.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => (interrupted = true));
  const serverUrl = process.env["THROUGHLINE_FAULT_SERVER"];
  for await (const run of runsOf(seeds, serverUrl ? { serverUrl } : {})) {
    result.runs += 1;
    const failure = failureIn(run);
    if (failure !== null) {
      result.failures.push(failure.slice(0, 20_000));
      console.log(failure.slice(0, 2_000));
    }
    for (const [kind, times] of run.world?.struck ?? []) result.struck[kind] = (result.struck[kind] ?? 0) + times;
    result.passes += run.world?.passes ?? 0;
    result.requests += run.world?.github.requests() ?? 0;
    if (result.runs % 500 === 0) console.log(`${result.runs} runs of one part, ${result.failures.length} failed`);
    if (interrupted) break;
  }
  return result;
}

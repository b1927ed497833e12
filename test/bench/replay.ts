/**
 * Measures replay as an operator calls it: reading, folding and printing, into a temporary embedded database, against JSON.parse of the same file, and
 * its memory for a history and for one ten times as long. Run: npm run bench [-- FILE] [--deliveries N] [--times N]. Without a FILE it generates a history.
 */
import { fork } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { runCommandLine } from "../../src/cli.ts";
import { deliveryLines } from "../../src/cli/replay/deliveryLines.ts";
import { lineOf } from "../support/deliveryLine.ts";
import { machine } from "./machine.ts";
import { pullRequestLife } from "./pullRequestLife.ts";

const resultSchema = z.object({
  deliveries: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  megabytes: z.number(),
});
type Result = z.infer<typeof resultSchema>;
type What = "replay" | "parse";

const [what = "", file = ""] = process.argv.slice(2);
if (process.send === undefined) await compare();
else process.send(await measured(what === "replay" ? () => replay(file) : () => parse(file)));

async function compare(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { deliveries: { type: "string", default: "15000" }, times: { type: "string", default: "10" } },
    allowPositionals: true,
  });
  console.log(machine());
  if (positionals[0] !== undefined) return void (await report("the file", positionals[0]));
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  try {
    const count = Number(values.deliveries);
    const times = Number(values.times);
    const short = await report("1x", await generated(folder, count));
    const long = await report(`${times}x`, await generated(folder, count * times));
    console.log(`memory at ${times}x: ${(long.megabytes / short.megabytes).toFixed(2)} times that at 1x`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function report(name: string, history: string): Promise<Result> {
  const parsing = await inOwnProcess("parse", history);
  const starting = await startingOnNothing();
  const replaying = await inOwnProcess("replay", history);
  const rate = Math.round(parsing.deliveries / (replaying.seconds - starting.seconds));
  console.log(
    [
      `${name}: ${parsing.deliveries} deliveries in ${replaying.seconds.toFixed(1)} s`,
      `${starting.seconds.toFixed(1)} s of that to make and open an empty database, ${rate}/s in the rest`,
      `${replaying.cpuSeconds.toFixed(1)} s of CPU, ${(replaying.cpuSeconds / parsing.cpuSeconds).toFixed(1)} times JSON.parse`,
      `memory ${Math.round(replaying.megabytes)} MB`,
    ].join("; "),
  );
  return replaying;
}

/** What every replay takes, however short its file. */
async function startingOnNothing(): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-bench-"));
  try {
    return await inOwnProcess("replay", await generated(folder, 0));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Each measure starts from a fresh heap, and its peak memory is its own. */
function inOwnProcess(measure: What, history: string): Promise<Result> {
  const child = fork(new URL(import.meta.url), [measure, history], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(resultSchema.parse(message)));
    child.once("exit", (code) => reject(new Error(`${measure} ended with ${code} and said nothing`)));
  });
}

async function measured(run: () => Promise<number>): Promise<Result> {
  const started = performance.now();
  const deliveries = await run();
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage();
  return { deliveries, seconds, cpuSeconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 };
}

async function replay(history: string): Promise<number> {
  let printed = 0;
  const code = await runCommandLine(["replay", history, "--json"], {
    result: (line) => void (printed += line.length),
    note: (line) => console.error(line),
  });
  if (code !== 0 || printed === 0) throw new Error(`the replay ended with ${code}`);
  return 0;
}

async function parse(history: string): Promise<number> {
  let deliveries = 0;
  for await (const line of deliveryLines(history, () => {})) deliveries += Number(line.kind === "delivery");
  return deliveries;
}

async function generated(folder: string, count: number): Promise<string> {
  const history = path.join(folder, `${count}.ndjson`);
  await pipeline(Readable.from(historyOf(count)), createWriteStream(history));
  return history;
}

function* historyOf(count: number): Generator<string> {
  for (let told = 0, number = 1; told < count; number += 1) {
    const life = pullRequestLife(number).slice(0, count - told);
    told += life.length;
    yield life.map((delivery) => `${lineOf(delivery)}\n`).join("");
  }
}

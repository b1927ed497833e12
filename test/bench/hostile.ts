/**
 * Measures what 200 hostile senders at once do to the app: endless and oversize bodies, slow ones, unsigned and malformed requests, beside ten senders that mean well.
 * Run: npm run bench:hostile [-- --senders N --seconds N]. To reach: memory under 512 MB, valid deliveries answered with a p99 under 1 s, no crash.
 */
import { parseArgs } from "node:util";
import { besiege } from "../simulation/hostile/hostile.ts";
import { machine } from "./machine.ts";

const { values } = parseArgs({
  options: { senders: { type: "string", default: "200" }, seconds: { type: "string", default: "30" } },
});
const figures = await besiege({ senders: Number(values.senders), seconds: Number(values.seconds) });
const { p50Milliseconds, p99Milliseconds, peakMegabytes, crashed } = figures;
console.log(
  [
    machine(),
    `${figures.senders} hostile senders for ${figures.seconds} s, ${figures.connections} connections`,
    `${figures.valid} valid deliveries answered, ${figures.refused} not; p50 ${p50Milliseconds} ms, p99 ${p99Milliseconds} ms`,
    `the app's memory at most ${peakMegabytes ?? "unknown"} MB; it ${crashed ? "crashed" : "did not crash"}`,
  ].join("\n"),
);
process.exitCode = !crashed && p99Milliseconds < 1000 && (peakMegabytes ?? 0) < 512 ? 0 : 1;

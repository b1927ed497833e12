/** Decides how a benchmark says on what it ran, without which its figures mean nothing. */
import { availableParallelism, cpus, loadavg } from "node:os";

export function machine(): string {
  const [load = 0] = loadavg();
  return `${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"}), Node ${process.version}, load ${load.toFixed(1)}`;
}

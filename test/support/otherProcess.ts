/** Decides how a test runs another process and makes sure that it is gone afterwards. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

/** Runs a TypeScript file of the project with this Node; killed when the test ends. */
export function startProcess(file: string, args: string[]): ChildProcess {
  const child = spawn(process.execPath, [file, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => kill(child));
  return child;
}

/** The next line that it writes to stdout. */
export async function nextLine(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  const [line] = await once(lines, "line");
  lines.close();
  return String(line);
}

/** kill -9, and the end of the process. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

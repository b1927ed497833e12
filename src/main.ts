/** Decides how the parts become one running app, and how it stops. */
import type { Config } from "./config/env.ts";

export async function runUntilStopped(_config: Config, note: (line: string) => void): Promise<void> {
  note("The parts are not wired together yet.");
}

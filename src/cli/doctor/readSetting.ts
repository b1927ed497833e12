/** Decides how the operator's settings are read without failing over what is wrong with them. */
import { statSync } from "node:fs";
import { type Config, parseConfig, parseSetUpConfig } from "../../config/env.ts";
import { UserError } from "../../errors.ts";
import type { Readings } from "./readings.ts";

type Environment = Parameters<typeof parseConfig>[0];

/** `config` is null as long as the app could not start with it. */
export function readSetting(environment: Environment): Pick<Readings, "setting"> & { config: Config | null } {
  try {
    if (parseSetUpConfig(environment) !== null) return { setting: { kind: "not-set-up" }, config: null };
    const config = parseConfig(environment);
    return { setting: { kind: "set", config }, config };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { setting: { kind: "faulty", faults: error.message.split("\n") }, config: null };
  }
}

/** Null if there is no such file. Where the system knows no modes, nobody else is said to read it. */
export function readEnvFile(file: string): Readings["envFile"] {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  return { path: file, readableByOthers: process.platform !== "win32" && (stats.mode & 0o004) !== 0 };
}

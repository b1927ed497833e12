/** Decides who may use the folder of an embedded database: one process at a time. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { messageOf, UserError } from "../errors.ts";
import { instantOfEpochSeconds } from "../instant.ts";

const holderSchema = z.object({ pid: z.number(), host: z.string(), startedAt: z.string() });
type Holder = z.infer<typeof holderSchema>;

/** Another process has the folder. */
export class DataDirInUse extends UserError {}

/** Keeps them from being collected as garbage, which would let go of the lock. */
const held = new Set<DatabaseSync>();

/**
 * Takes the folder for this process and returns the function that gives it back; throws a UserError that names the holder if there is one.
 *
 * The lock is the operating system's own lock on a file, taken through SQLite, the one built-in module of Node that locks files on every
 * system. So it needs no guess whether a holder is still alive: a paused one keeps it, a killed one has lost it, and a process number
 * that is used again or belongs to another container means nothing. The holder's name beside it is only for the message.
 */
export async function lockDataDir(dataDir: string): Promise<() => void> {
  const namePath = path.join(dataDir, "holder.json");
  const lock = take(path.join(dataDir, "lock"));
  if (lock === null) {
    // A holder writes its name just after it has the lock: without a moment's patience this could be the name of the one before.
    await wait(100);
    throw inUse(dataDir, readHolder(namePath));
  }
  held.add(lock);
  writeFileSync(namePath, `${JSON.stringify(thisProcess())}\n`);
  return () => {
    rmSync(namePath, { force: true });
    held.delete(lock);
    lock.close();
  };
}

/** Null if another has it. */
function take(file: string): DatabaseSync | null {
  const database = openLock(file);
  try {
    database.exec("begin exclusive");
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw new UserError(`Cannot lock ${file}: ${messageOf(error)}. Does this file system support locks?`, {
      cause: error,
    });
  }
}

function openLock(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: 0 });
  } catch (error) {
    throw new UserError(
      `Cannot write ${file}: ${messageOf(error)}. May the user that runs Throughline write in that folder?`,
      { cause: error },
    );
  }
}

/** SQLITE_BUSY */
function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 5;
}

function thisProcess(): Holder {
  const startedAt = instantOfEpochSeconds(Math.floor(Date.now() / 1000 - process.uptime()));
  return { pid: process.pid, host: hostname(), startedAt };
}

/** Null where the name cannot be read: the refusal stands without it. */
function readHolder(namePath: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(namePath, "utf8")));
  } catch {
    return null;
  }
}

function inUse(dataDir: string, holder: Holder | null): DataDirInUse {
  const who = holder === null ? "" : `: pid ${holder.pid} on ${holder.host}, running since ${holder.startedAt}`;
  return new DataDirInUse(
    `The data folder ${dataDir} is in use by another Throughline process${who}. Stop that process, or give this one another folder with --data-dir.`,
  );
}

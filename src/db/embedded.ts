/** Decides how an embedded database is made, opened and closed. */
import { existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { dataDir as preparedDataDir } from "@electric-sql/pglite-prepopulatedfs";
import { unpackTar } from "modern-tar/fs";
import { messageOf, UserError } from "../errors.ts";
import { columnParsers } from "./columnTypes.ts";
import { lockDataDir } from "./dataDirLock.ts";

export type Embedded = { pglite: PGlite; close: () => Promise<void> };

/**
 * Opens the database in `dataDir`, making it first if there is none. One process at a time may have it open: a second one would
 * lose rows that were already committed. Throws a UserError while another process holds the folder, or if it cannot be made or written to.
 */
export async function openDataDir(dataDir: string): Promise<Embedded> {
  await makeFolder(dataDir);
  const unlock = await lockDataDir(dataDir);
  try {
    const pglite = await openOrMake(dataDir);
    return {
      pglite,
      close: async () => {
        await pglite.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function makeFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
  } catch (error) {
    throw new UserError(
      `The data folder ${dataDir} cannot be made: ${messageOf(error)}. Make it for the user that runs Throughline, or name another one with DATA_DIR or --data-dir.`,
      { cause: error },
    );
  }
}

/** A database that is gone when it is closed, or when the process ends by itself. */
export async function openTemporary(): Promise<Embedded> {
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  const pglite = await openOrMake(folder);
  return {
    pglite,
    close: async () => {
      await pglite.close();
      process.off("exit", remove);
      remove();
    },
  };
}

async function openOrMake(dataDir: string): Promise<PGlite> {
  const place = path.join(dataDir, "postgres");
  const making = path.join(dataDir, "postgres.making");
  await rm(making, { recursive: true, force: true });
  if (!existsSync(place)) {
    await make(making);
    await rename(making, place);
  }
  return open(place);
}

/**
 * Unpacks the published result of initdb, which takes half a second where initdb takes five. It is made beside its place and renamed into
 * it, so that a process killed on the way leaves nothing that looks like a database.
 */
async function make(folder: string): Promise<void> {
  const image = await preparedDataDir();
  const onlyForUs = unpackTar(folder, {
    map: (header) => ({ ...header, mode: header.type === "directory" ? 0o700 : 0o600 }),
  });
  await pipeline(Readable.fromWeb(image.stream()), createGunzip(), onlyForUs);
}

async function open(folder: string): Promise<PGlite> {
  try {
    return await PGlite.create({
      dataDir: folder,
      startParams: [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ["-c", setting])],
      parsers: columnParsers,
    });
  } catch (error) {
    throw new UserError(`Cannot open the embedded database in ${folder}: ${messageOf(error)}`, { cause: error });
  }
}

/** A quarter of PGlite's own 128 MB of buffers: as fast as measured, and 140 MB less memory for the process. */
const settings = ["TimeZone=UTC", "shared_buffers=32MB"];

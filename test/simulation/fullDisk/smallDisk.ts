/** Decides how a test gets a disk so small that it can be filled: in memory, mounted by root. */
import { execFile } from "node:child_process";
import { chmod, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

export type SmallDisk = {
  folder: string;
  /** Takes all the room that is left. */
  fill: () => Promise<void>;
  /** Gives it back. */
  free: () => Promise<void>;
  remove: () => Promise<void>;
};

const run = promisify(execFile);

/** Null where nothing may be mounted. */
export async function makeSmallDisk(mebibytes: number): Promise<SmallDisk | null> {
  const mounted = await mkdtemp(path.join(tmpdir(), "throughline-disk-"));
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=0777`, "tmpfs", mounted]);
  } catch {
    await rm(mounted, { recursive: true });
    return null;
  }
  await chmod(mounted, 0o777);
  const ballast = path.join(mounted, "ballast");
  return {
    folder: mounted,
    fill: () => fill(ballast),
    free: () => rm(ballast, { force: true }),
    remove: async () => {
      await run("umount", ["--lazy", mounted]);
      await rm(mounted, { recursive: true, force: true });
    },
  };
}

async function fill(file: string): Promise<void> {
  const handle = await open(file, "a");
  const page = Buffer.alloc(4096);
  try {
    for (;;) await handle.write(page);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  } finally {
    await handle.close();
  }
}

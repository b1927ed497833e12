/** Decides whether an embedded database survives what happens to its process. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, watch, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { connect } from "../../src/db/connect.ts";
import { lockDataDir } from "../../src/db/dataDirLock.ts";
import { migrate } from "../../src/db/migrate.ts";
import { kill, startProcess } from "../support/otherProcess.ts";

test("a process killed while it makes the folder leaves one that opens", async () => {
  const folder = newFolder();
  const maker = startProcess("test/support/folderMaker.ts", [folder]);
  await appearsIn(folder, "postgres.making");
  await kill(maker);
  expect(existsSync(path.join(folder, "postgres"))).toBe(false);

  const { db, close } = await connect({ dataDir: folder });
  onTestFinished(close);
  await migrate(db);
  expect(await db.selectFrom("facts").selectAll().execute()).toEqual([]);
  expect(await readdir(folder)).not.toContain("postgres.making");
});

test("a folder that is in use is refused before it is touched", async () => {
  const folder = newFolder();
  onTestFinished(await lockDataDir(folder));
  const before = await readdir(folder);
  await expect(connect({ dataDir: folder })).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining(`pid ${process.pid} `),
  });
  expect(await readdir(folder)).toEqual(before);
});

test("a folder that cannot be made is refused in one line", async () => {
  const file = path.join(newFolder(), "file");
  writeFileSync(file, "");
  await expect(connect({ dataDir: path.join(file, "data") })).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(/^The data folder .*data cannot be made: ENOTDIR.*DATA_DIR or --data-dir\.$/),
  });
});

test("a folder that cannot be written to is refused in one line", async () => {
  const folder = newFolder();
  // No user can open it as a file: so it goes for root as well.
  mkdirSync(path.join(folder, "lock"));
  await expect(connect({ dataDir: folder })).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringMatching(/^Cannot write .*lock: unable to open database file\. May the user/),
  });
});

test("a temporary database leaves nothing behind", async () => {
  const folder = newFolder();
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { close } = await connect({ temporary: true });
  expect(await readdir(folder)).toHaveLength(1);
  await close();
  expect(await readdir(folder)).toEqual([]);
});

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "throughline-test-embedded-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function appearsIn(folder: string, name: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const watcher = watch(folder, () => {
      if (!existsSync(path.join(folder, name))) return;
      watcher.close();
      resolve();
    });
  });
}

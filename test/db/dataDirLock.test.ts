/** Decides whether a data folder has one owner, in all that can happen to the owner. */
import { mkdtempSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { lockDataDir } from "../../src/db/dataDirLock.ts";
import { kill, nextLine, startProcess } from "../support/otherProcess.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "throughline-test-lock-"));
  return () => rmSync(folder, { recursive: true });
});

const startHolder = () => startProcess("test/support/folderHolder.ts", [folder]);

test("a second process is refused in one line that names the holder and says what to do", async () => {
  const holder = startHolder();
  await nextLine(holder);
  await expect(lockDataDir(folder)).rejects.toThrow(
    new RegExp(
      `^The data folder ${folder} is in use by another Throughline process: pid ${holder.pid} on ${hostname()}, running since \\d{4}-.*Z\\. ` +
        "Stop that process, or give this one another folder with --data-dir\\.$",
    ),
  );
});

test("a paused holder keeps the folder", async () => {
  const holder = startHolder();
  await nextLine(holder);
  holder.kill("SIGSTOP");
  await expect(lockDataDir(folder)).rejects.toThrow(`pid ${holder.pid} `);
});

test("of three that come at once after a killed holder, one gets the folder and the others hear its name", async () => {
  const dead = startHolder();
  await nextLine(dead);
  await kill(dead);

  const heirs = [startHolder(), startHolder(), startHolder()];
  const said = await Promise.all(heirs.map(nextLine));

  expect(said.filter((line) => line === "held")).toHaveLength(1);
  const heir = heirs[said.indexOf("held")];
  for (const line of said.filter((each) => each !== "held")) expect(line).toContain(`pid ${heir?.pid} `);
});

test("the folder is free again once it is given back, and only then, in one process too", async () => {
  const unlock = await lockDataDir(folder);
  await expect(lockDataDir(folder)).rejects.toThrow(`pid ${process.pid} `);
  unlock();
  onTestFinished(await lockDataDir(folder));
});

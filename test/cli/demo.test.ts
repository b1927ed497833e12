/** The demo as somebody sees it who has just cloned the project. */
import { mkdtemp, readdir, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

it("shows what the app wrote, and leaves nothing behind", { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "throughline-test-"));
  const env = { ...process.env, TMPDIR: folder };

  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["src/cli.ts", "demo"], { env });

  const shown = stdout.split("\n");
  // Mondays lie elsewhere in each run's four weeks, and each summary takes a number.
  expect(
    shown.filter((line) => line.startsWith("━━")).map((line) => line.replaceAll(/━|#\d+|\d{4}-W\d\d/g, "").trim()),
  ).toEqual([
    "Pay by invoice, by maya",
    "Make the search faster, by tomas",
    "Round totals once, by maya",
    "Remove unused code, by coding-agent[bot]",
    "Where work waited: week",
  ]);
  expect(shown.filter((line) => /^Comment {2}http:\/\/127\.0\.0\.1:\d+\/acme\/shop\//.test(line))).toHaveLength(3);
  expect(shown.filter((line) => /^Check {2}http:\/\/127\.0\.0\.1:\d+\/acme\/shop\//.test(line))).toHaveLength(4);
  expect(shown.filter((line) => /^Issue {2}http:\/\/127\.0\.0\.1:\d+\/acme\/shop\//.test(line))).toHaveLength(1);
  expect(shown).toContain("No comment, as it should be: a bot opened it. The check is there for whoever reviews it.");
  // What the app logs is for an operator: here nothing went wrong.
  expect(stderr.split("\n").filter((line) => line.startsWith("{"))).toEqual([]);
  expect(await readdir(folder)).toEqual([]);
  await rmdir(folder);
});

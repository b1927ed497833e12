import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEnv } from "node:util";
import { beforeEach, expect, test } from "vitest";
import { unwritableBecause, withCredentials, writeCredentials } from "../../src/config/credentialsFile.ts";

const credentials = { APP_ID: "4711", PRIVATE_KEY: "TUlJRQ==", WEBHOOK_SECRET: "8c1f0e6b7d2a49538c1f" };

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "throughline-credentials-"));
  return () => rmSync(folder, { recursive: true });
});

test.for([
  ["", ""],
  ["PORT=8080", "PORT=8080\n"],
  ["# a note\n\nPORT=8080\n\n", "# a note\n\nPORT=8080\n"],
  ["APP_ID=\nexport WEBHOOK_SECRET=''\nPORT=8080\n", "PORT=8080\n"],
] as const)("%j keeps its lines, but for empty ones that are now filled", ([before, kept]) => {
  expect(withCredentials(before, credentials)).toBe(
    `${kept}APP_ID=4711\nPRIVATE_KEY=TUlJRQ==\nWEBHOOK_SECRET=8c1f0e6b7d2a49538c1f\n`,
  );
});

test("what was there and what is added are read back as they were", () => {
  const text = withCredentials("A='x # y'\n", { ...credentials, WEBHOOK_SECRET: "a#b c$d;e(f)" });
  expect(parseEnv(text)).toEqual({ ...credentials, A: "x # y", WEBHOOK_SECRET: "a#b c$d;e(f)" });
});

test("a file that has credentials is left as it is", async () => {
  const file = path.join(folder, ".env");
  writeFileSync(file, "WEBHOOK_SECRET=of-somebody-else\n");
  await expect(writeCredentials(file, credentials)).rejects.toThrow("has WEBHOOK_SECRET already");
  expect(readFileSync(file, "utf8")).toBe("WEBHOOK_SECRET=of-somebody-else\n");
});

test("what goes with credentials is added, but where the file says it already", () => {
  const companions = { GHE_HOST: "github.example.com", GHE_PROTOCOL: "http" };
  const text = withCredentials("GHE_HOST=mine.example.com\nGHE_PROTOCOL=\n", credentials, companions);
  expect(parseEnv(text)).toEqual({ GHE_HOST: "mine.example.com", ...credentials, GHE_PROTOCOL: "http" });
});

test("a value that cannot be spelled plainly is refused", () => {
  for (const value of ['a"b', "a\nB=c", "a'b", "a\\b"]) {
    expect(() => withCredentials("", { APP_ID: value }), value).toThrow("cannot be written");
  }
});

test.for([0o000, 0o022, 0o077])("whatever the umask (%o), only the owner can read it", async (umask) => {
  const file = path.join(folder, ".env");
  writeFileSync(file, "PORT=8080\n");
  chmodSync(file, 0o644);
  const before = process.umask(umask);
  await writeCredentials(file, credentials).finally(() => process.umask(before));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual([".env"]);
});

test("a link stays a link", async () => {
  const target = path.join(folder, "kept.env");
  writeFileSync(target, "");
  symlinkSync(target, path.join(folder, ".env"));
  await writeCredentials(path.join(folder, ".env"), credentials);
  expect(parseEnv(readFileSync(target, "utf8"))).toEqual(credentials);
});

test("a folder that is not there cannot be written to", async () => {
  expect(await unwritableBecause(path.join(folder, ".env"))).toBe(null);
  expect(await unwritableBecause(path.join(folder, "missing", ".env"))).toBe("cannot be written (ENOENT)");
});

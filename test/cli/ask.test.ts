/** `throughline ask`: the answers that a comment gets, offline. */
import { afterEach, expect, test, vi } from "vitest";
import { deliveryFile, run, temporaryFolder } from "../support/deliveryFile.ts";
import { pullRequestOpened } from "../support/payloads.ts";

afterEach(() => vi.unstubAllEnvs());

test("answers of what was replayed, as of the latest delivery", { timeout: 60_000 }, async () => {
  const dataDir = temporaryFolder();
  const opened = pullRequestOpened({ number: 8, at: "2026-03-02T09:00:00Z", title: "Pay by invoice" });
  await run("replay", deliveryFile([opened]), "--data-dir", dataDir);
  const ask = (...words: string[]) => run("ask", ...words, "--data-dir", dataDir);

  const { code, result } = await ask("acme/shop", "/flow queue\n/flow setup\n/flow item #8");
  expect(code).toBe(0);
  expect(result).toContain("**1 pull request waits for review.**");
  expect(result).toContain("**Labels are made on GitHub only.**");
  expect(result).toContain("https://redirect.github.com/acme/shop/issues/8");
  expect(result).toMatch(/_As of Mon 2 Mar 09:00 UTC\._$/);

  vi.stubEnv("GHE_HOST", "github.example.com");
  const elsewhere = (await ask("acme/shop", "/flow item #8")).result;
  expect(elsewhere).not.toContain("github.com/");
  expect(elsewhere).toContain("#8");

  expect(await ask("acme/shop", "/flow xyzzy")).toMatchObject({ code: 0, result: expect.stringMatching(/no command/) });
  expect(await ask("acme/other", "/flow help")).toMatchObject({ code: 1 });
});

test.each([
  [["acme/shop"], /Ask in one word/],
  [["acme/shop", "queue"], /Ask in one word/],
  [["shop", "/flow queue"], /OWNER\/REPO/],
  [["acme/shop", "/flow queue", "more"], /Ask in one word/],
])("refuses %j", async (words, reason) => {
  expect(await run("ask", ...words)).toMatchObject({ code: 2, notes: [expect.stringMatching(reason)] });
});

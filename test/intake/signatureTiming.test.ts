/** Whether a signature can be guessed by the time that its comparison takes. */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { sign } from "@octokit/webhooks-methods";
import { expect, onTestFinished, test, vi } from "vitest";
import { verifiedText } from "../../src/intake/signature.ts";
import { readSources, withoutComments } from "../support/sources.ts";

const body = '{"zen":"Keep it logically awesome."}';
const secrets = ["a secret for this test alone", "the one before"];
const right = await sign(secrets[0] ?? "", body);

const other = (place: number) => right.slice(0, place) + (right[place] === "0" ? "1" : "0") + right.slice(place + 1);

test.each([
  ["right", right, 1],
  ["wrong in its first digit", other(7), 2],
  ["wrong in its middle", other(40), 2],
  ["wrong in its last digit", other(right.length - 1), 2],
])("one that is %s is compared whole, by a comparison that always takes as long", async (_how, signature, times) => {
  const compare = vi.spyOn(crypto, "timingSafeEqual");
  syncBuiltinESMExports();
  onTestFinished(() => {
    compare.mockRestore();
    syncBuiltinESMExports();
  });

  expect(await verifiedText(Buffer.from(body), signature, secrets)).toBe(times === 1 ? body : null);

  const compared = compare.mock.calls.map(([a, b]) => [a.byteLength, b.byteLength]);
  expect(compared).toEqual(Array.from({ length: times }, () => [right.length, right.length]));
});

test("no file compares a signature by itself", () => {
  const comparing =
    /\bsignature\w*\s*[!=]==?|[!=]==?\s*\w*signature\b|signature\w*\.(startsWith|includes|localeCompare)/i;
  const wrong = readSources("src/**/*.ts").filter((source) => comparing.test(withoutComments(source.text)));
  expect(wrong.map((source) => source.path)).toEqual([]);
});

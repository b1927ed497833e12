import { createHmac } from "node:crypto";
import fc from "fast-check";
import { sign } from "@octokit/webhooks-methods";
import { describe, expect, test } from "vitest";
import { isSignature, verifiedText } from "../../src/intake/signature.ts";
import { openFront, post, webhookSecret } from "../support/testFront.ts";

const body = '{"zen":"Keep it logically awesome."}';
const signature = await sign(webhookSecret, body);
const signatures = {
  ofAnotherSecret: await sign("another secret entirely", body),
  ofProbotsDefault: await sign("development", body),
  ofAnotherBody: await sign(webhookSecret, `${body} `),
};

describe("a signature header", () => {
  test.for([
    ["missing", null],
    ["empty", ""],
    ["without its prefix", signature.slice(7)],
    ["too short", signature.slice(0, -2)],
    ["too long", `${signature}00`],
    ["not hexadecimal", `sha256=${"g".repeat(64)}`],
    ["in upper case", signature.toUpperCase()],
    ["with digits in upper case", `sha256=${signature.slice(7).toUpperCase()}`],
    ["of sha1", `sha1=${createHmac("sha1", webhookSecret).update(body).digest("hex")}`],
    ["said to be sha1", signature.replace("sha256", "sha1")],
    ["sent twice", `${signature}, ${signature}`],
    ["of another secret", signatures.ofAnotherSecret],
    ["of Probot's own default", signatures.ofProbotsDefault],
    ["of another body", signatures.ofAnotherBody],
    ["beyond ASCII", `sha256=${"é".repeat(64)}`],
  ] as const)("%s is answered 401", async ([, header]) => {
    const front = await openFront();
    const headers = {
      "x-hub-signature-256": header,
      "x-hub-signature": `sha1=${createHmac("sha1", webhookSecret).update(body).digest("hex")}`,
    };
    expect(await post(front.url, { body, headers })).toMatchObject({ status: 401 });
    expect(front.arrivals).toEqual([]);
  });

  test("of any other content is no signature, and nothing throws", async () => {
    const like = fc.stringMatching(/^sha256=[0-9a-f]{0,66}$/);
    const headers = fc.oneof(fc.string({ unit: "binary" }), like, fc.constant(undefined), fc.array(fc.string()));
    await fc.assert(
      fc.asyncProperty(headers, async (header) => {
        fc.pre(header !== signature);
        const accepted = isSignature(header) ? await verifiedText(Buffer.from(body), header, [webhookSecret]) : null;
        expect(accepted).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a signed body", () => {
  test("of any text is taken as it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), async (text) => {
        const signed = await sign(webhookSecret, text);
        expect(await verifiedText(Buffer.from(text), signed, [webhookSecret])).toBe(text);
      }),
    );
  });

  test("is verified byte by byte: one that is not UTF-8 does not pass for the text that it decodes to", async () => {
    const replaced = '{"name":"\uFFFD"}';
    const bytes = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff]), Buffer.from('"}')]);
    expect(bytes.toString()).toBe(replaced);
    expect(await verifiedText(bytes, await sign(webhookSecret, replaced), [webhookSecret])).toBeNull();
  });

  test("keeps a byte order mark, which was signed with it", async () => {
    const text = `\uFEFF${body}`;
    expect(await verifiedText(Buffer.from(text), await sign(webhookSecret, text), [webhookSecret])).toBe(text);
  });
});

test("while the secret is changed the previous one is accepted, and no older one", async () => {
  const front = await openFront({ secrets: ["the-current-secret-1", "the-previous-secret-2"] });
  const answersTo = async (secret: string) => (await post(front.url, { secret })).status;
  expect(await answersTo("the-current-secret-1")).toBe(202);
  expect(await answersTo("the-previous-secret-2")).toBe(202);
  expect(await answersTo("the-oldest-secret-3")).toBe(401);
});

import { expect, test } from "vitest";
import { createLog } from "../../src/config/log.ts";
import { appPrivateKey } from "../support/appPrivateKey.ts";

function linesOf(write: (log: ReturnType<typeof createLog>) => void, secrets: string[] = []): string {
  const lines: string[] = [];
  write(createLog("info", secrets, { write: (line) => void lines.push(line) }));
  return lines.join("");
}

test.for([
  ["an installation token", "ghs_16C7e42F292c6912E7710c838347Ae178B4a"],
  ["a new installation token", "ghs_1234_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMjM0In0.c2lnbmF0dXJl"],
  ["a personal token", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"],
  ["a fine-grained token", "github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz"],
  ["a JSON web token", "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMjM0In0.c2lnbmF0dXJl"],
  ["a private key", appPrivateKey],
  ["a signature", `sha256=${"0a".repeat(32)}`],
  ["the webhook secret", 'odd"secret\\with-quotes-0123'],
])("%s never gets into the log, wherever it stands", ([, canary]) => {
  const secrets = ['odd"secret\\with-quotes-0123'];
  const written = linesOf((log) => {
    log.info(`in a message: ${canary}`);
    log.info({ field: canary, nested: { deep: [canary] } }, "in fields");
    log.error({ err: new Error(`in an error: ${canary}`, { cause: new Error(canary) }) }, "in an error");
    log.child({ bound: canary }).warn("in a child");
  }, secrets);
  const spelled = JSON.stringify(canary).slice(1, -1);
  for (const part of [spelled, spelled.slice(8, 40)]) expect(written).not.toContain(part);
  expect(written.trim().split("\n")).toHaveLength(4);
});

test("a database URL loses its password and keeps the rest", () => {
  const written = linesOf((log) => log.info("cannot reach postgres://flow:hunter2@db:5432/flow"));
  expect(written).toContain("postgres://flow:[password]@db:5432/flow");
});

test("of an error only its own words are kept, not the request or payload that a library hung on it", () => {
  const error = Object.assign(new Error("it failed"), {
    code: "E1",
    status: 502,
    request: { headers: { authorization: "token abc" } },
    event: { payload: { title: "private" } },
  });
  const written = linesOf((log) => log.error(new AggregateError([error], "several")));
  expect(JSON.parse(written)).toMatchObject({
    level: "error",
    err: { type: "AggregateError", errors: [{ type: "Error", message: "it failed", code: "E1", status: 502 }] },
  });
  expect(written).not.toMatch(/private|token abc|authorization/);
});

test.for([
  "x",
  "-eyJ",
  "a:",
  "http://",
  "@",
  "x@x.",
  "cookie ",
  "password",
  "?key=",
  "-----BEGIN PRIVATE KEY-----",
  "LS0tLS1CRUdJTi+",
  "\\",
])("a hundred thousand of %j are written in good time", (text) => {
  const begun = performance.now();
  linesOf((log) => log.info(text.repeat(100_000 / text.length)));
  expect(performance.now() - begun).toBeLessThan(1_000);
});

test("a private key that was cut off takes nothing of the line with it", () => {
  const written = linesOf((log) => log.info({ reason: appPrivateKey.slice(0, 300), after: 'a "quoted" word' }, "said"));
  expect(JSON.parse(written)).toMatchObject({ reason: "[private key]", after: 'a "quoted" word', msg: "said" });
});

test("a line break in a message does not start another line", () => {
  expect(
    linesOf((log) => log.info('first\n{"level":"fatal"}'))
      .trim()
      .split("\n"),
  ).toHaveLength(1);
});

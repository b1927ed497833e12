import { expect, test, vi } from "vitest";
import type { Receipt } from "../../src/intake/receive.ts";
import { headOf, openFront, post, speak } from "../support/testFront.ts";

test.for([
  ["stored", 202, { status: "stored" }],
  ["known", 202, { status: "known" }],
  ["unavailable", 503, { status: "not stored", reason: "The database does not take it." }],
] as const)("a delivery that comes out as %s is answered %i", async ([receipt, status, body]) => {
  const front = await openFront({ receive: async () => receipt });
  expect(await post(front.url)).toEqual({ status, body });
});

test("a delivery is handed on with its body as it was sent", async () => {
  const front = await openFront();
  const body =
    ' {"action": "opened", "repository": {"id": 7}, "installation": {"id": 9}, "name": "Zoë \\ud83d\\ude00"}\n';
  await post(front.url, { body, headers: { "x-github-event": "issues", "x-github-delivery": "d-1" } });
  expect(front.arrivals).toEqual([
    {
      id: "d-1",
      event: "issues",
      action: "opened",
      repositoryId: 7,
      installationId: 9,
      receivedAt: "2026-03-02T09:14:00Z",
      body,
      payload: { action: "opened", repository: { id: 7 }, installation: { id: 9 }, name: "Zoë 😀" },
    },
  ]);
});

test("both paths take webhooks", async () => {
  const front = await openFront();
  for (const path of ["/", "/api/github/webhooks", "/api/github/webhooks?from=smee"]) {
    expect(await post(front.url, { path })).toMatchObject({ status: 202 });
  }
});

test.for([
  ["nothing", ""],
  ["no JSON", "{"],
  ["a list", "[]"],
  ["null", "null"],
  ["a NUL character", '{"a":"\0"}'],
] as const)("a signed body of %s is not a webhook", async ([, body]) => {
  const front = await openFront();
  const { status } = await post(front.url, { body });
  // An empty body cannot be signed.
  expect(status).toBe(body === "" ? 401 : 400);
  expect(front.arrivals).toEqual([]);
});

test.for([
  ["x-github-event", null],
  ["x-github-event", "Issues"],
  ["x-github-event", "__proto__"],
  ["x-github-event", "a".repeat(65)],
  ["x-github-delivery", null],
  ["x-github-delivery", "not an id"],
  ["x-github-delivery", "d".repeat(65)],
  ["content-type", "application/x-www-form-urlencoded"],
  ["content-type", null],
] as const)("a signed request with %s: %s is not a webhook", async ([name, value]) => {
  const front = await openFront();
  expect(await post(front.url, { headers: { [name]: value } })).toMatchObject({ status: 400 });
});

test("the content type may name its charset", async () => {
  const front = await openFront();
  const headers = { "content-type": "Application/JSON; charset=utf-8" };
  expect(await post(front.url, { headers })).toMatchObject({ status: 202 });
});

test("a body of the largest size is taken, one byte more is not", async () => {
  const front = await openFront({ limits: { bodyBytes: 100 } });
  const body = (bytes: number) => `{"a":"${"b".repeat(bytes - 8)}"}`;
  expect(await post(front.url, { body: body(100) })).toMatchObject({ status: 202 });
  expect(await post(front.url, { body: body(101) })).toMatchObject({ status: 413 });
});

test("a body that says that it is too large is refused before it comes", async () => {
  const front = await openFront({ limits: { bodyBytes: 1_000, lingerMilliseconds: 20 } });
  expect(await speak(front.url, headOf("content-length: 1001"))).toMatch(/^HTTP\/1.1 413 .*"The body is too large."/s);
});

test("a sender that asks first is told to go on, or why not", async () => {
  const front = await openFront({ limits: { bodyBytes: 1_000, lingerMilliseconds: 20 } });
  const asked = (bytes: number) => headOf(`content-length: ${bytes}`, "expect: 100-continue", "connection: close");
  expect(await speak(front.url, asked(1_001))).toMatch(/^HTTP\/1.1 413 /);
  const heard = await speak(front.url, asked(2), (socket) => setImmediate(() => socket.write("{}")));
  expect(heard).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 401 /);
});

test("an endless body is answered 413 and cut off at the cap", async () => {
  const front = await openFront({ limits: { bodyBytes: 100_000, lingerMilliseconds: 200 } });
  let sent = 0;
  const chunk = `1000\r\n${"x".repeat(4_096)}\r\n`;
  const heard = await speak(front.url, headOf("transfer-encoding: chunked"), (socket) => {
    const pump = () => {
      while (socket.writable && socket.write(chunk)) sent += chunk.length;
    };
    socket.on("drain", pump);
    pump();
  });
  expect(heard).toMatch(/^HTTP\/1.1 413 /);
  // The cap once, the same again while the sender had its chance to read the answer, and what the sockets' buffers hold.
  expect(sent).toBeLessThan(10_000_000);
});

test("a sender of a body that is too large gets to read why", async () => {
  const front = await openFront({ limits: { bodyBytes: 1_000_000 } });
  const answered = await Promise.all(
    Array.from({ length: 10 }, () => post(front.url, { body: Buffer.alloc(1_900_000) })),
  );
  expect(answered.filter(({ status }) => status !== 413)).toEqual([]);
});

test("a body that goes on beyond its announced length is not a request", async () => {
  const front = await openFront();
  const heard = await speak(front.url, `${headOf("content-length: 2")}{}{}{}{}`);
  expect(heard).toMatch(/^HTTP\/1.1 400 Bad Request/);
});

test.for([
  ["headers that never end", "POST / HTTP/1.1\r\nhost: localhost\r\n"],
  ["a body that trickles", `${headOf("content-length: 1000")}{`],
  ["a body that stays out", headOf("content-length: 1000")],
] as const)("%s: 408 and the connection is closed", async ([, start]) => {
  const front = await openFront({ limits: { requestMilliseconds: 200 } });
  const heard = await speak(front.url, start, (socket) => {
    const trickle = setInterval(() => socket.write("x"), 20);
    socket.on("close", () => clearInterval(trickle));
  });
  expect(heard).toMatch(/^HTTP\/1.1 408 /);
  expect(front.logged).toEqual([]);
});

test("a sender that leaves in the middle leaves nothing behind", async () => {
  const front = await openFront({ limits: { openBytes: 1_000 } });
  await Promise.all(
    Array.from({ length: 20 }, () =>
      speak(front.url, `${headOf("content-length: 900")}${"x".repeat(800)}`, (socket) =>
        setTimeout(() => socket.destroy(), 20),
      ),
    ),
  );
  // The front hears of a leaving only when its own loop comes to it; what is never let go is never answered 202.
  await vi.waitFor(
    async () => expect(await post(front.url, { body: `{"a":"${"b".repeat(900)}"}` })).toMatchObject({ status: 202 }),
    { timeout: 4_000, interval: 50 },
  );
});

test("what all senders together hold in memory is bounded", async () => {
  const answerFirst = Promise.withResolvers<Receipt>();
  const arrived = Promise.withResolvers<void>();
  const front = await openFront({
    limits: { openBytes: 1_000 },
    receive: () => {
      arrived.resolve();
      return answerFirst.promise;
    },
  });
  const body = `{"a":"${"b".repeat(700)}"}`;
  const first = post(front.url, { body });
  await arrived.promise;
  expect(await post(front.url, { body })).toEqual({
    status: 503,
    body: { status: "not stored", reason: "Too much is being received at the moment." },
  });
  answerFirst.resolve("stored");
  expect(await first).toMatchObject({ status: 202 });
  expect(await post(front.url, { body })).toMatchObject({ status: 202 });
});

test("a fault is answered 500, logged, and does not end the front", async () => {
  const front = await openFront({ receive: () => Promise.reject(new Error("out of luck")) });
  expect(await post(front.url)).toEqual({ status: 500, body: { status: "failed" } });
  expect(front.logged).toMatchObject([{ err: new Error("out of luck"), message: "A request failed" }]);
  expect((await fetch(`${front.url}/healthz`)).status).toBe(200);
});

test("a flood of refusals is one line in the log", async () => {
  const front = await openFront();
  for (let i = 0; i < 20; i += 1) await post(front.url, { secret: "somebody else's secret" });
  expect(front.logged).toHaveLength(1);
});

test.for([
  ["GET", "/healthz", 200, { status: "alive" }],
  ["GET", "/readyz", 200, { status: "ready" }],
  ["GET", "/version", 200, { version: "1.2.3" }],
  ["GET", "/", 405, { status: "method not allowed" }],
  ["DELETE", "/healthz", 405, { status: "method not allowed" }],
  ["GET", "/probot", 404, { status: "not found" }],
  ["POST", "/probot/setup", 404, { status: "not found" }],
  ["GET", "/constructor", 404, { status: "not found" }],
] as const)("%s %s is answered %i", async ([method, path, status, body]) => {
  const front = await openFront();
  const response = await fetch(front.url + path, { method });
  expect({ status: response.status, body: await response.json() }).toEqual({ status, body });
});

test("what is not ready says why", async () => {
  const front = await openFront({ unreadiness: async () => "The database takes no writes." });
  const response = await fetch(`${front.url}/readyz`);
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ status: "not ready", reason: "The database takes no writes." });
});

test.each([
  [
    "says how many histories are read",
    async () => ({ histories: { reading: 2, known: 5 } }),
    { histories: { reading: 2, known: 5 } },
  ],
  ["is ready all the same where that cannot be told", () => Promise.reject(new Error("no database")), {}],
])("what is ready %s", async (_what, progress, detail) => {
  const front = await openFront({ progress });
  const response = await fetch(`${front.url}/readyz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: "ready", ...detail });
});

test("closing waits for the answers of open requests", async () => {
  const receipt = Promise.withResolvers<Receipt>();
  const arrived = Promise.withResolvers<void>();
  const front = await openFront({
    receive: () => {
      arrived.resolve();
      return receipt.promise;
    },
  });
  const posted = post(front.url);
  await arrived.promise;
  const closed = front.close();
  receipt.resolve("stored");
  expect(await posted).toMatchObject({ status: 202 });
  await closed;
  await expect(fetch(`${front.url}/healthz`)).rejects.toThrow();
});

test("closing cuts off a sender that takes too long", async () => {
  const front = await openFront({ limits: { closeMilliseconds: 50 } });
  const heard = speak(front.url, `${headOf("content-length: 1000")}{`);
  await expect.poll(() => fetch(`${front.url}/healthz`).then((response) => response.status)).toBe(200);
  await front.close();
  expect(await heard).toBe("");
});

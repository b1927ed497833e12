/** Connections to a server that break, or whose other end is gone without a word: what hung fails in time, and what comes afterwards works. */
import { connect as dial, createServer, type Socket } from "node:net";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { connect, type Database } from "../../src/db/connect.ts";
import { isPassingFault } from "../../src/db/passingFault.ts";
import { createStore, useDatabase } from "../support/database.ts";
import { openIntake } from "../support/openIntake.ts";
import { post } from "../support/testFront.ts";
import { thrownBy } from "../support/thrownBy.ts";

const database = useDatabase();
const embedded = "an embedded database has no connection that could be lost";

test("a connection that is ended in a transaction fails it, not the process, and the next statement has another", async ({
  skip,
}) => {
  skip(database.kind === "embedded", embedded);
  const ended = database.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
    await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.db);
    await sql`select 1`.execute(trx);
  });
  expect(await thrownBy(ended)).toSatisfy(isPassingFault);
  expect((await sql<{ one: number }>`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }]);
});

test("while every connection's other end is gone webhooks are answered 503 in time, and stored once that is noticed", async ({
  skip,
}) => {
  skip(database.kind === "embedded", embedded);
  const { throughProxy, cutSilently } = await connectThroughProxy();
  throughProxy.limitSilence(1_500);
  const front = await openIntake(throughProxy.db, 100);
  await Promise.all(Array.from({ length: 10 }, () => sql`select pg_sleep(0.2)`.execute(throughProxy.db)));
  expect(throughProxy.connections()).toEqual({ total: 10, idle: 10, waiting: 0 });

  cutSilently();

  const hanging = thrownBy(sql`select 1`.execute(throughProxy.db));
  for (let place = 1; place < 10; place += 1) {
    expect(await post(front.url)).toMatchObject({ status: 503 });
  }
  expect((await fetch(`${front.url}/readyz`)).status).toBe(503);
  expect(await hanging).toSatisfy(isPassingFault);
  await expect.poll(async () => (await post(front.url)).status, { timeout: 5_000 }).toBe(202);
  expect((await fetch(`${front.url}/readyz`)).status).toBe(200);
});

/** `cutSilently`: what is open now hears nothing any more, not even that; what is opened afterwards works. */
async function connectThroughProxy(): Promise<{ throughProxy: Database; cutSilently: () => void }> {
  const { target, remove } = await createStore();
  if (!("databaseUrl" in target)) throw new Error("expected a server");
  const url = new URL(target.databaseUrl);
  const server = { port: Number(url.port || 5432), host: url.hostname };
  const open: Socket[] = [];
  const proxy = createServer((near) => {
    const far = dial(server);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.pipe(to);
      from.on("error", () => {});
      from.on("close", () => to.destroy());
    }
    open.push(near, far);
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.number() }).parse(proxy.address());
  url.host = `127.0.0.1:${port}`;
  const throughProxy = await connect({ databaseUrl: url.href });
  onTestFinished(async () => {
    await throughProxy.close();
    for (const socket of open) socket.destroy();
    proxy.close();
    await remove();
  });
  const cutSilently = () => {
    for (const socket of open) {
      socket.unpipe();
      socket.removeAllListeners("close").pause();
    }
  };
  return { throughProxy, cutSilently };
}

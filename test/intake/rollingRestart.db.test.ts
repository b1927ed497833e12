/**
 * Two processes on one server, restarted one after the other while deliveries come in, and given another webhook secret on the way: no delivery fails, since
 * each process says first that it is going, and takes both secrets as long as it is told both.
 */
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { expect, onTestFinished, test } from "vitest";
import { createLog } from "../../src/config/log.ts";
import { connect } from "../../src/db/connect.ts";
import { type Running, start } from "../../src/main.ts";
import { appPrivateKey } from "../support/appPrivateKey.ts";
import { createStore } from "../support/database.ts";
import { post as postSigned, webhookSecret } from "../support/testFront.ts";

const askEveryMilliseconds = 50;
/** Long enough for whoever asks whether it is ready, also where its answer takes as long as it may on a busy machine. */
const drainMilliseconds = 1_000;

const older = { current: webhookSecret, previous: null };
const both = { current: "b91d77f4c2a04e53a6d8", previous: webhookSecret };
const newer = { ...both, previous: null };
/** What each restart gives the process; GitHub signs with the newer one from the third on. */
const secretsOfRestart = [both, both, newer, newer, newer, newer];

test.runIf(process.env["THROUGHLINE_TEST_DATABASE"] === "postgres")(
  "a rolling restart with a change of the secret fails no delivery",
  { timeout: 60_000 },
  async () => {
    const { target, remove } = await createStore();
    const replicas = [await startOn(target, older), await startOn(target, older)];
    onTestFinished(async () => {
      await Promise.allSettled(replicas.map((replica) => replica.stop()));
      await remove();
    });
    const balancer = balance(replicas);
    let secret = older.current;
    const load = send((id) => postSigned(balancer.next(), { secret, headers: { "x-github-delivery": id } }));

    for (const [restart, secrets] of secretsOfRestart.entries()) {
      if (restart === 2) secret = newer.current;
      const place = restart % replicas.length;
      await replicas[place]!.stop(drainMilliseconds);
      replicas[place] = await startOn(target, secrets);
      await wait(3 * askEveryMilliseconds);
    }
    const sent = await load.end();
    balancer.end();

    expect(sent.filter(({ status }) => status !== 202)).toEqual([]);
    expect(sent.length).toBeGreaterThan(100);
    const { db, close } = await connect(target);
    const { rows } = await sql<{ n: number }>`select count(*)::integer as n from deliveries`.execute(db);
    await close();
    expect(rows[0]?.n).toBe(sent.length);
  },
);

function startOn(
  store: { dataDir: string } | { databaseUrl: string },
  webhookSecrets: { current: string; previous: string | null },
): Promise<Running> {
  const config = {
    app: { id: 1234, privateKey: appPrivateKey },
    webhookSecrets,
    listen: { host: "127.0.0.1", port: 0 },
    metrics: null,
    store,
    apiUrl: "http://127.0.0.1:9",
    webUrl: "http://127.0.0.1:9",
    logLevel: "silent",
    backfillDays: 180,
    eraseAfterDays: 7,
    keepPayloadsDays: { checks: 1, others: 7 },
    webhookProxyUrl: null,
  } as const;
  return start(config, createLog("silent", []));
}

/** As a balancer does: asks each whether it is ready, and sends to the next that was. */
function balance(replicas: readonly Running[]): { next: () => string; end: () => void } {
  let ready: string[] = replicas.map(({ url }) => url);
  let turn = 0;
  const ask = async () => {
    const asked = await Promise.all(
      replicas.map(async ({ url }) => {
        const answer = await fetch(`${url}/readyz`).catch(() => null);
        return answer?.ok === true ? [url] : [];
      }),
    );
    ready = asked.flat();
  };
  const ended = new AbortController();
  // One after the other: a late answer must not take the place of a later one.
  const asking = async () => {
    while (!ended.signal.aborted) {
      await ask();
      await wait(askEveryMilliseconds);
    }
  };
  void asking();
  return {
    next: () => ready[(turn += 1) % ready.length] ?? "http://nobody.is.ready.invalid",
    end: () => ended.abort(),
  };
}

type Sent = { id: string; status: number };

/** A few senders, each with a delivery after the other, until it is ended. */
function send(post: (id: string) => ReturnType<typeof postSigned>): { end: () => Promise<Sent[]> } {
  const sent: Sent[] = [];
  const ended = new AbortController();
  const one = async (sender: number) => {
    for (let n = 0; !ended.signal.aborted; n += 1) {
      const id = `d-${sender}-${n}`;
      const answer = await post(id).catch(() => null);
      sent.push({ id, status: answer?.status ?? 0 });
      await wait(5);
    }
  };
  const senders = Promise.all([1, 2, 3, 4].map(one));
  return {
    end: async () => {
      ended.abort();
      await senders;
      return sent;
    },
  };
}

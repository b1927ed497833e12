/** Decides how deliveries are sent under load, and which of them were acknowledged: the sender's own ledger, kept apart from the database. */
import { createHmac, randomUUID } from "node:crypto";
import http from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { type Replica, secret } from "./replica.ts";

export type Sender = {
  acknowledged: () => number;
  /** Sent and not acknowledged: refused, or cut off. GitHub would show them as failed. */
  unanswered: () => number;
  ledger: () => ReadonlySet<string>;
  stop: () => Promise<void>;
};

/** From so many connections, each to whichever replica listens. */
export function startSender(replicas: readonly Replica[], connections: number): Sender {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const ledger = new Set<string>();
  const stopping = new AbortController();
  let unanswered = 0;

  async function send(): Promise<void> {
    while (!stopping.signal.aborted) {
      const up = replicas.filter((replica) => replica.isUp());
      const replica = up[Math.floor(Math.random() * up.length)];
      if (replica === undefined) {
        await wait(20);
        continue;
      }
      const id = randomUUID();
      const status = await post(agent, replica.url, id);
      if (status === 202) ledger.add(id);
      else {
        unanswered += 1;
        await wait(10);
      }
    }
  }

  const senders = Array.from({ length: connections }, send);
  return {
    acknowledged: () => ledger.size,
    unanswered: () => unanswered,
    ledger: () => ledger,
    stop: async () => {
      stopping.abort();
      await Promise.all(senders);
      agent.destroy();
    },
  };
}

/** Null where the connection broke before an answer. */
function post(agent: http.Agent, url: string, id: string): Promise<number | null> {
  return new Promise((resolve) => {
    const request = http.request(`${url}/api/github/webhooks`, {
      agent,
      method: "POST",
      timeout: 20_000,
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        "x-github-event": "star",
        "x-github-delivery": id,
        "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
      },
    });
    request.on("error", () => resolve(null));
    request.on("timeout", () => request.destroy());
    request.on("response", (response) => {
      response.resume();
      response.on("error", () => resolve(null));
      response.on("end", () => resolve(response.statusCode ?? null));
    });
    request.end(body);
  });
}

/** Small, since it is how many there are that counts. */
const body = JSON.stringify({
  action: "created",
  repository: { id: 7, full_name: "acme/shop" },
  installation: { id: 9 },
});

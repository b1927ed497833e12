/** Decides how a test sends webhooks: over real HTTP on loopback, signed as GitHub signs, or by a raw socket where HTTP itself goes wrong. */
import net from "node:net";
import { sign } from "@octokit/webhooks-methods";
import { onTestFinished } from "vitest";
import type { Arrival } from "../../src/intake/arrival.ts";
import { type Front, type FrontParts, startFront } from "../../src/intake/server.ts";

export const webhookSecret = "8c1f0e6b7d2a49538c1f";

export type TestFront = Front & { arrivals: Arrival[]; logged: Record<string, unknown>[] };

/** A front that stores into `arrivals`, closed with the test. */
export async function openFront(parts: Partial<FrontParts> = {}): Promise<TestFront> {
  const arrivals: Arrival[] = [];
  const logged: Record<string, unknown>[] = [];
  const note = (details: object, message?: string) => void logged.push({ ...details, message });
  const front = await startFront(
    {
      secrets: [webhookSecret],
      receive: async (arrival) => {
        arrivals.push(arrival);
        return "stored";
      },
      unreadiness: async () => null,
      version: "1.2.3",
      now: () => "2026-03-02T09:14:00Z",
      log: { warn: note, error: note },
      ...parts,
    },
    { host: "127.0.0.1", port: 0 },
  );
  onTestFinished(front.close);
  return { ...front, arrivals, logged };
}

export type Post = { body?: string | Buffer; secret?: string; headers?: Record<string, string | null>; path?: string };

/** Posts a body as GitHub would, but for what the test changes; a header set to null is left out. */
export async function post(url: string, given: Post = {}): Promise<{ status: number; body: unknown }> {
  const { body = "{}", secret = webhookSecret, headers = {}, path = "/api/github/webhooks" } = given;
  const text = body.toString();
  const all: Record<string, string | null> = {
    "content-type": "application/json",
    "x-github-event": "ping",
    "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    "x-hub-signature-256": text === "" ? null : await sign(secret, text),
    ...headers,
  };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  const response = await fetch(url + path, { method: "POST", body: new Uint8Array(Buffer.from(body)), headers: sent });
  return { status: response.status, body: await response.json() };
}

/** Sends bytes over a socket of its own, and resolves with all that came back once the server closed it. */
export async function speak(url: string, start: string, goOn?: (socket: net.Socket) => void): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let heard = "";
    const socket = net.connect(Number(port), hostname, () => {
      socket.write(start);
      goOn?.(socket);
    });
    socket.on("data", (bytes) => (heard += bytes.toString()));
    // A server that cuts a sender off may reset the connection; what was heard before counts.
    socket.on("error", () => {});
    socket.on("close", () => resolve(heard));
  });
}

/** The head of a signed POST, for a socket. */
export function headOf(...more: string[]): string {
  const lines = [
    "POST /api/github/webhooks HTTP/1.1",
    "host: localhost",
    "content-type: application/json",
    `x-hub-signature-256: sha256=${"0".repeat(64)}`,
    ...more,
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

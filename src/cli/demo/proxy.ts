/** Decides how requests reach the emulator: through one address on loopback, behind which what it lacks can be added. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { messageOf } from "../../errors.ts";

export type ProxyRequest = {
  method: string;
  /** With its query. */
  path: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
};

export type ProxyAnswer = { status: number; headers: Record<string, string>; body: string };

export type Proxy = { url: string; close(): Promise<void> };

/** Listens on a free port of loopback. A failure of `handle` is answered with 500 and its message. */
export async function startProxy(handle: (request: ProxyRequest) => Promise<ProxyAnswer>): Promise<Proxy> {
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing, handle));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a server on a port has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: (request: ProxyRequest) => Promise<ProxyAnswer>,
): Promise<void> {
  try {
    const result = await handle(await readRequest(incoming));
    outgoing.writeHead(result.status, result.headers).end(result.body);
  } catch (error) {
    outgoing.writeHead(500, { "content-type": "application/json" });
    outgoing.end(JSON.stringify({ message: `The demo's GitHub failed: ${messageOf(error)}` }));
  }
}

async function readRequest(incoming: IncomingMessage): Promise<ProxyRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value] as const] : [],
  );
  return {
    method: incoming.method ?? "GET",
    path: incoming.url ?? "/",
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString("utf8"),
  };
}

/** Sends the request on to the server at `address` and hands its answer back. */
export async function forward(address: string, request: ProxyRequest): Promise<ProxyAnswer> {
  const { host: _host, connection: _connection, "content-length": _length, ...headers } = request.headers;
  const response = await fetch(address + request.path, {
    method: request.method,
    headers,
    ...(request.body === "" ? {} : { body: request.body }),
  });
  const body = await response.text();
  const kept = [...response.headers].filter(([name]) => !perConnection.has(name));
  return { status: response.status, headers: Object.fromEntries(kept), body };
}

/** Headers about one connection, which say nothing true about the next. */
const perConnection = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "content-encoding"]);

/** Decides how HTTP is spoken at the app's one port: a deadline for every sender, and an answer for everything that can come in. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { UserError } from "../errors.ts";
import { type Answer, answers } from "./answers.ts";
import type { Log } from "./log.ts";
import { discardRest } from "./rawBody.ts";
import { createSampledWarning } from "./sampledWarning.ts";

export type DoorLimits = {
  /** Of one body. GitHub itself sends nothing larger. */
  bodyBytes: number;
  /** From a request's first byte to its last; GitHub waits no longer for the answer. */
  requestMilliseconds: number;
  /** For a sender that is refused in the middle of its body, to read why. */
  lingerMilliseconds: number;
  /** For open requests to end when the door closes. */
  closeMilliseconds: number;
};

export const doorLimits: DoorLimits = {
  bodyBytes: 25 * 1024 * 1024,
  requestMilliseconds: 10_000,
  lingerMilliseconds: 1_000,
  closeMilliseconds: 6_000,
};

/** Answers a request; null if nobody is left to answer. */
export type Endpoint = (request: IncomingMessage, response: ServerResponse) => Promise<Answer | null>;

export type Door = {
  url: string;
  /** From now on requests are answered by this one; open ones by the one before. */
  serve: (endpoint: Endpoint) => void;
  close: () => Promise<void>;
};

/** Which variables say where a door is. */
export type DoorSettings = { host: string; port: string };

type DoorParts = { endpoint: Endpoint; log: Log; limits?: Partial<DoorLimits>; settings?: DoorSettings };

/** Listens. `close` takes no new request and ends the open ones, at the latest after closeMilliseconds. */
export async function openDoor(parts: DoorParts, listen: { host: string; port: number }): Promise<Door> {
  const limits = { ...doorLimits, ...parts.limits };
  let { endpoint } = parts;
  const server = createServer({
    // Node answers 408 by itself and cuts the sender off; it looks for such senders at this interval.
    requestTimeout: limits.requestMilliseconds,
    connectionsCheckingInterval: limits.requestMilliseconds / 10,
  });
  server.maxConnections = 2_000;
  const handle = createHandler((request, response) => endpoint(request, response), parts.log, limits);
  server.on("request", handle);
  // A sender that asks first (curl does, of a large body) gets its refusal before it sends anything.
  server.on("checkContinue", handle);
  await listenOn(server, listen, parts.settings ?? { host: "HOST", port: "PORT" });
  return {
    url: urlOf(server, listen.host),
    serve: (next) => {
      endpoint = next;
    },
    close: () => closeServer(server, limits.closeMilliseconds),
  };
}

/** Throws a UserError if the place is taken or is not this machine's. */
async function listenOn(
  server: Server,
  { host, port }: { host: string; port: number },
  settings: DoorSettings,
): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE")
      throw new UserError(`Port ${port} on ${host} is in use. Set ${settings.port} to another one.`);
    throw new UserError(
      `Cannot listen on ${host}, port ${port}: ${String(code)}. Set ${settings.host} and ${settings.port}.`,
      { cause: error },
    );
  }
}

async function closeServer(server: Server, milliseconds: number): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), milliseconds);
  // A connection whose last request ends after this moment would be kept open for the next one.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  await new Promise((resolve) => server.close(resolve));
  clearTimeout(cutOff);
  clearInterval(sweep);
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : "";
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

function createHandler(endpoint: Endpoint, log: Log, limits: DoorLimits): Handler {
  const warn = createSampledWarning(log);

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const given = await endpoint(request, response);
      if (given === null) return;
      // A page is for people, and too long for a log.
      if (given.status >= 400 && request.method === "POST" && given.headers["content-type"] === undefined)
        warn(`Refused a POST with ${given.status}`, { given: given.body });
      await send(request, response, given, limits);
    } catch (error) {
      log.error({ err: error }, "A request failed");
      if (response.headersSent) response.destroy();
      else await send(request, response, answers.fault, limits);
    }
  }

  return (request, response) => void respond(request, response);
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  given: Answer,
  limits: DoorLimits,
): Promise<void> {
  const unread = !request.complete;
  response.writeHead(given.status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(given.body),
    ...(unread ? { connection: "close" } : {}),
    ...given.headers,
  });
  response.write(given.body);
  // Ending the response closes the connection, so that waits until the sender had its chance to read it.
  if (unread) await discardRest(request, limits.bodyBytes, limits.lingerMilliseconds);
  response.end();
}

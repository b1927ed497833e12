/** Decides how the front speaks HTTP: few routes, a deadline for every sender, and an answer for everything that can come in. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Log } from "./log.ts";
import { type Answer, answer, answers, notReady, wrongMethod } from "./answers.ts";
import { discardRest } from "./rawBody.ts";
import { createSampledWarning } from "./sampledWarning.ts";
import { type BodyLimits, createWebhookEndpoint, type WebhookParts } from "./webhookEndpoint.ts";

export type FrontLimits = BodyLimits & {
  /** From a request's first byte to its last; GitHub waits no longer for the answer. */
  requestMilliseconds: number;
  /** For a sender that is refused in the middle of its body, to read why. */
  lingerMilliseconds: number;
  /** For open requests to end when the front closes. */
  closeMilliseconds: number;
};

const defaultLimits: FrontLimits = {
  bodyBytes: 25 * 1024 * 1024,
  openBytes: 64 * 1024 * 1024,
  requestMilliseconds: 10_000,
  lingerMilliseconds: 1_000,
  closeMilliseconds: 9_000,
};

export type FrontParts = WebhookParts & {
  /** What keeps the app from doing its work, in words; null if nothing does. */
  unreadiness: () => Promise<string | null>;
  version: string;
  log: Log;
  limits?: Partial<FrontLimits>;
};

export type Front = { url: string; close: () => Promise<void> };

/** Listens for webhooks. `close` takes no new request and ends the open ones, at the latest after closeMilliseconds. */
export async function startFront(parts: FrontParts, listen: { host: string; port: number }): Promise<Front> {
  const limits = { ...defaultLimits, ...parts.limits };
  const server = createServer({
    // Node answers 408 by itself and cuts the sender off; it looks for such senders at this interval.
    requestTimeout: limits.requestMilliseconds,
    connectionsCheckingInterval: limits.requestMilliseconds / 10,
  });
  server.maxConnections = 2_000;
  const handle = createHandler(parts, limits);
  server.on("request", handle);
  // A sender that asks first (curl does, of a large body) gets its refusal before it sends anything.
  server.on("checkContinue", handle);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(listen.port, listen.host, resolve);
  });
  return { url: urlOf(server, listen.host), close: () => closeServer(server, limits.closeMilliseconds) };
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

function createHandler(parts: FrontParts, limits: FrontLimits): Handler {
  const warn = createSampledWarning(parts.log);
  const route = createRoutes(parts, limits);

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const given = await route(request, response);
      if (given === null) return;
      if (given.status >= 400 && request.method === "POST")
        warn(`Refused a POST with ${given.status}`, { given: given.body });
      await send(request, response, given, limits);
    } catch (error) {
      parts.log.error({ err: error }, "A request failed");
      if (response.headersSent) response.destroy();
      else await send(request, response, answers.fault, limits);
    }
  }

  return (request, response) => void respond(request, response);
}

type Endpoint = (request: IncomingMessage, response: ServerResponse) => Promise<Answer | null>;

function createRoutes(parts: FrontParts, limits: FrontLimits): Endpoint {
  const webhook = createWebhookEndpoint(parts, limits);
  const routes: Record<string, { methods: string[]; endpoint: Endpoint }> = {
    "/": { methods: ["POST"], endpoint: webhook },
    "/api/github/webhooks": { methods: ["POST"], endpoint: webhook },
    "/healthz": { methods: ["GET", "HEAD"], endpoint: async () => answers.alive },
    "/readyz": { methods: ["GET", "HEAD"], endpoint: async () => readiness(await parts.unreadiness()) },
    "/version": { methods: ["GET", "HEAD"], endpoint: async () => answer(200, { version: parts.version }) },
  };
  return async (request, response) => {
    const path = request.url?.split("?")[0] ?? "";
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (route === undefined) return answers.notFound;
    return route.methods.includes(request.method ?? "")
      ? route.endpoint(request, response)
      : wrongMethod(route.methods);
  };
}

function readiness(reason: string | null): Answer {
  return reason === null ? answers.ready : notReady(reason);
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  given: Answer,
  limits: FrontLimits,
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

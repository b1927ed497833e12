/** Decides which paths the app answers on, and what each of them is for. */
import type { IncomingMessage } from "node:http";
import { type Answer, answer, answers, notReady, readyWith, wrongMethod } from "./answers.ts";
import { type Door, type DoorLimits, doorLimits, type Endpoint, openDoor } from "./door.ts";
import type { Log } from "./log.ts";
import type { AnsweredWebhook, WebhookMeter } from "./meter.ts";
import { announcedBytes } from "./rawBody.ts";
import { within } from "./within.ts";
import { type BodyLimits, createWebhookEndpoint, type WebhookParts } from "./webhookEndpoint.ts";

export type FrontLimits = BodyLimits & DoorLimits;

const defaultLimits: FrontLimits = { ...doorLimits, openBytes: 64 * 1024 * 1024 };

export type FrontParts = WebhookParts & {
  /** What keeps the app from doing its work, in words; null if nothing does. */
  unreadiness: () => Promise<string | null>;
  /** What is said beside that the app is ready: numbers that name nobody. */
  progress?: () => Promise<Record<string, Record<string, number>>>;
  version: string;
  log: Log;
  limits?: Partial<FrontLimits>;
  /** Takes every path that the front itself has no answer for; null where it has none either. */
  otherwise?: Endpoint;
  /** Hears with which status each webhook was answered. */
  onWebhook?: (status: number) => void;
  /** Counts webhooks; absent where nobody watches. */
  meter?: WebhookMeter | undefined;
};

export type Front = Pick<Door, "url" | "close">;

/** Listens for webhooks. `close` takes no new request and ends the open ones, at the latest after closeMilliseconds. */
export async function startFront(parts: FrontParts, listen: { host: string; port: number }): Promise<Front> {
  return openDoor({ ...parts, endpoint: createRoutes(parts) }, listen);
}

/** The same at a door that is open already, in place of what it answered until now. */
export function serveFront(parts: FrontParts, door: Door): Front {
  door.serve(createRoutes(parts));
  return door;
}

function createRoutes(parts: FrontParts): Endpoint {
  const receive = createWebhookEndpoint(parts, { ...defaultLimits, ...parts.limits });
  const webhook: Endpoint = async (request, response) => {
    const begun = performance.now();
    const given = await receive(request, response);
    if (given !== null) parts.onWebhook?.(given.status);
    parts.meter?.answered(answeredWebhook(request, given, (performance.now() - begun) / 1000));
    return given;
  };
  const routes: Record<string, { methods: string[]; endpoint: Endpoint }> = {
    "/": { methods: ["POST"], endpoint: webhook },
    "/api/github/webhooks": { methods: ["POST"], endpoint: webhook },
    "/healthz": { methods: ["GET", "HEAD"], endpoint: async () => answers.alive },
    "/readyz": { methods: ["GET", "HEAD"], endpoint: () => readiness(parts) },
    "/version": { methods: ["GET", "HEAD"], endpoint: async () => answer(200, { version: parts.version }) },
  };
  return async (request, response) => {
    const path = request.url?.split("?")[0] ?? "";
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (route === undefined) return (await parts.otherwise?.(request, response)) ?? answers.notFound;
    return route.methods.includes(request.method ?? "")
      ? route.endpoint(request, response)
      : wrongMethod(route.methods);
  };
}

function answeredWebhook(request: IncomingMessage, given: Answer | null, seconds: number): AnsweredWebhook {
  const isVouchedFor = given === answers.stored || given === answers.known;
  const { "x-github-event": event } = request.headers;
  const bytes = announcedBytes(request);
  return {
    result: resultOf(given),
    event: isVouchedFor && typeof event === "string" ? event : null,
    seconds,
    bodyBytes: bytes > 0 ? bytes : null,
  };
}

/** By the answer's name. */
function resultOf(given: Answer | null): string {
  if (given === null) return "gone";
  return Object.entries(answers).find(([, each]) => each === given)?.[0] ?? "other";
}

async function readiness({ unreadiness, progress }: FrontParts): Promise<Answer> {
  const reason = await unreadiness();
  if (reason !== null) return notReady(reason);
  try {
    return progress === undefined ? answers.ready : readyWith(await within(progressMilliseconds, progress()));
  } catch {
    // Progress is only an addition: without it the app is ready all the same.
    return answers.ready;
  }
}

const progressMilliseconds = 1_000;

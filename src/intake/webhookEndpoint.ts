/** Decides the way of one webhook request: signature, body, meaning of its headers, store; and what each of them can refuse. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Instant } from "../instant.ts";
import { type Answer, answers } from "./answers.ts";
import { type Arrival, readArrival } from "./arrival.ts";
import { announcedBytes, createByteBudget, readRawBody } from "./rawBody.ts";
import type { Receipt } from "./receive.ts";
import { isSignature, verifiedText } from "./signature.ts";

export type WebhookParts = {
  /** The current webhook secret and, while it is being changed, the previous one. */
  secrets: string[];
  receive: (arrival: Arrival) => Promise<Receipt>;
  now: () => Instant;
};

export type BodyLimits = {
  /** Of one body. GitHub itself sends nothing larger. */
  bodyBytes: number;
  /** Of all bodies that are being read or stored at one moment. */
  openBytes: number;
};

/** Answers a webhook request; null if nobody is left to answer. What can be refused by the headers alone is refused before the body is read. */
export function createWebhookEndpoint(parts: WebhookParts, limits: BodyLimits) {
  const openHolding = createByteBudget(limits.openBytes);

  return async (request: IncomingMessage, response: ServerResponse): Promise<Answer | null> => {
    const signature = request.headers["x-hub-signature-256"];
    if (!isSignature(signature)) return answers.unsigned;
    if (!isJson(request.headers["content-type"])) return answers.notJson;
    if (announcedBytes(request) > limits.bodyBytes) return answers.tooLarge;
    const holding = openHolding();
    try {
      if (request.headers.expect !== undefined) response.writeContinue();
      const body = await readRawBody(request, limits.bodyBytes, holding);
      switch (body.kind) {
        case "too-large":
          return answers.tooLarge;
        case "busy":
          return answers.busy;
        case "gone":
          return null;
        case "whole":
          return await receiveBody(parts, request, body.bytes, signature);
      }
    } finally {
      holding.close();
    }
  };
}

async function receiveBody(
  parts: WebhookParts,
  request: IncomingMessage,
  bytes: Buffer,
  signature: string,
): Promise<Answer> {
  const text = await verifiedText(bytes, signature, parts.secrets);
  if (text === null) return answers.unsigned;
  const { "x-github-event": event, "x-github-delivery": delivery } = request.headers;
  const arrival = readArrival({ event: single(event), delivery: single(delivery) }, text, parts.now());
  return arrival === null ? answers.notAWebhook : answers[await parts.receive(arrival)];
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}

function single(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : undefined;
}

/** Decides how tests take the payloads that GitHub published, as they are or with some fields changed. */
import { createRequire } from "node:module";
import type { WebhookDefinition } from "@octokit/webhooks-examples";
import type { Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { shaFor } from "./payloadParts.ts";

const published: WebhookDefinition[] = createRequire(import.meta.url)("@octokit/webhooks-examples");

/** New values by the path of the field: `pull_request.draft`. */
export type Edits = Record<string, unknown>;

/** The first published payload of an event and its action, received at that moment. */
export function recorded(what: string, receivedAt: Instant, edits: Edits = {}): Delivery {
  const [event = "", action] = what.split(".");
  const examples: readonly object[] = published.find(({ name }) => name === event)?.examples ?? [];
  const example = examples.find((each) => action === undefined || ("action" in each && each.action === action));
  if (!example) throw new Error(`GitHub published no ${what}`);
  const payload: unknown = structuredClone(example);
  for (const [path, value] of Object.entries(edits)) put(payload, path.split("."), value);
  return { id: shaFor(`${what} ${receivedAt} ${JSON.stringify(edits)}`), event, receivedAt, payload };
}

function put(into: unknown, [field = "", ...rest]: readonly string[], value: unknown): void {
  if (!isRecord(into)) throw new Error(`the published payload has nowhere to put ${field}`);
  if (rest.length === 0) into[field] = value;
  else put(into[field], rest, value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

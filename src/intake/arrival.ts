/** Decides whether a signed request is a webhook of GitHub, and what is known of it without understanding it. */
import { z } from "zod";
import type { Instant } from "../instant.ts";

/** One delivery as it came in at the door: checked to be storable, not yet understood. */
export type Arrival = {
  /** GitHub's delivery GUID. */
  id: string;
  event: string;
  action: string | null;
  repositoryId: number | null;
  installationId: number | null;
  receivedAt: Instant;
  /** The body as it was sent, to be kept as it is. */
  body: string;
  /** The same, parsed. */
  payload: Record<string, unknown>;
};

/** What a request says beside its body; neither is covered by the signature. */
export type WebhookHeaders = { event: string | undefined; delivery: string | undefined };

/** Whether a text can be a delivery's id: a GUID, or the plain number that some test servers send. */
export function isDeliveryId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}

/** Whether a text can be the name of an event, known or not. */
function isEventName(text: string): boolean {
  return /^[a-z][a-z0-9_]{0,63}$/.test(text);
}

/** The arrival, or null if it is no webhook: a header is missing or odd, or the body is no JSON object. */
export function readArrival(headers: WebhookHeaders, body: string, receivedAt: Instant): Arrival | null {
  const { event, delivery } = headers;
  if (event === undefined || !isEventName(event) || delivery === undefined || !isDeliveryId(delivery)) return null;
  const payload = parseObject(body);
  if (payload === null) return null;
  return { id: delivery, event, ...readEnvelope(payload), receivedAt, body, payload };
}

export type Envelope = Pick<Arrival, "action" | "repositoryId" | "installationId">;

/** What every payload has where it has it; a field of an unexpected shape counts as absent, since its reading is for later. */
export function readEnvelope(payload: unknown): Envelope {
  const { action, repository, installation } = envelope.parse(payload);
  return { action, repositoryId: repository?.id ?? null, installationId: installation?.id ?? null };
}

const identified = z.object({ id: z.int().positive() }).nullable().catch(null).default(null);

const envelope = z
  .object({
    action: z
      .string()
      .regex(/^[a-z0-9_]{1,64}$/)
      .nullable()
      .catch(null)
      .default(null),
    repository: identified,
    installation: identified,
  })
  .catch({ action: null, repository: null, installation: null });

const jsonObject = z.record(z.string(), z.unknown());

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const parsed = jsonObject.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // JSON.parse has one way to fail: it is not JSON, which the answer says.
    return null;
  }
}

/** Decides by which address the person's browser has reached this machine. */
import type { IncomingMessage } from "node:http";
import type { SetUpConfig } from "../config/env.ts";
import { isReachable } from "./webhookAddress.ts";

/** Of the page that sent a form: the browser says it, unless something in front has changed the host; then what stood in front may say the protocol. */
export function browserOrigin({ headers }: IncomingMessage): string {
  const host = headers.host ?? "localhost";
  const told = URL.parse(headers.origin ?? "");
  if (told !== null && told.host === URL.parse(`${told.protocol}//${host}`)?.host) return told.origin;
  const forwarded = String(headers["x-forwarded-proto"] ?? "").split(",")[0];
  return URL.parse(`${forwarded === "https" ? "https" : "http"}://${host}`)?.origin ?? "http://localhost";
}

/** What the operator has named, else the name by which the person came if GitHub could come by it too. */
export function suggestedAddress(
  { headers }: IncomingMessage,
  { webhookProxyUrl, publicUrl }: Pick<SetUpConfig, "webhookProxyUrl" | "publicUrl">,
): string {
  const host = URL.parse(`https://${headers.host ?? ""}`);
  const own = host !== null && isReachable(host.hostname) ? host.origin : "";
  return webhookProxyUrl ?? publicUrl ?? own;
}

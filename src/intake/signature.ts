/** Decides whether a body was signed by somebody who knows the webhook secret. */
import { isUtf8 } from "node:buffer";
import { verifyWithFallback } from "@octokit/webhooks-methods";

/** Whether a header can be a signature at all, so that a request without one is refused before its body is read. */
export function isSignature(header: string | string[] | undefined): header is string {
  return typeof header === "string" && /^sha256=[0-9a-f]{64}$/.test(header);
}

/**
 * The signed text of a body, or null if no secret signed it. The library signs texts, so bytes that are not UTF-8 are refused first:
 * decoded and encoded again they would be other bytes than those that came.
 */
export async function verifiedText(bytes: Buffer, signature: string, secrets: string[]): Promise<string | null> {
  const [current, ...previous] = secrets;
  if (current === undefined || bytes.length === 0 || !isUtf8(bytes)) return null;
  const text = bytes.toString("utf8");
  return (await verifyWithFallback(current, text, signature, previous)) ? text : null;
}

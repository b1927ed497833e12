/** Decides how the app's private key may be written in the environment, and whether it is one. */
import { createPrivateKey } from "node:crypto";

/**
 * Reads a PEM text as GitHub gives it, with line breaks written as `\n`, or in base64. Returns the PEM, or null if it is no RSA private key;
 * the caller says so without quoting it.
 */
export function readPrivateKey(text: string): string | null {
  const plain = text
    .trim()
    .replace(/^"(.*)"$/s, "$1")
    .replaceAll("\\n", "\n");
  const pem = plain.startsWith("-----BEGIN") ? plain : Buffer.from(plain, "base64").toString("utf8").trim();
  return isRsaPrivateKey(pem) ? pem : null;
}

function isRsaPrivateKey(pem: string): boolean {
  if (!pem.startsWith("-----BEGIN")) return false;
  try {
    return createPrivateKey(pem).asymmetricKeyType === "rsa";
  } catch {
    // OpenSSL's own words ("DECODER routines::unsupported") help nobody; the caller says what to set.
    return false;
  }
}

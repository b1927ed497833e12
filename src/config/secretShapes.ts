/** Decides what in a text looks like a secret, or like an address of a person, whoever it is of. */

/**
 * Secrets by their shape, as they stand in JSON text: GitHub tokens, JSON web tokens, PEM blocks, passwords in URLs, signatures, credentials and cookies of
 * requests, and what is nobody else's business: e-mail addresses. What can begin anywhere has a limit, so that no text takes long; a text without the
 * needle is not searched at all.
 */
const secretShapes: [shape: RegExp, replacement: string, needle?: string][] = [
  [/\bgh[a-z]_\w{16,}(\.[\w-]+)*/g, "[token]"],
  [/\bgithub_pat_\w{16,}/g, "[token]"],
  [/\beyJ[\w-]{8,2000}\.[\w-]{1,8000}\.[\w-]+/g, "[token]"],
  [/\bLS0tLS1CRUdJTi[\w+/=-]{16,}/g, "[private key]"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|(?=\\?"|$))/gs, "[private key]"],
  [/(\b\w{1,20}:\/\/[^\s:/@"]{0,256}):[^\s@"]{1,512}@/g, "$1:[password]@", "@"],
  [/\bsha(1|256)=[0-9a-f]{40,64}/g, "[signature]"],
  [
    /([?&](?:sig|signature|token|key|code|state|client_secret|access_token|X-Amz-Signature)=)[^&\s"\\]+/gi,
    "$1[secret]",
  ],
  [/\b(Bearer|Basic|token)\s+[\w.~+/=-]{16,}/gi, "$1 [secret]"],
  [/\b((?:set-)?cookie)([\\"'\s]*[:=][\\"'\s]*)[^"\\]+/gi, "$1$2[cookie]"],
  [/\b((?:client|webhook)_secret|pem|password)([\\"'\s]*[:=][\\"'\s]*)[^"'\\\s,]{6,}/gi, "$1$2[secret]"],
  [/[\w.+-]{1,64}@[\w-]{1,64}(\.[\w-]{1,64})+/g, "[e-mail address]", "@"],
];

/** The text, also one in JSON, with each of them replaced by a word for it. */
export function withoutSecretShapes(text: string): string {
  return secretShapes.reduce(
    (left, [shape, replacement, needle = ""]) => (left.includes(needle) ? left.replace(shape, replacement) : left),
    text,
  );
}

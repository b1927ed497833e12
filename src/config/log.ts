/** Decides what may stand in a log: JSON lines, an error's own words, and no secret of anybody. */
import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";
import type { LogLevel } from "./env.ts";

export type Log = Logger;

/** Secrets by their shape, as they stand in JSON text: GitHub tokens, JSON web tokens, PEM blocks, passwords in URLs, signatures. */
const secretShapes: [RegExp, string][] = [
  [/\bgh[a-z]_\w{16,}(\.[\w-]+)*/g, "[token]"],
  [/\bgithub_pat_\w{16,}/g, "[token]"],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]+/g, "[token]"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)/gs, "[private key]"],
  [/(\w+:\/\/[^\s:/@"]*):[^\s@"]+@/g, "$1:[password]@"],
  [/\bsha(1|256)=[0-9a-f]{40,64}/g, "[signature]"],
];

/**
 * A logger of JSON lines on stderr, or on the stream given. Whatever is logged, the given secrets and everything that has the shape of one
 * are replaced, and of an error only its type, message, stack, code, status and cause are kept: libraries hang requests, headers and whole payloads on theirs.
 */
export function createLog(level: LogLevel, secrets: string[], stream?: DestinationStream): Log {
  const spelled = secrets.map((secret) => JSON.stringify(secret).slice(1, -1)).filter((secret) => secret !== "");
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretFields, censor: "[redacted]" },
      serializers: { err: describeError, error: describeError },
      hooks: { streamWrite: (line) => withoutSecrets(line, spelled) },
    },
    stream ?? pino.destination({ dest: 2, sync: true }),
  );
}

const secretFields = ["authorization", "privateKey", "secret", "token", "password"].flatMap((name) => [
  name,
  `*.${name}`,
]);

function withoutSecrets(line: string, spelled: string[]): string {
  const known = spelled.reduce((text, secret) => text.replaceAll(secret, "[secret]"), line);
  return secretShapes.reduce((text, [shape, replacement]) => text.replace(shape, replacement), known);
}

type ErrorDescription = {
  type: string;
  message: string;
  stack?: string;
  code?: unknown;
  status?: unknown;
  cause?: ErrorDescription;
  errors?: ErrorDescription[];
};

function describeError(thrown: unknown): ErrorDescription {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: String(thrown) };
  return {
    type: thrown.name,
    message: thrown.message,
    ...(thrown.stack === undefined ? {} : { stack: thrown.stack }),
    ...("code" in thrown ? { code: thrown.code } : {}),
    ...("status" in thrown ? { status: thrown.status } : {}),
    ...(thrown.cause === undefined ? {} : { cause: describeError(thrown.cause) }),
    ...(thrown instanceof AggregateError ? { errors: thrown.errors.map(describeError) } : {}),
  };
}

/** Decides what may stand in a log: JSON lines, an error's own words, and no secret of anybody. */
import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";
import type { LogLevel } from "./env.ts";
import { withoutSecretShapes } from "./secretShapes.ts";

export type Log = Logger;

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
  return withoutSecretShapes(known);
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

/** Decides what the operator has set: the only reader of the process's environment. */
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { UserError } from "../errors.ts";
import { readPrivateKey } from "./privateKey.ts";
import { weaknessOf } from "./webhookSecret.ts";

export type LogLevel = z.infer<typeof logLevel>;

export type Config = {
  app: { id: number; privateKey: string };
  /** The previous secret is accepted as well, so that it can be changed without losing a delivery. */
  webhookSecrets: { current: string; previous: string | null };
  listen: { host: string; port: number };
  store: { databaseUrl: string } | { dataDir: string };
  /** Where GitHub's REST API answers. */
  apiUrl: string;
  /** Where people see GitHub. */
  webUrl: string;
  logLevel: LogLevel;
  /** Days for which the raw body of a processed delivery is kept; 0 lets it go as soon as it is processed. */
  keepPayloadsDays: { checks: number; others: number };
  /** A channel of smee.io that a relay listens to, for an app on a laptop. */
  webhookProxyUrl: string | null;
};

const logLevel = z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
  error: "LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent.",
});

const howToMakeASecret =
  "Make one with `openssl rand -hex 32` and set it here and in the app's settings on GitHub (Webhook secret).";

const secret = (name: string) =>
  z.string().superRefine((value, context) => {
    const weakness = weaknessOf(value);
    if (weakness !== null) context.addIssue({ code: "custom", message: `${name} ${weakness}. ${howToMakeASecret}` });
  });

const wholeNumber = (from: number, to: number, message: string) =>
  z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= from && value <= to, message);

const days = (name: string, fallback: number) =>
  wholeNumber(0, 3650, `${name} must be a whole number of days, 0 to 3650.`).default(fallback);

const schema = z.object({
  APP_ID: wholeNumber(1, Number.MAX_SAFE_INTEGER, "APP_ID must be the number that the app's settings on GitHub show."),
  PRIVATE_KEY: z.string().optional(),
  PRIVATE_KEY_PATH: z.string().optional(),
  WEBHOOK_SECRET: secret("WEBHOOK_SECRET"),
  WEBHOOK_SECRET_PREVIOUS: secret("WEBHOOK_SECRET_PREVIOUS").optional(),
  PORT: wholeNumber(0, 65_535, "PORT must be a number from 0 to 65535.").default(3000),
  HOST: z.string().default("localhost"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "DATABASE_URL must start with postgres:// or postgresql://.")
    .optional(),
  DATA_DIR: z.string().default("./data"),
  GHE_HOST: z
    .string()
    .regex(/^[\w.-]+(:\d+)?$/, "GHE_HOST must be a host name, such as github.example.com.")
    .optional(),
  GHE_PROTOCOL: z.enum(["https", "http"], { error: "GHE_PROTOCOL must be https or http." }).default("https"),
  LOG_LEVEL: logLevel.default("info"),
  KEEP_PAYLOADS_DAYS: days("KEEP_PAYLOADS_DAYS", 7),
  KEEP_CHECK_PAYLOADS_DAYS: days("KEEP_CHECK_PAYLOADS_DAYS", 1),
  WEBHOOK_PROXY_URL: z.url({ protocol: /^https?$/, error: "WEBHOOK_PROXY_URL must be an http(s) URL." }).optional(),
});

const missing: Record<string, string> = {
  APP_ID: "APP_ID is not set. It is the number that the app's settings on GitHub show as App ID.",
  WEBHOOK_SECRET: `WEBHOOK_SECRET is not set. ${howToMakeASecret}`,
};

/**
 * Reads `.env` in the working directory, where there is one; what is set in the real environment wins. Then checks everything, and throws
 * one UserError with one line for each thing to set right.
 */
export function readConfig(): Config {
  if (existsSync(".env")) process.loadEnvFile(".env");
  return parseConfig(process.env);
}

/** An empty variable counts as one that is not set, as compose files leave them. */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = schema.safeParse(set);
  const key = findPrivateKey(set["PRIVATE_KEY"], set["PRIVATE_KEY_PATH"]);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => faultLine(issue, set));
  if ("fault" in key) faults.push(key.fault);
  if (!parsed.success || "fault" in key) throw new UserError([...new Set(faults)].join("\n"));
  return configOf(parsed.data, key.pem);
}

function configOf(env: z.infer<typeof schema>, privateKey: string): Config {
  return {
    app: { id: env.APP_ID, privateKey },
    webhookSecrets: { current: env.WEBHOOK_SECRET, previous: env.WEBHOOK_SECRET_PREVIOUS ?? null },
    listen: { host: env.HOST, port: env.PORT },
    store: env.DATABASE_URL === undefined ? { dataDir: env.DATA_DIR } : { databaseUrl: env.DATABASE_URL },
    apiUrl: env.GHE_HOST === undefined ? "https://api.github.com" : `${env.GHE_PROTOCOL}://${env.GHE_HOST}/api/v3`,
    webUrl: env.GHE_HOST === undefined ? "https://github.com" : `${env.GHE_PROTOCOL}://${env.GHE_HOST}`,
    logLevel: env.LOG_LEVEL,
    keepPayloadsDays: { checks: env.KEEP_CHECK_PAYLOADS_DAYS, others: env.KEEP_PAYLOADS_DAYS },
    webhookProxyUrl: env.WEBHOOK_PROXY_URL ?? null,
  };
}

function faultLine(issue: { path: PropertyKey[]; message: string }, set: Record<string, unknown>): string {
  const name = String(issue.path[0]);
  return name in set ? issue.message : (missing[name] ?? issue.message);
}

function findPrivateKey(text: string | undefined, path: string | undefined): { pem: string } | { fault: string } {
  if (text !== undefined) return checkedKey(text, "PRIVATE_KEY");
  if (path === undefined) {
    return {
      fault:
        "PRIVATE_KEY is not set. Set it to the PEM text that the app's settings on GitHub generate (or its base64), or PRIVATE_KEY_PATH to its file.",
    };
  }
  try {
    return checkedKey(readFileSync(path, "utf8"), "PRIVATE_KEY_PATH");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return { fault: `PRIVATE_KEY_PATH names a file that cannot be read (${reason}): ${path}` };
  }
}

function checkedKey(text: string, name: string): { pem: string } | { fault: string } {
  const pem = readPrivateKey(text);
  return pem === null
    ? {
        fault: `${name} is no RSA private key in PEM form. Generate one in the app's settings on GitHub (Private keys).`,
      }
    : { pem };
}

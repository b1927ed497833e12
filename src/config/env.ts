/** Decides what the operator has set: the only reader of the process's environment. */
import { existsSync } from "node:fs";
import { parseEnv } from "node:util";
import { z } from "zod";
import { UserError } from "../errors.ts";
import { readNamedFile } from "./namedFile.ts";
import { readPrivateKey } from "./privateKey.ts";
import { weaknessOf } from "./webhookSecret.ts";

export type LogLevel = z.infer<typeof logLevel>;

export type Config = {
  app: { id: number; privateKey: string };
  /** The previous secret is accepted as well, so that it can be changed without losing a delivery. */
  webhookSecrets: { current: string; previous: string | null };
  listen: { host: string; port: number };
  /** Where Prometheus may fetch metrics; null: nowhere. */
  metrics: { host: string; port: number } | null;
  store: { databaseUrl: string } | { dataDir: string };
  /** Where GitHub's REST API answers. */
  apiUrl: string;
  /** Where people see GitHub. */
  webUrl: string;
  logLevel: LogLevel;
  /** Days for which the raw body of a processed delivery is kept; 0 lets it go as soon as it is processed. */
  keepPayloadsDays: { checks: number; others: number };
  /** For how many days back the history of a repository is read. */
  backfillDays: number;
  /** Days after which everything is erased of a repository from which the app was removed; 0 erases it at once. */
  eraseAfterDays: number;
  /** A channel of smee.io that a relay listens to, for an app on a laptop. */
  webhookProxyUrl: string | null;
};

/** What is known before the app has been registered. */
export type SetUpConfig = Pick<Config, "listen" | "store" | "logLevel" | "webhookProxyUrl"> & {
  /** Where the credentials will be written, and where the next start reads them. */
  envFile: string;
  /** A GitHub Enterprise Server that the operator has named already. */
  server: { host: string; protocol: "https" | "http" } | null;
  /** Where this machine is reached from outside. */
  publicUrl: string | null;
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
  METRICS_PORT: wholeNumber(0, 65_535, "METRICS_PORT must be a number from 0 to 65535.").optional(),
  METRICS_HOST: z.string().default("localhost"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "DATABASE_URL must start with postgres:// or postgresql://.")
    .optional(),
  DATABASE_PASSWORD_PATH: z.string().optional(),
  DATA_DIR: z.string().default("./data"),
  GHE_HOST: z
    .string()
    .regex(/^[\w.-]+(:\d+)?$/, "GHE_HOST must be a host name, such as github.example.com.")
    .optional(),
  GHE_PROTOCOL: z.enum(["https", "http"], { error: "GHE_PROTOCOL must be https or http." }).default("https"),
  LOG_LEVEL: logLevel.default("info"),
  KEEP_PAYLOADS_DAYS: days("KEEP_PAYLOADS_DAYS", 7),
  KEEP_CHECK_PAYLOADS_DAYS: days("KEEP_CHECK_PAYLOADS_DAYS", 1),
  BACKFILL_DAYS: wholeNumber(1, 3650, "BACKFILL_DAYS must be a whole number of days, 1 to 3650.").default(180),
  ERASE_AFTER_DAYS: days("ERASE_AFTER_DAYS", 7),
  WEBHOOK_PROXY_URL: z.url({ protocol: /^https?$/, error: "WEBHOOK_PROXY_URL must be an http(s) URL." }).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: "PUBLIC_URL must be an http(s) URL." }).optional(),
  ENV_FILE: z.string().default(".env"),
});

const beforeSetUp = schema.partial({ APP_ID: true, WEBHOOK_SECRET: true });

/** While none of these is set, the app has not been registered. */
const credentialNames = ["APP_ID", "PRIVATE_KEY", "PRIVATE_KEY_PATH", "WEBHOOK_SECRET"] as const;

const missing: Record<string, string> = {
  APP_ID: "APP_ID is not set. It is the number that the app's settings on GitHub show as App ID.",
  WEBHOOK_SECRET: `WEBHOOK_SECRET is not set. ${howToMakeASecret}`,
};

/**
 * What is set in the real environment or, where it says nothing, in the file `.env` in the working directory (ENV_FILE names another one).
 * Libraries such as the one for PostgreSQL read theirs from the process, so the file is put there too.
 */
export function readEnvironment(): Environment {
  const { ENV_FILE: named } = process.env;
  const file = named === undefined || named === "" ? ".env" : named;
  if (!existsSync(file)) return process.env;
  const read = readNamedFile(file);
  if ("reason" in read) {
    throw new UserError(
      `The file of the environment cannot be read (${read.reason}): ${file}. ENV_FILE names another.`,
    );
  }
  const kept = parseEnv(read.text);
  process.loadEnvFile(file);
  // An empty variable, as compose files leave them, must not hide what the file says.
  return { ...kept, ...withoutEmpty(process.env) };
}

export type Environment = Record<string, string | undefined>;

/** Checks everything that the app needs, and throws one UserError with one line for each thing to set right. */
export function readConfig(): Config {
  return parseConfig(readEnvironment());
}

/** An empty variable counts as one that is not set. */
export function parseConfig(environment: Environment): Config {
  const set = withoutEmpty(environment);
  const parsed = schema.safeParse(set);
  const key = findPrivateKey(set["PRIVATE_KEY"], set["PRIVATE_KEY_PATH"]);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => faultLine(issue, set));
  if ("fault" in key) faults.push(key.fault);
  if (!parsed.success || "fault" in key) throw new UserError([...new Set(faults)].join("\n"));
  return configOf(parsed.data, key.pem);
}

/** Null once there is any credential: then it is `parseConfig` that says what is missing. Throws as that does for whatever else is wrong. */
export function parseSetUpConfig(environment: Environment): SetUpConfig | null {
  const set = withoutEmpty(environment);
  if (credentialNames.some((name) => name in set)) return null;
  const parsed = beforeSetUp.safeParse(set);
  if (!parsed.success) throw new UserError(parsed.error.issues.map((issue) => faultLine(issue, set)).join("\n"));
  const env = parsed.data;
  return {
    listen: { host: env.HOST, port: env.PORT },
    store: storeOf(env),
    logLevel: env.LOG_LEVEL,
    webhookProxyUrl: env.WEBHOOK_PROXY_URL ?? null,
    envFile: env.ENV_FILE,
    server: env.GHE_HOST === undefined ? null : { host: env.GHE_HOST, protocol: env.GHE_PROTOCOL },
    publicUrl: env.PUBLIC_URL ?? null,
  };
}

/** Where the app keeps its data, for commands that need nothing else. Throws a UserError if that is set wrongly. */
export function parseStore(environment: Environment): Config["store"] {
  const parsed = schema
    .pick({ DATABASE_URL: true, DATABASE_PASSWORD_PATH: true, DATA_DIR: true })
    .safeParse(withoutEmpty(environment));
  if (!parsed.success) throw new UserError(parsed.error.issues.map(({ message }) => message).join("\n"));
  return storeOf(parsed.data);
}

export function withoutEmpty(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [[name, value]],
    ),
  );
}

function configOf(env: z.infer<typeof schema>, privateKey: string): Config {
  return {
    app: { id: env.APP_ID, privateKey },
    webhookSecrets: { current: env.WEBHOOK_SECRET, previous: env.WEBHOOK_SECRET_PREVIOUS ?? null },
    listen: { host: env.HOST, port: env.PORT },
    metrics: env.METRICS_PORT === undefined ? null : { host: env.METRICS_HOST, port: env.METRICS_PORT },
    store: storeOf(env),
    ...addressesOf(env.GHE_HOST === undefined ? null : { host: env.GHE_HOST, protocol: env.GHE_PROTOCOL }),
    logLevel: env.LOG_LEVEL,
    keepPayloadsDays: { checks: env.KEEP_CHECK_PAYLOADS_DAYS, others: env.KEEP_PAYLOADS_DAYS },
    backfillDays: env.BACKFILL_DAYS,
    eraseAfterDays: env.ERASE_AFTER_DAYS,
    webhookProxyUrl: env.WEBHOOK_PROXY_URL ?? null,
  };
}

type StoreEnvironment = Pick<z.infer<typeof schema>, "DATABASE_URL" | "DATABASE_PASSWORD_PATH" | "DATA_DIR">;

function storeOf({ DATABASE_URL: url, DATABASE_PASSWORD_PATH: path, DATA_DIR }: StoreEnvironment): Config["store"] {
  if (url === undefined) return { dataDir: DATA_DIR };
  return { databaseUrl: path === undefined ? url : withPassword(url, path) };
}

/** As container platforms hand secrets out: in a file. */
function withPassword(databaseUrl: string, path: string): string {
  const url = URL.parse(databaseUrl);
  const password = readNamedFile(path);
  if (url === null) throw new UserError("DATABASE_URL is no address that a password could be put into.");
  if ("reason" in password) {
    throw new UserError(`DATABASE_PASSWORD_PATH names a file that cannot be read (${password.reason}): ${path}`);
  }
  url.password = encodeURIComponent(password.text.trim());
  return url.href;
}

/** Of a GitHub Enterprise Server, or of github.com. */
export function addressesOf(server: SetUpConfig["server"]): Pick<Config, "apiUrl" | "webUrl"> {
  if (server === null) return { apiUrl: "https://api.github.com", webUrl: "https://github.com" };
  const webUrl = `${server.protocol}://${server.host}`;
  return { apiUrl: `${webUrl}/api/v3`, webUrl };
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
  const read = readNamedFile(path);
  if ("reason" in read) return { fault: `PRIVATE_KEY_PATH names a file that cannot be read (${read.reason}): ${path}` };
  return checkedKey(read.text, "PRIVATE_KEY_PATH");
}

function checkedKey(text: string, name: string): { pem: string } | { fault: string } {
  const pem = readPrivateKey(text);
  return pem === null
    ? {
        fault: `${name} is no RSA private key in PEM form. Generate one in the app's settings on GitHub (Private keys).`,
      }
    : { pem };
}

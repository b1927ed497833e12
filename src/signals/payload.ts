/** Decides how the parts that many payloads share are read: texts, times, people, labels, the repository. */
import { z } from "zod";
import { type Instant, readInstant } from "../instant.ts";
import { actorOf } from "./actor.ts";
import type { RepositoryRef } from "./signal.ts";

export const id = z.int().nonnegative();

/** Of an issue or pull request; it has to fit PostgreSQL's integer. */
export const itemNumber = z.int().positive().max(2_147_483_647);

export const sha = z.string().regex(/^[\w-]{1,64}$/, "expected a commit's sha");

/** PostgreSQL stores neither a NUL nor half a surrogate pair; each becomes the replacement character. */
export const text = z
  .string()
  .transform((value) => (unstorable.test(value) ? value.toWellFormed().replaceAll("\0", "\ufffd") : value));

export const instant = z.unknown().transform(instantOf);

export const maybeInstant = z
  .unknown()
  .transform((value, context) => (value === null ? null : instantOf(value, context)));

const user = z.object({ id, login: text, type: z.string().optional() });

/** A field by which another event's body is known, where it would otherwise fit. */
export const absent = z.undefined({ error: "it belongs to another event" }).optional();

/** A user of which GitHub says null once the account is deleted. */
export const actor = user.nullable().transform(actorOf);

export const label = z.object({ id, name: text });

const repository = z.object({
  id,
  full_name: text,
  private: z.boolean().optional(),
  archived: z.boolean().optional(),
  fork: z.boolean().optional(),
  default_branch: text.nullish(),
});

/** What every delivery has around its own part. */
export const envelope = z.object({
  action: z.string().nullish(),
  repository: repository.nullish(),
  installation: z.object({ id }).nullish(),
  sender: actor.nullish(),
});

export type Envelope = z.infer<typeof envelope>;

/** Null where the delivery names no repository. */
export function repositoryRefOf(body: Envelope): RepositoryRef | null {
  const named = body.repository;
  if (!named) return null;
  return {
    id: named.id,
    fullName: named.full_name,
    installationId: body.installation?.id ?? null,
    defaultBranch: named.default_branch ?? null,
    private: named.private ?? false,
    archived: named.archived ?? false,
    fork: named.fork ?? false,
  };
}

/** The first thing that is wrong with a body, for a log reader: which field, and what was found. */
export function misfitOf(error: z.ZodError): string {
  const first = error.issues[0];
  if (first === undefined) return "the body does not fit";
  const field = first.path.length === 0 ? "body" : first.path.join(".");
  return `${field}: ${first.message.replace("Invalid input: ", "")}`.slice(0, longestReason);
}

const unstorable = /[\0\ud800-\udfff]/;
const longestReason = 200;

function instantOf(value: unknown, context: z.RefinementCtx): Instant {
  const read = readInstant(value);
  if (read !== null) return read;
  context.addIssue({ code: "custom", message: `expected a time, found ${briefly(value)}` });
  return z.NEVER;
}

function briefly(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : value === null ? "null" : typeof value;
}

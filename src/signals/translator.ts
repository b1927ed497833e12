/** Decides the frame in which every translator works: a schema at the door, and what a fact says of its origin. */
import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Instant } from "../instant.ts";
import { misfitOf } from "./payload.ts";
import type { Actor, ContentFact, DirectoryNews, Fact, RepositoryRef, Signal, Subject } from "./signal.ts";

/** What a translator knows besides the event's own part of the body. */
export type Context = {
  repository: RepositoryRef;
  /** Who did it; null where GitHub does not say. */
  by: Actor | null;
  delivery: string;
  receivedAt: Instant;
  /** With its action: `pull_request.labeled`. */
  event: string;
};

export type Told =
  | { kind: "facts"; facts: Fact[] }
  | { kind: "ignored"; reason: string }
  | { kind: "rejected"; reason: string };

export type Translator = (payload: unknown, context: Context) => Told;

/** A moment, and the payload's field that it was read from. */
export type Moment = { at: Instant; source: string };

/** A translator from the shape that it needs and a function that tells the facts, or in words why there are none. */
export function translator<Body>(
  schema: z.ZodType<Body>,
  tell: (body: Body, context: Context) => Fact[] | string,
): Translator {
  return (payload, context) => {
    const body = schema.safeParse(payload);
    if (!body.success) return { kind: "rejected", reason: misfitOf(body.error) };
    const told = tell(body.data, context);
    return typeof told === "string" ? { kind: "ignored", reason: told } : { kind: "facts", facts: told };
  };
}

/** What a translator knows of an event that names no repository. */
export type ContentContext = Omit<Context, "repository"> & { installationId: number | null };

export type ContentTold = { kind: "content"; facts: ContentFact[] } | Exclude<Told, { kind: "facts" }>;

export type ContentTranslator = (payload: unknown, context: ContentContext) => ContentTold;

/** The same for an event about an issue or pull request that it names by nothing but its global id. */
export function contentTranslator<Body>(
  schema: z.ZodType<Body>,
  tell: (body: Body, context: ContentContext) => ContentFact[] | string,
): ContentTranslator {
  return (payload, context) => {
    const body = schema.safeParse(payload);
    if (!body.success) return { kind: "rejected", reason: misfitOf(body.error) };
    const told = tell(body.data, context);
    return typeof told === "string" ? { kind: "ignored", reason: told } : { kind: "content", facts: told };
  };
}

export type DirectoryTold = { kind: "directory"; news: DirectoryNews[] } | Exclude<Told, { kind: "facts" }>;

export type DirectoryTranslator = (payload: unknown) => DirectoryTold;

/** The same for an event that is about the app's being there and makes no fact. */
export function directoryTranslator<Body>(
  schema: z.ZodType<Body>,
  tell: (body: Body) => DirectoryNews[] | string,
): DirectoryTranslator {
  return (payload) => {
    const body = schema.safeParse(payload);
    if (!body.success) return { kind: "rejected", reason: misfitOf(body.error) };
    const told = tell(body.data);
    return typeof told === "string" ? { kind: "ignored", reason: told } : { kind: "directory", news: told };
  };
}

export function fact(context: Context, subject: Subject, key: string, moment: Moment, signal: Signal): Fact {
  return {
    repositoryId: context.repository.id,
    subject,
    key: storableKey(key),
    at: moment.at,
    timeSource: moment.source,
    receivedAt: context.receivedAt,
    delivery: context.delivery,
    event: context.event,
    signal,
  };
}

/** PostgreSQL indexes at most 2,704 bytes; a name of a check or a branch may be longer. */
export function storableKey(key: string): string {
  if (key.length <= longestKey) return key;
  return `${key.slice(0, longestKey).toWellFormed()} ${createHash("sha256").update(key).digest("hex")}`;
}

const longestKey = 500;

/** The moment of receipt, for what GitHub gives no time of. */
export function receipt(context: Context): Moment {
  return { at: context.receivedAt, source: "received_at" };
}

/** The field's moment, or that of the receipt where GitHub left the field empty. */
export function momentOr(at: Instant | null | undefined, source: string, otherwise: Moment): Moment {
  return at === null || at === undefined ? otherwise : { at, source };
}

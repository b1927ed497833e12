/** Decides what is the same in every payload that the tests build: people, labels, the repository, the envelope. */
import { createHash } from "node:crypto";
import type { Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";

/** A login; null is an account deleted since. A login that ends in `[bot]` is of type Bot. */
export type Login = string | null;

/** A label by its name, which then gives the id too; or with an id of its own, for renames. */
export type LabelOption = string | { id: number; name: string };

/** What every builder takes besides its own options. `by` is who did it, `ada` unless told. */
export type Envelope = {
  at: Instant;
  by?: Login;
  /** The moment of receipt; `at` unless told. */
  receivedAt?: Instant;
  /** The delivery id; made of the payload unless told, so that the same payload has the same id. */
  id?: string;
  repository?: RepositoryOptions;
};

export type RepositoryOptions = {
  id?: number;
  fullName?: string;
  defaultBranch?: string;
  archived?: boolean;
  fork?: boolean;
  private?: boolean;
};

export const repositoryId = 1001;
export const repositoryName = "acme/shop";
export const noCommit = "0".repeat(40);

export function userPayload(login: Login): object | null {
  if (login === null) return null;
  return { login, id: numberFor(login), type: login.endsWith("[bot]") ? "Bot" : "User" };
}

export function labelPayload(label: LabelOption): { id: number; name: string } {
  return typeof label === "string" ? { id: numberFor(label), name: label } : label;
}

export function repositoryPayload(options: RepositoryOptions = {}): object {
  const fullName = options.fullName ?? repositoryName;
  return {
    id: options.id ?? repositoryId,
    name: fullName.split("/")[1],
    full_name: fullName,
    private: options.private ?? false,
    archived: options.archived ?? false,
    fork: options.fork ?? false,
    default_branch: options.defaultBranch ?? "main",
    pushed_at: "2026-01-01T00:00:00Z",
  };
}

/** One delivery of that event, with the repository, the sender and the installation that every payload has. */
export function deliveryOf(event: string, envelope: Envelope, body: object): Delivery {
  const payload = {
    ...body,
    repository: { ...repositoryPayload(envelope.repository), ...repositoryIn(body) },
    sender: userPayload(envelope.by === undefined ? "ada" : envelope.by),
    installation: { id: 90 },
  };
  return {
    id: envelope.id ?? idFor(`${event} ${JSON.stringify(payload)}`),
    event,
    receivedAt: envelope.receivedAt ?? envelope.at,
    payload,
  };
}

/** The same delivery with some fields of its payload changed; undefined takes one away. */
export function changed(delivery: Delivery, fields: Record<string, unknown>): Delivery {
  const { payload } = delivery;
  if (typeof payload !== "object" || payload === null) throw new Error("only an object has fields to change");
  return { ...delivery, payload: { ...payload, ...fields } };
}

/** A small number that is always the same for that text, for ids that a test need not name; GitHub's GraphQL tells ids in 31 bits. */
export function numberFor(text: string): number {
  return createHash("sha1").update(text).digest().readUInt32BE(0) >>> 1;
}

/** A made-up commit that is always the same for that text. */
export function shaFor(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

function idFor(text: string): string {
  const hex = shaFor(text);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

function repositoryIn(body: object): object {
  return "repository" in body && typeof body.repository === "object" && body.repository !== null ? body.repository : {};
}

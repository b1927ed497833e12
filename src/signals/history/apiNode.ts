/** Decides how the parts that many nodes of GitHub's API share are read: people, labels, moments, and which fact is whose. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Instant } from "../../instant.ts";
import { actorOf } from "../actor.ts";
import type { Item } from "../item.ts";
import { id, instant, text } from "../payload.ts";
import { apiSource } from "../sameFact.ts";
import type { Actor, LabelRef, RepositoryRef } from "../signal.ts";
import type { LabelRenames } from "./labelRenames.ts";
import { databaseIdOf } from "./nodeId.ts";

/** What is known besides the nodes: where they are from, when they were read, and of labels what GraphQL does not tell. */
export type ApiContext = {
  repository: RepositoryRef;
  receivedAt: Instant;
  /** By their global ids. */
  labelIds: ReadonlyMap<string, number>;
  labelRenames: LabelRenames;
};

/**
 * GraphQL names a bot without the `[bot]` that webhooks write, and Copilot by its app's name. Bots are the only ones who have `type` Bot; a
 * deleted account is null.
 */
export const apiActor = z
  .object({ type: z.string(), login: text, databaseId: id.nullish() })
  .nullable()
  .transform(actorOfApi);

export const apiLabel = z.object({ id: text, name: text });

export const nodes = <Node>(node: z.ZodType<Node>) =>
  z.object({ nodes: z.array(node.nullable()).transform((all) => all.filter((each) => each !== null)) });

/** An id of 64 bits, which GraphQL writes as a text. */
export const bigId = z.union([
  id,
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);

/** A fact told by that node of the API: its moment and its origin are the node's. */
export function itemOfApi(number: number, event: ApiEvent, by: Actor | null, context: ApiContext): Item {
  const { type, id: delivery } = event;
  const updated = { at: event.at, source: apiSource(`${type}.${event.field}`) };
  const { repository, receivedAt } = context;
  return { number, updated, context: { repository, receivedAt, by, delivery, event: type } };
}

export type ApiEvent = { type: string; id: string; at: Instant; field: string };

/** The id that webhooks give a label; of one that nothing tells the id of, a number that no label has and that is the same for the same label. */
export function labelRefOf({ id: node, name }: z.infer<typeof apiLabel>, { labelIds }: ApiContext): LabelRef {
  return { id: labelIds.get(node) ?? databaseIdOf(node) ?? madeUpId(node), name };
}

export function madeUpId(node: string): number {
  return -1 - createHash("sha256").update(node).digest().readUInt32BE(0);
}

export const apiInstant = instant;

const copilots = new Map([
  [198_982_749, "Copilot"],
  [175_728_472, "Copilot"],
]);

function actorOfApi(user: { type: string; login: string; databaseId?: number | null | undefined } | null): Actor {
  if (user === null) return actorOf(null);
  const { type, databaseId } = user;
  const isBot = type === "Bot";
  const login = isBot ? (copilots.get(databaseId ?? 0) ?? `${user.login.replace(/\[bot\]$/, "")}[bot]`) : user.login;
  if (databaseId === null || databaseId === undefined) return { id: null, login, bot: isBot };
  return actorOf({ id: databaseId, login, type: isBot ? "Bot" : "User" });
}

/** Decides who counts as a person, and when two mentions are of the same one. */
import type { Actor } from "../signals/signal.ts";

/** A deleted account is a person; a login in the list, which is in lower case, is a bot whatever its type. */
export function isPerson(actor: Actor, bots: readonly string[]): boolean {
  return !actor.bot && !(actor.login !== null && bots.includes(actor.login.toLowerCase()));
}

/** Deleted accounts cannot be told apart, and share one identity. */
export function identityOf(actor: Actor): string {
  return actor.id === null ? (actor.login ?? "deleted") : String(actor.id);
}

/** Whether it was somebody else than the author; a deleted account is nobody whom we know to be the author. */
export function isAnother(actor: Actor, author: Actor): boolean {
  return actor.id === null || actor.id !== author.id;
}

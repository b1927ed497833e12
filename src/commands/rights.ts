/** Decides who may ask what. */
import { unreachable } from "../errors.ts";
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Right } from "./grammar.ts";

/** What somebody may do in a repository, from least to most. */
export const permissions = ["none", "read", "triage", "write", "maintain", "admin"] as const;
export type Permission = (typeof permissions)[number];

/** Of a public repository everybody may read, so that only more than reading tells who works on it. */
export function mayUse(
  right: Right,
  permission: Permission,
  { commands, isPrivate }: { commands: RepositoryConfig["commands"]; isPrivate: boolean },
): boolean {
  const { ask, costly } = commands;
  if (!mayAsk(ask, permission, isPrivate)) return false;
  switch (right) {
    case "asking":
      return true;
    case "costly":
      return mayAsk(costly, permission, isPrivate);
    case "setting-up":
      return isAtLeast(permission, "write");
    default:
      return unreachable(right);
  }
}

function mayAsk(who: RepositoryConfig["commands"]["costly"], permission: Permission, isPrivate: boolean): boolean {
  switch (who) {
    case "nobody":
      return false;
    case "readers":
      return isAtLeast(permission, "read");
    case "collaborators":
      return isAtLeast(permission, isPrivate ? "read" : "triage");
    case "collaborators-in-public":
      return isAtLeast(permission, isPrivate ? "read" : "triage");
    default:
      return unreachable(who);
  }
}

function isAtLeast(permission: Permission, least: Permission): boolean {
  return permissions.indexOf(permission) >= permissions.indexOf(least);
}

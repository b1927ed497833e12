/** Who may ask what: role by right, in public and in private, by what the team has set. */
import { expect, it } from "vitest";
import { commandTable, type Right } from "../../src/commands/grammar.ts";
import { mayUse, type Permission, permissions } from "../../src/commands/rights.ts";
import type { RepositoryConfig } from "../../src/config/repositoryConfig.ts";

type Set = RepositoryConfig["commands"];

const usual: Set = { ask: "readers", costly: "collaborators-in-public" };

it.each<[right: Right, where: "public" | "private", set: Set, from: Permission | null]>([
  ["asking", "public", usual, "read"],
  ["asking", "private", usual, "read"],
  ["costly", "public", usual, "triage"],
  ["costly", "private", usual, "read"],
  ["setting-up", "public", usual, "write"],
  ["setting-up", "private", usual, "write"],
  ["asking", "public", { ...usual, ask: "collaborators" }, "triage"],
  ["asking", "private", { ...usual, ask: "collaborators" }, "read"],
  ["costly", "public", { ask: "collaborators", costly: "readers" }, "triage"],
  ["costly", "public", { ask: "readers", costly: "readers" }, "read"],
  ["costly", "public", { ask: "readers", costly: "collaborators" }, "triage"],
  ["costly", "private", { ask: "readers", costly: "nobody" }, null],
  ["asking", "public", { ask: "nobody", costly: "readers" }, null],
  ["costly", "public", { ask: "nobody", costly: "readers" }, null],
  ["setting-up", "public", { ask: "nobody", costly: "readers" }, null],
])("%s in %s, set to %j: from %s on", (right, where, commands, from) => {
  const isPrivate = where === "private";
  const allowed = permissions.filter((permission) => mayUse(right, permission, { commands, isPrivate }));
  expect(allowed).toEqual(from === null ? [] : permissions.slice(permissions.indexOf(from)));
});

it("what takes much reckoning is costly, what writes is for who may write", () => {
  const named = (right: Right) => commandTable.filter((row) => row.right === right).map(({ name }) => name);
  expect(named("costly")).toEqual(["forecast", "whatif", "compare"]);
  expect(named("setting-up")).toEqual(["setup"]);
});

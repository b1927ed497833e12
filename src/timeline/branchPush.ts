/** Decides which pushes to a branch of the repository gave it a commit, and which of those brought something. */
import type { Actor, Fact } from "../signals/signal.ts";
import type { PushedCommit } from "./pushOrder.ts";

/** `paths` are the files that its commits touch. */
export type BranchPush = PushedCommit & { by: Actor | null; paths: readonly string[]; fact: Fact };

/** Of these facts; a push that deleted its branch is none. */
export function branchPushes(facts: readonly Fact[]): BranchPush[] {
  return facts.flatMap((fact) => {
    const { at, signal } = fact;
    if (signal.kind !== "branch-pushed" || signal.after === null) return [];
    const { before, after, by, paths } = signal;
    return [{ at, before, after, by, paths, fact }];
  });
}

/** Without a new branch on an old commit, which is told as a push too. */
export function bringingPushes(facts: readonly Fact[]): BranchPush[] {
  return branchPushes(facts.filter(bringsCommits));
}

function bringsCommits({ signal }: Fact): boolean {
  return signal.kind === "branch-pushed" && (signal.commits.length > 0 || signal.forced);
}

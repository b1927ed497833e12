/** Decides which signs the repository's knowledge holds for an item. */
import type { Fact } from "../../signals/signal.ts";
import type { KnownPullRequest } from "./circumstances.ts";
import type { ItemKnowledge } from "../derive/itemKnowledge.ts";
import { headAt } from "../review/heads.ts";
import type { Sign, SignKind } from "./sign.ts";
import { causeOf } from "./sign.ts";
import type { ReleaseSignal } from "../timeline.ts";

const wordsOfRelease: Record<ReleaseSignal, string> = {
  deployment: "deployed to production",
  release: "released",
  merge: "merged, which counts as released here",
};

export function knowledgeSigns(knowledge: ItemKnowledge, pullRequests: readonly KnownPullRequest[]): Sign[] {
  return [
    ...liveSigns(knowledge),
    ...knowledge.reverts.flatMap(({ by, mergedAt, fact }) =>
      mergedAt === null ? [] : [sign(mergedAt, "reverted", `its revert, pull request ${by}, merged`, fact)],
    ),
    ...knowledge.naming.map(({ from, number, fact }) => sign(from, "incident", `incident ${number} opened`, fact)),
    ...pullRequests.flatMap((each) => stagingFailures(knowledge, each)),
    ...branchSigns(knowledge),
  ];
}

function liveSigns({ release }: ItemKnowledge): Sign[] {
  return [...release].flatMap(([number, { signal, live }]) =>
    live.flatMap(({ from, to, began, ended }) => {
      const words = `pull request ${number} ${wordsOfRelease[signal]}`;
      const beginning = sign(from, "live", words, began);
      return to === null || ended === null
        ? [beginning]
        : [beginning, sign(to, "rolled-back", `pull request ${number} rolled back`, ended)];
    }),
  );
}

/** A staging deployment of what is the head at that moment. */
function stagingFailures({ deployments }: ItemKnowledge, { number, facts }: KnownPullRequest): Sign[] {
  return deployments.flatMap(({ kind, completed, finishedAt, sha, environment, endFact }) => {
    if (kind !== "staging" || completed !== false || finishedAt === null || endFact === null) return [];
    if (headAt(facts, finishedAt) !== sha) return [];
    return [sign(finishedAt, "sent-back", `deployment of pull request ${number} to ${environment} failed`, endFact)];
  });
}

/** The creation of a branch, and the first push on it that brought commits. */
function branchSigns({ branches }: ItemKnowledge): Sign[] {
  return branches.flatMap(({ branch, created, pushes }) => {
    const first = pushes.find(({ signal }) => signal.kind === "branch-pushed" && signal.commits.length > 0);
    return [
      ...(created ? [sign(created.at, "work-began", `branch ${branch} created`, created)] : []),
      ...(first ? [sign(first.at, "work-began", `first push to ${branch}`, first)] : []),
    ];
  });
}

function sign(at: string, kind: SignKind, words: string, fact: Fact): Sign {
  return { at, kind, words, cause: causeOf(fact) };
}

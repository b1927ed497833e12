/** Decides what nodes of GitHub's API mean to us: the facts that the webhooks of the same would have given. */
import { unreachable } from "../../errors.ts";
import type { Fact } from "../signal.ts";
import type { ApiContext } from "./apiNode.ts";
import { deploymentNodeFacts } from "./deploymentNode.ts";
import { issueNodeFacts } from "./issueNode.ts";
import { pullRequestNodeFacts } from "./pullRequestNode.ts";
import { releaseNodeFacts } from "./releaseNode.ts";

export type HistoryNodeKind = "issues" | "pull-requests" | "deployments" | "releases";

/** `unreadable` counts the nodes that have another shape than was asked for, of which nothing is taken. */
export type HistoryFacts = { facts: Fact[]; unreadable: number };

/** Pure, and never throws, whatever the nodes. The same node gives the same keys whenever it is read. */
export function historyFacts(kind: HistoryNodeKind, nodes: readonly unknown[], context: ApiContext): HistoryFacts {
  const read = nodes.map((node) => factsOfNode(kind, node, context));
  return { facts: read.flatMap((facts) => facts ?? []), unreadable: read.filter((facts) => facts === null).length };
}

function factsOfNode(kind: HistoryNodeKind, node: unknown, context: ApiContext): Fact[] | null {
  switch (kind) {
    case "issues":
      return issueNodeFacts(node, context);
    case "pull-requests":
      return pullRequestNodeFacts(node, context);
    case "deployments":
      return deploymentNodeFacts(node, context);
    case "releases":
      return releaseNodeFacts(node, context);
    default:
      return unreachable(kind);
  }
}

/** Decides whether AI agents had a hand in a pull request, as far as it shows: signals, no proof, and never a judgement on a person. */
import { nameMatcher } from "../../config/globs.ts";
import type { AiSignals } from "../../config/knownAgents.ts";
import { normalFormOfLabel } from "../../config/labelRoles.ts";
import { fingerprintOf } from "../../signals/authorship.ts";
import type { PullRequestSnapshot } from "../../signals/signal.ts";
import { isPerson } from "../people.ts";
import type { AiClass } from "../timeline.ts";

export type PullRequestEvidence = Pick<PullRequestSnapshot, "author" | "head" | "labels" | "coAuthors" | "footer"> & {
  /** Fingerprints of the co-authors of its commits. */
  commitCoAuthors: readonly string[];
};

/**
 * Reads pull requests by one configuration. `agent`: opened by an agent's account, or by a bot from an agent's branch. `automation`: opened by any other
 * bot. `assisted`: opened by a person, and its branch, a label, the signature under its description or a co-author's address is an agent's. Names count
 * nowhere: people are called Claude, too.
 */
export function authorshipReader(signals: AiSignals, bots: readonly string[]): (of: PullRequestEvidence) => AiClass {
  const agents = new Set(signals.authors);
  const addresses = new Set(signals.trailers.map(fingerprintOf));
  const isAgentBranch = nameMatcher(signals.branches);
  const isAgentLabel = nameMatcher(signals.labels);
  return ({ author, head, labels, footer, coAuthors, commitCoAuthors }) => {
    if (author.login !== null && agents.has(author.login.toLowerCase())) return "agent";
    const fromAgentBranch = isAgentBranch(head);
    if (!isPerson(author, bots)) return fromAgentBranch ? "agent" : "automation";
    const isAssisted =
      fromAgentBranch ||
      footer !== null ||
      labels.some(({ name }) => isAgentLabel(normalFormOfLabel(name))) ||
      [...coAuthors, ...commitCoAuthors].some((address) => addresses.has(address));
    return isAssisted ? "assisted" : "none";
  };
}

/** Of an item by its pull requests: the strongest sign of an agent counts; automation only if there is nothing else. */
export function aiOf(pullRequests: readonly AiClass[]): AiClass {
  if (pullRequests.includes("agent")) return "agent";
  if (pullRequests.includes("assisted")) return "assisted";
  return pullRequests.length > 0 && pullRequests.every((each) => each === "automation") ? "automation" : "none";
}

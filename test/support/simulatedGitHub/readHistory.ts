/** Decides how tests read a repository through the simulated GitHub: every stream to its end, as facts. */
import type { Pace } from "../../../src/github/history/historyPages.ts";
import { historyPages } from "../../../src/github/history/historyPages.ts";
import { historyStreams } from "../../../src/github/history/history.ts";
import { octokitHistory } from "../../../src/github/history/octokitHistory.ts";
import type { Instant } from "../../../src/instant.ts";
import { historyFacts } from "../../../src/signals/history/historyFacts.ts";
import { labelRenamesIn } from "../../../src/signals/history/labelRenames.ts";
import type { Fact } from "../../../src/signals/signal.ts";
import type { SimulatedGitHub } from "./simulatedGitHub.ts";

export type HistoryRead = { facts: Fact[]; unreadable: number; pages: number; waits: string[]; lacks: string[] };

type Reading = { since?: Instant; receivedAt?: Instant; known?: readonly Fact[] };

export async function readHistory(
  gitHub: SimulatedGitHub,
  fullName: string,
  { since = "2000-01-01T00:00:00Z", receivedAt = "2027-01-01T00:00:00Z", known = [] }: Reading = {},
): Promise<HistoryRead> {
  const history = octokitHistory(gitHub.octokitFor);
  const [owner = "", name = ""] = fullName.split("/");
  const address = { id: 0, owner, name, installationId: 1 };
  const read: HistoryRead = { facts: [], unreadable: 0, pages: 0, waits: [], lacks: [] };
  const pace: Pace = { keepPoints: 0, wait: async (_seconds, why) => void read.waits.push(why) };
  const features = await history.features(address);
  const { labelIds, ...repository } = await history.repository(address);
  const context = {
    repository: { ...repository, installationId: null },
    receivedAt,
    labelIds,
    labelRenames: labelRenamesIn(known),
  };
  for (const stream of historyStreams) {
    for await (const page of historyPages(history, address, { stream, since, after: null, features }, pace)) {
      const told = historyFacts(stream, page.nodes, context);
      read.facts.push(...told.facts);
      read.unreadable += told.unreadable;
      read.lacks.push(...page.lacks);
      read.pages += 1;
    }
  }
  return read;
}

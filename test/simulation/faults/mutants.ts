/** Decides by which broken apps the simulation is tried: one that notices none of them proves nothing by its silence. */
import { type GitHub, GitHubFailure } from "../../../src/github/github.ts";
import type { Mutant } from "./world.ts";

/** What is broken, how, and under which faults it shows soon. Statements are rewritten on their way to the database, requests on their way to GitHub; the app's files stay as they are. */
export const mutants: Record<string, Mutant> = {
  "a comment whose answer was lost is posted again at once": {
    faults: { failsAfter: 0.5, pauses: 0, slows: 0 },
    github: (github) =>
      otherwise(github, { createComment: (...given) => againInDoubt(() => github.createComment(...given)) }),
  },
  "a check whose answer was lost is created again at once": {
    faults: { failsAfter: 0.5, pauses: 0, slows: 0 },
    github: (github) =>
      otherwise(github, { createCheck: (...given) => againInDoubt(() => github.createCheck(...given)) }),
  },
  "nobody looks for what may have been created": {
    github: (github) => otherwise(github, { ownComments: nothing, ownChecks: nothing, ownIssues: nothing }),
  },
  "the lease of a dead process never runs out": {
    statement: rewriting(/\(lease is null or leased_until <= now\(\)\)/, "(lease is null)"),
  },
  "a delivery is acknowledged before it is stored": { alwaysAcknowledges: true, faults: { fails: 0.05 } },
  "each attempt is taken for a delivery of its own": { knowsNoneAgain: true },
  "what is heard again changes nothing": {
    statement: rewriting(/on conflict \(repository_id, key\) do update set\s+subject[^]*$/, "on conflict do nothing"),
  },
  "a transaction keeps what it did before it failed": { keepsHalves: true },
  "what time alone changes is not folded again": {
    statement: rewriting(/"next_change_at" <= \$1/, "$1::timestamptz is null"),
  },
};

function rewriting(part: RegExp, by: string): (statement: string) => string {
  return (statement) => statement.replace(part, by);
}

function otherwise(github: GitHub, methods: Partial<GitHub>): GitHub {
  return new Proxy(github, { get: (target, name: keyof GitHub) => methods[name] ?? target[name] });
}

async function againInDoubt<Answer>(request: () => Promise<Answer>): Promise<Answer> {
  try {
    return await request();
  } catch (thrown) {
    if (thrown instanceof GitHubFailure && thrown.meaning === "ambiguous") return request();
    throw thrown;
  }
}

function nothing(): Promise<[]> {
  return Promise.resolve([]);
}

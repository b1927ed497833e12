/**
 * Measures the fold of one large item: an issue of 5,000 facts, and a pull request with 200 checks on each of 50 pushes, against sorting the same facts by
 * time. Run: node test/bench/fold.ts
 */
import { defaultConfig } from "../../src/config/repositoryConfig.ts";
import { addSeconds } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import type { Fact } from "../../src/signals/signal.ts";
import { foldItems, foldSettings, knowledgeOf } from "../../src/timeline/repository.ts";
import { repositoryId, shaFor } from "../support/payloadParts.ts";
import {
  commentCreated,
  issueLabeled,
  issueOpened,
  pullRequestOpened,
  pullRequestPushed,
} from "../support/payloads.ts";
import { checkRunCompleted } from "../support/repositoryPayloads.ts";
import { factsOf } from "../support/translated.ts";
import { machine } from "./machine.ts";

const runs = 25;
const start = "2026-01-01T00:00:00Z";

console.log(machine());
measure("an issue of 5,000 facts", busyIssue());
measure("a pull request with 200 checks on each of 50 pushes", checkedPullRequest());

function measure(name: string, deliveries: readonly Delivery[]): void {
  const facts = [...new Map(deliveries.flatMap(factsOf).map((fact) => [fact.key, fact])).values()];
  const settings = foldSettings(defaultConfig, "2027-01-01T00:00:00Z");
  const knowledge = median(() => void knowledgeOf(repositoryId, facts, settings));
  const known = knowledgeOf(repositoryId, facts, settings);
  const fold = median(() => void foldItems(facts, known, settings));
  const sort = median(() => void byTime(facts));
  console.log(
    `${name}: ${facts.length} facts, folded in ${fold.toFixed(1)} ms, ${(fold / sort).toFixed(0)} times sorting them; first pass ${knowledge.toFixed(1)} ms`,
  );
}

function median(run: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const before = performance.now();
    run();
    return performance.now() - before;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
}

function byTime(facts: readonly Fact[]): Fact[] {
  return facts.toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** Comments, and labels that begin and end waits. */
function busyIssue(): Delivery[] {
  const acts = Array.from({ length: 4998 }, (_, index) => {
    const at = addSeconds(start, 60 + index * 600);
    const about = { at, createdAt: start, number: 1 };
    return index % 2 === 0
      ? commentCreated({ ...about, comment: index })
      : issueLabeled({ ...about, label: { id: index, name: index % 4 === 1 ? "blocked" : "needs info" } });
  });
  return [issueOpened({ at: start, number: 1 }), ...acts];
}

function checkedPullRequest(): Delivery[] {
  const heads = Array.from({ length: 50 }, (_, index) => shaFor(`head ${index}`));
  const pushes = heads.slice(1).map((after, index) =>
    pullRequestPushed({
      at: addSeconds(start, (index + 1) * 3600),
      createdAt: start,
      before: heads[index] ?? after,
      after,
    }),
  );
  const checks = heads.flatMap((sha, push) =>
    Array.from({ length: 200 }, (_, check) => {
      const startedAt = addSeconds(start, push * 3600 + check);
      const conclusion = check === 0 ? "failure" : "success";
      return checkRunCompleted({
        at: addSeconds(startedAt, 300),
        startedAt,
        sha,
        run: push * 200 + check,
        name: `check ${check}`,
        conclusion,
      });
    }),
  );
  return [pullRequestOpened({ at: start, headSha: heads[0] ?? "" }), ...pushes, ...checks];
}

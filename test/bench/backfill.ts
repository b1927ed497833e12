/**
 * Measures how long the app takes to read and fold a history of 1,000 pull requests and 1,000 issues, and for how many points. GitHub is simulated and answers
 * at once, so that what is seen is the app's own work and pace.
 */
import { connect } from "../../src/db/connect.ts";
import { migrate } from "../../src/db/migrate.ts";
import { installationPace } from "../../src/github/installationPace.ts";
import { pacedOctokit } from "../../src/github/pacedOctokit.ts";
import { octokitHistory } from "../../src/github/history/octokitHistory.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { historySteps } from "../../src/pipeline.ts";
import { readHistories } from "../../src/cli/backfill/readHistories.ts";
import { historyReading, installed } from "../support/historyReading.ts";
import { repositoryId, repositoryName, shaFor } from "../support/payloadParts.ts";
import {
  commentCreated,
  issueClosed,
  issueLabeled,
  issueOpened,
  pullRequestMerged,
  pullRequestOpened,
  reviewSubmitted,
} from "../support/payloads.ts";
import { repositoryModel } from "../support/simulatedGitHub/repositoryModel.ts";
import { simulatedGitHub } from "../support/simulatedGitHub/simulatedGitHub.ts";
import { machine } from "./machine.ts";

const each = 1_000;
const now = "2026-06-30T12:00:00Z";
const shop = { id: repositoryId, fullName: repositoryName };

const simulated = simulatedGitHub(repositoryModel(history()));
const { db, close } = await connect({ temporary: true });
await migrate(db);
await installed(db, shop, now);
const { context, source } = historyReading(db, simulated, { now: () => now, days: 180 });
const gitHub = octokitHistory(pacedOctokit(simulated.octokitFor, installationPace(db), "refresh"));
const steps = historySteps(context, { ...source, gitHub }).map(({ run }) => run);
const start = performance.now();
await readHistories(db, [shop], { steps, days: null }, { note: (line) => console.error(line) });
const seconds = (performance.now() - start) / 1000;
await close();

console.log(`${each} pull requests and ${each} issues, on ${machine()}:`);
console.log(
  `${simulated.points()} points, ${simulated.requests.length} requests, ${seconds.toFixed(0)} s until all is folded`,
);

/** Spread over 180 days: every pull request is reviewed and merged, every issue labelled, talked about and closed. */
function history(): Delivery[] {
  const told: Delivery[] = [];
  for (let index = 0; index < each; index += 1) {
    const createdAt = at(index, 0);
    const issue = { number: 2 * index + 1, createdAt, author: `author${index % 9}` };
    const pullRequest = {
      number: 2 * index + 2,
      createdAt,
      author: `author${index % 9}`,
      headSha: shaFor(`head ${index}`),
    };
    told.push(
      issueOpened({ ...issue, at: createdAt }),
      issueLabeled({ ...issue, at: at(index, 1), label: "bug", labels: ["bug"] }),
      commentCreated({ ...issue, at: at(index, 2), labels: ["bug"], comment: index + 1, by: "noor" }),
      issueClosed({ ...issue, at: at(index, 5), labels: ["bug"], closedAt: at(index, 5), stateReason: "completed" }),
      pullRequestOpened({ ...pullRequest, at: createdAt }),
      reviewSubmitted({ ...pullRequest, at: at(index, 3), review: index + 1, state: "approved", by: "noor" }),
      pullRequestMerged({ ...pullRequest, at: at(index, 4), mergedAt: at(index, 4), closedAt: at(index, 4) }),
    );
  }
  return told;
}

function at(index: number, hours: number): string {
  return new Date(Date.parse("2026-01-05T08:00:00Z") + (index * 4 + hours) * 3_600_000)
    .toISOString()
    .replace(".000", "");
}

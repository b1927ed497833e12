/** Decides how one race goes: workers publish the same two texts at once, on a GitHub that loses answers and hides what is fresh, until all are content. */
import { setTimeout as wait } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import type { Tables } from "../../../src/db/tables.ts";
import type { RepositoryAddress } from "../../../src/github/github.ts";
import { publish } from "../../../src/github/publish.ts";
import type { Report } from "../../../src/reports/report.ts";
import type { Chance } from "../faults/chance.ts";
import { type RacingGitHub, racingGitHub } from "./racingGitHub.ts";

/** What stands at the end, and what happened on the way. */
export type Race = {
  comments: number;
  weeklyIssues: number;
  creates: number;
  lostAnswers: number;
  /** Workers that stood still between taking the right to create and asking GitHub. */
  stopped: number;
  rounds: number;
};

const workers = 8;
/** After so long whoever was told to come back later comes back. */
const roundSeconds = 31;
const mostRounds = 30;

const reports: readonly Report[] = [
  { kind: "comment", number: 12, body: "Waiting for review", asOf: "", mayCreate: true },
  { kind: "weekly-issue", week: "2026-W10", title: "Week 2026-W10", body: "Review waits", asOf: "", mayCreate: true },
];

/** On a repository of its own, so that races can share a database. Each of `connections` is used by as many workers as there are more of them. */
export async function race(
  connections: readonly Kysely<Tables>[],
  repositoryId: number,
  chance: Chance,
): Promise<Race> {
  const repository: RepositoryAddress = { id: repositoryId, owner: "acme", name: "shop", installationId: 9 };
  const gitHub = racingGitHub(chance);
  const racers = Array.from({ length: workers }, (_, place) =>
    racer(gitHub, connections[place % connections.length]!, repository, chance),
  );
  let rounds = 0;
  for (let quiet = 0; quiet < 2 && rounds < mostRounds; rounds += 1) {
    gitHub.startRound();
    for (const each of racers) each.start();
    while (racers.some((each) => each.isRunning())) await wait(1);
    quiet = racers.every((each) => each.isContent()) ? quiet + 1 : 0;
    gitHub.passSeconds(roundSeconds);
    await passSeconds(connections[0]!, repositoryId, roundSeconds);
  }
  return { ...gitHub.told(), rounds };
}

type Racer = { start: () => void; isRunning: () => boolean; isContent: () => boolean };

function racer(gitHub: RacingGitHub, db: Kysely<Tables>, repository: RepositoryAddress, chance: Chance): Racer {
  const port = gitHub.forOne();
  let state: "idle" | "running" = "idle";
  let content = false;

  async function publishBoth(): Promise<void> {
    const outcomes: string[] = [];
    for (const report of chance.shuffled(reports)) {
      outcomes.push((await publish(port.github, db, repository, report)).kind);
    }
    content = !outcomes.includes("later");
  }

  return {
    start: () => {
      if (state === "running") return;
      state = "running";
      content = false;
      void publishBoth().finally(() => {
        state = "idle";
      });
    },
    isRunning: () => state === "running" && !port.isStopped(),
    isContent: () => state === "idle" && content,
  };
}

/** The table's times moved back, as if so many seconds had passed on the database's clock. */
async function passSeconds(db: Kysely<Tables>, repositoryId: number, seconds: number): Promise<void> {
  await sql`
    update publications set written_at = written_at - interval '1 second' * ${seconds}::integer
    where repository_id = ${repositoryId}`.execute(db);
}

/** Decides what a seed stands for: what happens in the repository, how GitHub's deliveries of it arrive, and which faults strike. */
import { addSeconds, epochSeconds, type Instant } from "../../../src/instant.ts";
import type { Delivery } from "../../../src/signals/delivery.ts";
import { playedHistory } from "../../cases/legalHistory.ts";
import { type Chance, chanceFrom } from "./chance.ts";
import type { GitHubFaults } from "./faultyGitHub.ts";

/** An attempt of GitHub to deliver, in seconds since 1970; what its receipt says is the delivery's own. */
export type Attempt = { at: number; delivery: Delivery };

/** Shares of all statements, requests or turns. */
export type Faults = GitHubFaults & { dies: number; fails: number; pauses: number; slows: number };

export type FaultPlan = {
  seed: number;
  /** Each once, by receipt: what a calm run hears. */
  deliveries: Delivery[];
  /** The same, shuffled, doubled, lost at first, and days late; by their moment. */
  attempts: Attempt[];
  faults: Faults;
  /** By how many seconds the clock of each process is wrong. */
  skews: number[];
  /** What `.github/throughline.yml` says; null where there is none. */
  config: string | null;
};

export const noFaults: Faults = {
  dies: 0,
  fails: 0,
  pauses: 0,
  slows: 0,
  failsBefore: 0,
  failsAfter: 0,
  writesLate: 0,
  limits: 0,
  lagSeconds: 0,
};

/** Everything is over long before: what happens takes some days from the 2nd of March, and nothing arrives more than four days late. */
export const end: Instant = "2026-03-11T12:00:00Z";

export function planOf(seed: number): FaultPlan {
  const chance = chanceFrom(seed);
  const deliveries = withReplays(chance, playedHistory(stepsOf(chance)).deliveries);
  return {
    seed,
    deliveries,
    attempts: attemptsOf(chance, deliveries),
    faults: faultsOf(chance),
    skews: Array.from({ length: 2 + chance.below(2) }, () => (chance.happens(0.5) ? 0 : chance.below(7200) - 3600)),
    config: chance.happens(0.3) ? "timezone: Europe/Berlin\nlabels:\n  tasks:\n    scoping: [blocked]\n" : null,
  };
}

/** It begins with a pull request that is ready for review, since texts are written about those. */
function stepsOf(chance: Chance) {
  const opened = { afterMinutes: 0, choice: 2 + 6 * chance.below(1000) };
  const others = Array.from({ length: 2 + chance.below(8) }, () => ({
    afterMinutes: chance.happens(0.2) ? 0 : chance.below(8 * 60),
    choice: chance.below(10_000),
  }));
  return [opened, ...others];
}

/** Some bodies come once more under another id, as whoever has caught one could send it. */
function withReplays(chance: Chance, deliveries: readonly Delivery[]): Delivery[] {
  return deliveries.flatMap((delivery) =>
    chance.happens(0.05)
      ? [delivery, { ...delivery, id: `${delivery.id}-again`, receivedAt: addSeconds(delivery.receivedAt, 1) }]
      : [delivery],
  );
}

function attemptsOf(chance: Chance, deliveries: readonly Delivery[]): Attempt[] {
  const lateness = (): number => {
    if (chance.happens(0.12)) return chance.below(4 * 24 * 3600);
    return chance.happens(0.3) ? chance.below(900) : chance.below(5);
  };
  return deliveries
    .flatMap((delivery) => {
      const times = chance.happens(0.15) ? 2 + chance.below(3) : 1;
      return Array.from({ length: times }, () => ({ at: epochSeconds(delivery.receivedAt) + lateness(), delivery }));
    })
    .toSorted((a, b) => a.at - b.at);
}

/** Not every fault in every run: some only show where others do not hide them. */
function faultsOf(chance: Chance): Faults {
  const share = (most: number): number => (chance.happens(0.4) ? 0 : most * (chance.below(100) / 100));
  return {
    dies: share(0.02),
    fails: share(0.02),
    pauses: share(0.02),
    slows: share(0.2),
    failsBefore: share(0.3),
    failsAfter: share(0.4),
    writesLate: share(0.2),
    limits: share(0.15),
    lagSeconds: chance.happens(0.4) ? 0 : chance.below(11),
  };
}

/** Decides five repositories that people look at, as different as teams are, each over about a hundred days up to 13 April 2026. */
import { addSeconds, type Instant } from "../../src/instant.ts";
import type { Delivery } from "../../src/signals/delivery.ts";
import { type Moment, played } from "./scenario.ts";

export const lookedAt: Instant = "2026-04-13T12:00:00Z";

/** The day counts from 1 January; hours may go beyond the day. */
type Tell = (day: number, hour: number, happens: (moment: Moment) => void) => void;

function history(fullName: string, id: number, tell: (at: Tell) => void): Delivery[] {
  const moment = (day: number, hour: number) => {
    const at = addSeconds("2026-01-01T00:00:00Z", Math.round((day * 24 + hour) * 3600));
    return `${at.slice(5, 10)} ${at.slice(11, 19)}`;
  };
  return played(2026, { fullName, id }, ({ at }) => tell((day, hour, happens) => at(moment(day, hour), happens)))
    .deliveries;
}

const writers = ["ada", "ben", "cleo", "dan"] as const;

/** Four write and one reviews, more slowly than they write; each change that is merged is deployed the same day. */
export function teamWithDeployments(): Delivery[] {
  return history("acme/shop", 1001, (at) => {
    for (let index = 0; index < 90; index += 1) {
      const [issue, pullRequest, by] = [index + 1, 501 + index, writers[index % 4] ?? "ada"];
      const opened = 4 + index;
      const branch = `${issue}-part`;
      const trailer = index % 4 === 0 ? "Co-authored-by: Claude <noreply@anthropic.com>" : undefined;
      at(opened, 8, (m) => m.issueOpened(issue, { by: "ines", title: `Part ${issue} of the shop` }));
      at(opened, 9, (m) => m.assigned(issue, by, { by }));
      at(opened, 10, (m) => m.pushed(branch, { by, ...(trailer && { trailer }) }));
      at(opened + 1, 10, (m) =>
        m.pullRequestOpened(pullRequest, { by, branch, title: `Build part ${issue}`, closes: [issue] }),
      );
      const reviewed = opened + 2 + index * 0.4;
      if (reviewed > 100) continue;
      at(reviewed, 11, (m) => m.reviewed(pullRequest, "rosa", "approved"));
      at(reviewed, 13, (m) => m.merged(pullRequest));
      at(reviewed, 14, (m) => m.deployed(9000 + index, "production"));
      at(reviewed, 14.2, (m) => m.deploymentIs(9000 + index, "success"));
    }
  });
}

/** Ideas are written down, and some are sorted; nobody works on them here. */
export function onlyIssues(): Delivery[] {
  return history("acme/ideas", 1002, (at) => {
    for (let index = 0; index < 40; index += 1) {
      const number = index + 1;
      at(5 + index * 2, 9, (m) => m.issueOpened(number, { by: writers[index % 4] ?? "ada", title: `Idea ${number}` }));
      if (index % 2 === 0) at(6 + index * 2, 9, (m) => m.labeled(number, "enhancement", { by: "ines" }));
      if (index % 4 === 0) at(9 + index * 2, 9, (m) => m.labeled(number, "needs info", { by: "ines" }));
      if (index % 10 === 9) at(12 + index * 2, 9, (m) => m.issueClosed(number, { by: "ines", as: "not_planned" }));
    }
  });
}

/** One person merges their own work at once, and lets the updates of dependencies lie. */
export function loneMaintainer(): Delivery[] {
  return history("mona/tool", 1003, (at) => {
    for (let index = 0; index < 24; index += 1) {
      const [own, bots] = [101 + index, 201 + index];
      at(6 + index * 4, 20, (m) => m.pushed(`work-${own}`, { by: "mona" }));
      at(6 + index * 4, 21, (m) =>
        m.pullRequestOpened(own, { by: "mona", branch: `work-${own}`, title: `Change ${own}` }),
      );
      at(6 + index * 4, 21.5, (m) => m.merged(own));
      at(7 + index * 4, 3, (m) => m.pushed(`renovate/lib-${index}`, { by: "renovate[bot]" }));
      at(7 + index * 4, 4, (m) =>
        m.pullRequestOpened(bots, {
          by: "renovate[bot]",
          branch: `renovate/lib-${index}`,
          title: `Update lib ${index} to v2`,
        }),
      );
      if (index % 3 === 0) at(12 + index * 4, 5, (m) => m.merged(bots, { by: "mona" }));
    }
  });
}

/** A library: reviewed within hours, released every few weeks. */
export function libraryWithReleases(): Delivery[] {
  return history("octo/library", 1004, (at) => {
    for (let index = 0; index < 60; index += 1) {
      const [number, by] = [301 + index, writers[index % 4] ?? "ada"];
      const reviewer = writers[(index + 1) % 4] ?? "ben";
      const day = 5 + index * 1.5;
      at(day, 9, (m) => m.pushed(`feature-${number}`, { by }));
      at(day, 10, (m) =>
        m.pullRequestOpened(number, {
          by,
          branch: `feature-${number}`,
          title: `Add feature ${number}`,
          draft: index % 3 === 0,
        }),
      );
      if (index % 3 === 0) at(day, 15, (m) => m.madeReady(number));
      at(day, 18 + (index % 5), (m) =>
        m.reviewed(number, reviewer, index % 4 === 0 ? "changes_requested" : "approved"),
      );
      if (index % 4 === 0) {
        at(day + 1, 9, (m) => m.pushed(`feature-${number}`, { by }));
        at(day + 1, 15, (m) => m.reviewed(number, reviewer, "approved"));
      }
      at(day + 1, 17, (m) => m.merged(number));
    }
    for (let release = 0; release < 4; release += 1) {
      at(1 + release * 28, 12, (m) => m.releasePublished(800 + release, `v1.${release}.0`, { by: "ada" }));
    }
  });
}

/** Somebody has just begun. */
export function oneTouch(): Delivery[] {
  return history("acme/first", 1007, (at) => at(102, 11, (m) => m.issueOpened(1, { by: "ada", title: "Hello" })));
}

/** Somebody has made it and pushed once. */
export function empty(): Delivery[] {
  return history("acme/new", 1005, (at) => at(90, 9, (m) => m.pushed("main", { by: "ada" })));
}

/** So many issues, each with a pull request that is pushed to, reviewed twice and merged, but for the last ones. */
export function busyTeam(count: number): Delivery[] {
  return history("acme/busy", 1006, (at) => {
    for (let index = 0; index < count; index += 1) {
      const [issue, pullRequest, by] = [index + 1, 10_001 + index, writers[index % 4] ?? "ada"];
      const day = 13 + (index * 80) / count;
      const branch = `${issue}-work`;
      at(day, 8, (m) => m.issueOpened(issue, { by: "ines", title: `Work ${issue}` }));
      at(day, 9, (m) => m.labeled(issue, "bug", { by: "ines" }));
      at(day, 10, (m) => m.assigned(issue, by, { by }));
      at(day, 11, (m) => m.pushed(branch, { by }));
      at(day, 12, (m) => m.pullRequestOpened(pullRequest, { by, branch, closes: [issue] }));
      at(day + 1, 9, (m) => m.commented(pullRequest, { by: "rosa" }));
      at(day + 1, 10, (m) => m.reviewed(pullRequest, "rosa", "changes_requested"));
      at(day + 1, 15, (m) => m.pushed(branch, { by }));
      at(day + 2, 10, (m) => m.reviewed(pullRequest, "rosa", "approved"));
      if (index < count - 60) at(day + 2, 11, (m) => m.merged(pullRequest));
    }
  });
}

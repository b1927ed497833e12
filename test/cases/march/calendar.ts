/** Decides when the shop is deployed in March, and when its weekly summaries are opened and closed: what all stories share. */
import type { Scenario } from "../../support/scenario.ts";
import type { Story } from "../story.ts";

const summaries = "throughline[bot]";

export const calendar: Story = {
  title: "the calendar of March",

  tell({ at }) {
    // The first that is ever seen: nobody knows what it brought.
    succeeds(at, 9001, "03-02 12:00", "03-02 12:10");
    succeeds(at, 9002, "03-04 12:00", "03-04 12:10", { replaces: 9001 });
    // It fails, and the same commit goes out two hours later.
    at("03-06 12:00", (m) => m.deployed(9003, "production"));
    at("03-06 12:01", (m) => m.deploymentIs(9003, "in_progress"));
    at("03-06 12:05", (m) => m.deploymentIs(9003, "failure"));
    succeeds(at, 9004, "03-06 14:00", "03-06 14:10", { sameAs: 9003, replaces: 9002 });
    // It is rolled back to the one before, and goes out again the next day.
    succeeds(at, 9005, "03-10 12:00", "03-10 12:10", { replaces: 9004 });
    succeeds(at, 9006, "03-10 15:00", "03-10 15:10", { sameAs: 9004, replaces: 9005 });
    succeeds(at, 9007, "03-11 12:00", "03-11 12:10", { replaces: 9006 });
    succeeds(at, 9008, "03-13 12:00", "03-13 12:10", { replaces: 9007 });
    // A second production environment, first seen on the 16th.
    succeeds(at, 9101, "03-16 09:00", "03-16 09:10", { to: "prod-us" });
    succeeds(at, 9009, "03-17 12:00", "03-17 12:10", { replaces: 9008 });
    succeeds(at, 9102, "03-18 09:00", "03-18 09:10", { to: "prod-us", replaces: 9101 });
    succeeds(at, 9010, "03-19 12:00", "03-19 12:10", { replaces: 9009 });
    succeeds(at, 9011, "03-24 12:00", "03-24 12:10", { replaces: 9010 });
    // Somebody has to approve this one.
    at("03-26 11:31", (m) => {
      m.runStarted(5001, "Deploy", { by: "rosa" });
      m.deployed(9012, "production");
      m.deploymentIs(9012, "waiting");
      m.approvalAsked(5001, "production");
    });
    at("03-26 11:59", (m) => m.approvalGiven(5001, "production"));
    at("03-26 12:00", (m) => m.deploymentIs(9012, "in_progress"));
    at("03-26 12:10", (m) => {
      m.deploymentIs(9012, "success");
      m.runEnded(5001, "success", { by: "rosa" });
    });
    succeeds(at, 9013, "03-31 12:00", "03-31 12:10", { replaces: 9012 });

    summary(at, 900, "2026-W10", "03-09 08:00");
    at("03-11 16:00", (m) => m.issueClosed(900, { by: "lena" }));
    // Nobody looks back at this week: a bot closes it.
    summary(at, 901, "2026-W11", "03-16 08:00");
    at("03-25 09:00", (m) => m.issueClosed(901, { by: "stale[bot]", as: "not_planned" }));
    summary(at, 902, "2026-W12", "03-23 08:00");
    at("03-26 16:00", (m) => m.issueClosed(902, { by: "lena" }));
    summary(at, 903, "2026-W13", "03-30 08:00");
    at("04-01 16:00", (m) => m.issueClosed(903, { by: "lena" }));
    summary(at, 904, "2026-W14", "04-06 08:00");
  },

  // The summaries are the app's own: no items.
  items: [],

  deployments: [
    { id: 9001, ...production("03-02 12:00", "03-02 12:10"), carries: [] },
    { id: 9002, ...production("03-04 12:00", "03-04 12:10"), carries: [101, 102, 104, 132, 202] },
    { id: 9003, ...production("03-06 12:00", "03-06 12:05"), state: "failure", completed: false, carries: [110, 302] },
    { id: 9004, ...production("03-06 14:00", "03-06 14:10"), carries: [110, 302] },
    { id: 9005, ...production("03-10 12:00", "03-10 12:10"), carries: [125], undoneBy: "rollback" },
    { id: 9006, ...production("03-10 15:00", "03-10 15:10"), carries: [] },
    { id: 9007, ...production("03-11 12:00", "03-11 12:10"), carries: [125] },
    { id: 9008, ...production("03-13 12:00", "03-13 12:10"), carries: [117, 118, 119, 120, 121, 122, 214] },
    { id: 9101, ...production("03-16 09:00", "03-16 09:10"), environment: "prod-us", carries: [] },
    { id: 9009, ...production("03-17 12:00", "03-17 12:10"), carries: [123, 124, 128], undoneBy: "incident" },
    { id: 9102, ...production("03-18 09:00", "03-18 09:10"), environment: "prod-us", carries: [123, 124, 126, 128] },
    { id: 9010, ...production("03-19 12:00", "03-19 12:10"), carries: [126, 131, 232], undoneBy: "revert" },
    { id: 9011, ...production("03-24 12:00", "03-24 12:10"), carries: [130, 135, 231, 331], undoneBy: "incident" },
    { id: 9012, ...production("03-26 11:31", "03-26 12:10"), carries: [133, 136, 137, 138] },
    { id: 9013, ...production("03-31 12:00", "03-31 12:10"), carries: [141] },
  ],
};

type Deploying = { to?: string; sameAs?: number; replaces?: number };

/** With its success GitHub sets the one that it replaces to inactive. */
function succeeds(at: Scenario["at"], id: number, from: string, to: string, more: Deploying = {}): void {
  const { to: environment = "production", replaces, ...what } = more;
  at(from, (m) => m.deployed(id, environment, what));
  at(to, (m) => {
    m.deploymentIs(id, "success");
    if (replaces !== undefined) m.deploymentIs(replaces, "inactive");
  });
}

function summary(at: Scenario["at"], number: number, week: string, opened: string): void {
  at(opened, (m) => {
    m.issueOpened(number, { by: summaries, title: `Delivery in week ${week}` });
    m.labeled(number, "throughline: weekly", { by: summaries });
  });
}

/** A success, unless told. */
function production(created: string, finished: string) {
  return {
    environment: "production",
    kind: "production",
    created,
    finished,
    state: "success",
    completed: true,
  } as const;
}

import { expect, test } from "vitest";
import { deploymentRecords } from "../../src/timeline/derive/deploymentRecords.ts";
import { folded } from "../support/folded.ts";
import { played, type Scenario } from "../support/scenario.ts";

const repository = { fullName: "octo/hello-world", id: 186853002 };

/** How users were served again after each production deployment, by its id. */
function restored(tell: (scenario: Scenario) => void) {
  const { knowledge } = folded(played(2026, repository, tell).deliveries);
  const records = deploymentRecords(knowledge).filter(({ kind }) => kind === "production");
  return records.map(({ id, undoneBy, restoredAt, restoredBy }) => [id, undoneBy, restoredAt, restoredBy]);
}

/** The first deployment carries nothing; the second carries pull request 2. */
function twoDeployments({ at }: Scenario) {
  at("03-02 08:00", (now) => now.deployed(1, "production"));
  at("03-02 08:10", (now) => now.deploymentIs(1, "success"));
  at("03-02 09:00", (now) => now.pushed("fix", { by: "ben" }));
  at("03-02 09:01", (now) => now.pullRequestOpened(2, { by: "ben", branch: "fix" }));
  at("03-02 10:00", (now) => now.merged(2, { by: "ada" }));
  at("03-02 10:05", (now) => now.deployed(3, "production"));
}

test("a failed deployment is made good by the next that completes there, a rollback among them", () => {
  const records = restored((scenario) => {
    twoDeployments(scenario);
    scenario.at("03-02 10:10", (now) => now.deploymentIs(3, "failure"));
    scenario.at("03-02 11:00", (now) => now.deployed(4, "production-eu"));
    scenario.at("03-02 11:10", (now) => now.deploymentIs(4, "success"));
    scenario.at("03-02 12:00", (now) => now.deployed(5, "production"));
    scenario.at("03-02 12:10", (now) => now.deploymentIs(5, "success"));
  });

  expect(records).toEqual([
    [1, null, null, null],
    [3, null, "2026-03-02T12:10:00Z", "redeployment"],
    [4, null, null, null],
    [5, null, null, null],
  ]);
});

test("one that was rolled back is made good by the rollback", () => {
  const records = restored((scenario) => {
    twoDeployments(scenario);
    scenario.at("03-02 10:10", (now) => now.deploymentIs(3, "success"));
    scenario.at("03-02 11:00", (now) => now.deployed(4, "production", { sameAs: 1 }));
    scenario.at("03-02 11:10", (now) => now.deploymentIs(4, "success"));
  });

  expect(records).toEqual([
    [1, null, null, null],
    [3, "rollback", "2026-03-02T11:10:00Z", "rollback"],
    [4, null, null, null],
  ]);
});

test("one with an incident is made good when that is closed, and not yet while it is open", () => {
  const incident = (scenario: Scenario) => {
    twoDeployments(scenario);
    scenario.at("03-02 10:10", (now) => now.deploymentIs(3, "success"));
    scenario.at("03-02 11:00", (now) => now.issueOpened(9, { by: "ada", title: "Export is down" }));
    scenario.at("03-02 11:01", (now) => now.labeled(9, "incident", { by: "ada" }));
  };
  const open = restored(incident);
  const closed = restored((scenario) => {
    incident(scenario);
    scenario.at("03-02 15:00", (now) => now.issueClosed(9, { by: "ada" }));
  });

  expect(open[1]).toEqual([3, "incident", null, null]);
  expect(closed[1]).toEqual([3, "incident", "2026-03-02T15:00:00Z", "incident-closed"]);
});

test("one whose pull request was reverted is made good when the revert is live, not when it is merged", () => {
  const records = restored((scenario) => {
    twoDeployments(scenario);
    const { at } = scenario;
    at("03-02 10:10", (now) => now.deploymentIs(3, "success"));
    at("03-02 11:00", (now) => now.pushed("revert-2-fix", { by: "ben" }));
    at("03-02 11:01", (now) => now.pullRequestOpened(4, { by: "ben", branch: "revert-2-fix", body: "Reverts #2" }));
    at("03-02 11:30", (now) => now.merged(4, { by: "ada" }));
    at("03-02 12:00", (now) => now.deployed(5, "production"));
    at("03-02 12:10", (now) => now.deploymentIs(5, "success"));
  });

  expect(records[1]).toEqual([3, "revert", "2026-03-02T12:10:00Z", "revert"]);
});

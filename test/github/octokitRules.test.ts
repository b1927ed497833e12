/** How GitHub is asked what a branch requires, and how several rules become one. */
import nock from "nock";
import { expect, it } from "vitest";
import { thrownBy } from "../support/thrownBy.ts";
import { gitHubOverHttp as github, octoShop as repository } from "../support/gitHubOverHttp.ts";
import { useNock } from "../support/useNock.ts";

useNock();

it("takes the strictest number of approvals and every check, whichever ruleset asks for it", async () => {
  branch().reply(200, { name: "main", protected: true, protection: { enabled: false } });
  rules(1).reply(200, [
    { type: "deletion", ruleset_id: 1 },
    approvals(1),
    approvals(2),
    checks({ context: "test" }, { context: "build", integration_id: 15368 }),
    checks({ context: "test" }),
    { type: "of_a_later_year", parameters: { more: true } },
  ]);
  expect(await read()).toEqual({
    branch: "main",
    approvals: 2,
    checks: [
      { name: "build", appId: 15368 },
      { name: "test", appId: null },
    ],
    isClassic: false,
  });
});

it("adds the checks of classic protection, and says that its approvals are not seen", async () => {
  branch().reply(200, {
    protection: {
      enabled: true,
      required_status_checks: {
        enforcement_level: "non_admins",
        contexts: ["lint"],
        checks: [{ context: "lint", app_id: null }],
      },
    },
  });
  rules(1).reply(200, [approvals(0), checks({ context: "build" })]);
  expect(await read()).toEqual({
    branch: "main",
    approvals: null,
    checks: [
      { name: "build", appId: null },
      { name: "lint", appId: null },
    ],
    isClassic: true,
  });
});

it.each([
  ["an older server tells contexts alone", { enforcement_level: "everyone", contexts: ["lint"] }, ["lint"]],
  ["checks that are off are not required", { enforcement_level: "off", contexts: [], checks: [] }, []],
  ["no checks are asked for", null, []],
])("classic protection: %s", async (_what, required, names) => {
  branch().reply(200, { protection: { enabled: true, required_status_checks: required } });
  rules(1).reply(200, []);
  expect((await read())?.checks.map(({ name }) => name)).toEqual(names);
});

it("says that nothing is required where there are no rules, and that no approval is where a rule says so", async () => {
  branch().times(2).reply(200, { name: "main", protected: false });
  rules(1).reply(200, []);
  expect(await read()).toEqual({ branch: "main", approvals: null, checks: [], isClassic: false });
  rules(1).reply(200, [approvals(0)]);
  expect(await read()).toMatchObject({ approvals: 0 });
});

it("reads every page", async () => {
  branch().reply(200, {});
  rules(1).reply(
    200,
    Array.from({ length: 100 }, () => approvals(1)),
  );
  rules(2).reply(200, [approvals(3)]);
  expect(await read()).toMatchObject({ approvals: 3 });
});

it.each([
  ["a server without rulesets", 404, "Not Found"],
  ["a plan without them", 403, "Upgrade to GitHub Pro or make this repository public to enable this feature."],
])("%s has none", async (_what, status, message) => {
  branch().reply(200, {});
  rules(1).reply(status, { message });
  expect(await read()).toEqual({ branch: "main", approvals: null, checks: [], isClassic: false });
});

it("knows nothing of a branch that is not there, and nothing while GitHub refuses or fails", async () => {
  branch().reply(404, { message: "Branch not found" });
  expect(await read()).toBe(null);
  branch().reply(200, {});
  rules(1).reply(403, { message: "Resource not accessible by integration" });
  expect(await thrownBy(read())).toMatchObject({ meaning: "refused" });
  branch().reply(502);
  expect(await thrownBy(read())).toMatchObject({ meaning: "try-later" });
});

function read() {
  return github.branchRules(repository, "main");
}

function branch() {
  return nock("https://api.github.com").get("/repos/octo-org/shop/branches/main");
}

function rules(page: number) {
  return nock("https://api.github.com").get("/repos/octo-org/shop/rules/branches/main").query({ per_page: 100, page });
}

function approvals(count: number) {
  return {
    type: "pull_request",
    parameters: { required_approving_review_count: count, require_code_owner_review: false },
  };
}

function checks(...required: { context: string; integration_id?: number }[]) {
  return { type: "required_status_checks", parameters: { required_status_checks: required } };
}

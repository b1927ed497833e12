/** What a person may do, eyes under a comment, and labels: which requests these are, and how their answers are read. */
import nock from "nock";
import { describe, expect, it } from "vitest";
import { GitHubFailure } from "../../src/github/github.ts";
import { gitHubOverHttp as github, octoShop as repository } from "../support/gitHubOverHttp.ts";
import { useNock } from "../support/useNock.ts";

const api = "https://api.github.com";

useNock();

describe("what a person may do", () => {
  const path = "/repos/octo-org/shop/collaborators/mona/permission";

  it.each([
    [{ permission: "read", role_name: "read" }, "read"],
    [{ permission: "read", role_name: "triage" }, "triage"],
    [{ permission: "write", role_name: "write" }, "write"],
    [{ permission: "write", role_name: "maintain" }, "maintain"],
    [{ permission: "admin", role_name: "admin" }, "admin"],
    [{ permission: "none", role_name: "" }, "none"],
    [{ permission: "write", role_name: "Release Captain" }, "write"],
    [{ permission: "write" }, "write"],
    [{ permission: "owner of all", role_name: "constructor" }, "none"],
  ])("%j: %s", async (told, permission) => {
    nock(api).get(path).reply(200, told);
    expect(await github.permissionOf(repository, "mona")).toBe(permission);
  });

  it("is nothing once the account is gone", async () => {
    nock(api).get(path).reply(404, { message: "Not Found" });
    expect(await github.permissionOf(repository, "mona")).toBe("none");
  });

  it("is not known while GitHub fails", async () => {
    nock(api).get(path).reply(502);
    await expect(github.permissionOf(repository, "mona")).rejects.toMatchObject({ meaning: "try-later" });
  });
});

describe("eyes under a comment", () => {
  const path = "/repos/octo-org/shop/issues/comments/71/reactions";

  it.each([200, 201, 404])("are one POST, answered %d", async (status) => {
    nock(api).post(path, { content: "eyes" }).reply(status, { content: "eyes" });
    await github.reactWithEyes(repository, 71);
  });

  it("are refused where the conversation is locked", async () => {
    nock(api).post(path).reply(403, { message: "Unable to react: the conversation is locked" });
    await expect(github.reactWithEyes(repository, 71)).rejects.toBeInstanceOf(GitHubFailure);
  });
});

describe("labels", () => {
  const path = "/repos/octo-org/shop/labels";
  const label = { name: "stage: review", description: "The work is in: Review", color: "5319e7" };

  it("are listed by name, page after page", async () => {
    const link = `<${api}${path}?per_page=100&page=2>; rel="next"`;
    nock(api)
      .get(path)
      .query({ per_page: 100 })
      .reply(200, [{ name: "bug" }], { link });
    nock(api)
      .get(path)
      .query({ per_page: 100, page: 2 })
      .reply(200, [{ name: "docs" }]);
    expect(await github.labelNames(repository)).toEqual(["bug", "docs"]);
  });

  it("are made with one POST", async () => {
    nock(api).post(path, label).reply(201, { name: label.name });
    expect(await github.createLabel(repository, label)).toBe("created");
  });

  it("that are there already are let be", async () => {
    const errors = [{ resource: "Label", code: "already_exists", field: "name" }];
    nock(api).post(path).reply(422, { message: "Validation Failed", errors });
    expect(await github.createLabel(repository, label)).toBe("present");
  });

  it("that GitHub does not take for another reason are refused", async () => {
    nock(api)
      .post(path)
      .reply(422, { message: "Validation Failed", errors: [{ code: "invalid" }] });
    await expect(github.createLabel(repository, label)).rejects.toMatchObject({ meaning: "refused" });
  });
});

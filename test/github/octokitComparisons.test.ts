/** How GitHub is asked to compare two commits. */
import nock from "nock";
import { expect, it } from "vitest";
import { thrownBy } from "../support/thrownBy.ts";
import { gitHubOverHttp as github, octoShop as repository } from "../support/gitHubOverHttp.ts";
import { useNock } from "../support/useNock.ts";

useNock();

it.each(["ahead", "behind", "identical", "diverged"])("tells that the head is %s, and the commits", async (status) => {
  page(1).reply(200, { status, total_commits: 2, commits: [{ sha: "b" }, { sha: "c" }] });
  expect(await github.compare(repository, "a", "c")).toEqual({ status, commits: ["b", "c"] });
});

it("reads as many pages as there are", async () => {
  page(1).reply(200, { status: "ahead", total_commits: 251, commits: commits(250) });
  page(2).reply(200, { status: "ahead", total_commits: 251, commits: [{ sha: "c" }] });
  expect((await github.compare(repository, "a", "c"))?.commits.slice(-2)).toEqual(["commit-249", "c"]);
});

it("gives up on commits that are further apart than eight pages, after the first", async () => {
  page(1).reply(200, { status: "ahead", total_commits: 2001, commits: commits(250) });
  expect(await github.compare(repository, "a", "c")).toBe(null);
});

it("knows nothing of a commit that is gone", async () => {
  page(1).reply(404, { message: "Not Found" });
  expect(await github.compare(repository, "a", "c")).toBe(null);
});

it("is not known while GitHub fails", async () => {
  page(1).reply(502);
  expect(await thrownBy(github.compare(repository, "a", "c"))).toMatchObject({ meaning: "try-later", status: 502 });
});

it("does not take an answer of another shape", async () => {
  page(1).reply(200, { status: "sideways", total_commits: 0, commits: [] });
  expect(await thrownBy(github.compare(repository, "a", "c"))).toMatchObject({ name: "GitHubFailure" });
});

function page(number: number) {
  return nock("https://api.github.com")
    .get("/repos/octo-org/shop/compare/a...c")
    .query({ per_page: 250, page: number });
}

function commits(count: number): { sha: string }[] {
  return Array.from({ length: count }, (_, index) => ({ sha: `commit-${index}` }));
}

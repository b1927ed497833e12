import nock from "nock";
import { describe, expect, it, vi } from "vitest";
import { thrownBy } from "../support/thrownBy.ts";
import { gitHubOverHttp as github, octoShop as repository } from "../support/gitHubOverHttp.ts";
import { useNock } from "../support/useNock.ts";

const api = "https://api.github.com";
const marker = "<!-- throughline:test -->";

useNock();

describe("a comment", () => {
  it("is created with one POST of the body", async () => {
    nock(api)
      .post("/repos/octo-org/shop/issues/12/comments", { body: "Waiting for review" })
      .reply(201, byApp({ id: 900, body: "Waiting for review" }));
    expect(await github.createComment(repository, 12, "Waiting for review")).toEqual({
      id: 900,
      body: "Waiting for review",
    });
  });

  it("is updated with one PATCH of the body", async () => {
    nock(api)
      .patch("/repos/octo-org/shop/issues/comments/900", { body: "Merged" })
      .reply(200, byApp({ id: 900, body: "Merged" }));
    expect(await github.updateComment(repository, 900, "Merged")).toBe("updated");
  });

  it.each([404, 410])("is gone if the PATCH is answered %d", async (status) => {
    nock(api).patch("/repos/octo-org/shop/issues/comments/900").reply(status, { message: "Not Found" });
    expect(await github.updateComment(repository, 900, "Merged")).toBe("gone");
  });

  it("is deleted with one DELETE", async () => {
    nock(api).delete("/repos/octo-org/shop/issues/comments/900").reply(204);
    await github.deleteComment(repository, 900);
  });

  it("that is already gone counts as deleted", async () => {
    nock(api).delete("/repos/octo-org/shop/issues/comments/900").reply(404, { message: "Not Found" });
    await github.deleteComment(repository, 900);
  });
});

describe("a file on the default branch", () => {
  const path = ".github/throughline.yml";
  const contents = "/repos/octo-org/shop/contents/.github%2Fthroughline.yml";
  const file = { type: "file", encoding: "base64", content: Buffer.from("timezone: UTC\n").toString("base64") };

  function commits() {
    return nock(api).get("/repos/octo-org/shop/commits").query({ path, per_page: 1 });
  }

  it("comes with the latest commit that touched it", async () => {
    nock(api).get(contents).reply(200, file);
    commits().reply(200, [{ sha: "abc" }]);
    expect(await github.fileOnDefaultBranch(repository, path)).toEqual({ text: "timezone: UTC\n", commit: "abc" });
  });

  it("has no text if it is too large to be handed out", async () => {
    nock(api)
      .get(contents)
      .reply(200, { ...file, encoding: "none", content: "" });
    commits().reply(200, [{ sha: "abc" }]);
    expect(await github.fileOnDefaultBranch(repository, path)).toEqual({ text: null, commit: "abc" });
  });

  it.each([
    ["there is nothing", 404, { message: "Not Found" }],
    ["there is a folder", 200, [file]],
    ["there is a submodule", 200, { type: "submodule" }],
  ])("is none where %s", async (_what, status, answer) => {
    nock(api).get(contents).reply(status, answer);
    expect(await github.fileOnDefaultBranch(repository, path)).toBe(null);
  });

  it("is none if it was removed before its commit was asked for", async () => {
    nock(api).get(contents).reply(200, file);
    commits().reply(200, []);
    expect(await github.fileOnDefaultBranch(repository, path)).toBe(null);
  });

  it("is not known while GitHub fails", async () => {
    nock(api).get(contents).reply(502);
    const failure = await thrownBy(github.fileOnDefaultBranch(repository, path));
    expect(failure).toMatchObject({ meaning: "try-later", status: 502 });
  });
});

describe("own comments", () => {
  it("are those with the marker and the app's own identity, oldest first", async () => {
    nock(api)
      .get("/repos/octo-org/shop/issues/12/comments")
      .query({ per_page: 100 })
      .reply(200, [
        byApp({ id: 30, body: `younger ${marker}` }),
        byApp({ id: 10, body: `oldest ${marker}` }),
        byApp({ id: 11, body: "ours, another kind" }),
        { id: 12, body: `pasted ${marker}`, user: { login: "mallory", type: "User" }, performed_via_github_app: null },
        { id: 13, body: `dressed up ${marker}`, user: { login: "throughline[bot]", type: "User" } },
        {
          id: 14,
          body: `through us ${marker}`,
          user: { login: "ada", type: "User" },
          performed_via_github_app: { id: 77 },
        },
        { id: 15, body: `another app ${marker}`, user: { login: "other[bot]", type: "Bot" } },
        { id: 16, body: `deleted account ${marker}`, user: null },
        {
          id: 20,
          body: `before a rename ${marker}`,
          user: { login: "old-name[bot]", type: "Bot" },
          performed_via_github_app: { id: 77 },
        },
        { id: 21, body: null, user: { login: "throughline[bot]", type: "Bot" } },
      ]);
    const own = await github.ownComments(repository, 12, marker);
    expect(own.map(({ id }) => id)).toEqual([10, 20, 30]);
  });

  it("are looked for on every page", async () => {
    const path = "/repos/octo-org/shop/issues/12/comments";
    nock(api)
      .get(path)
      .query({ per_page: 100 })
      .reply(200, [byApp({ id: 1, body: marker })], { link: `<${api}${path}?per_page=100&page=2>; rel="next"` })
      .get(path)
      .query({ per_page: 100, page: 2 })
      .reply(200, [byApp({ id: 2, body: marker })]);
    expect(await github.ownComments(repository, 12, marker)).toHaveLength(2);
  });
});

describe("a check", () => {
  const content = {
    headSha: "c0ffee",
    externalId: "throughline:check:c0ffee",
    title: "Waiting",
    summary: "Since 09:14",
  };
  const fields = {
    name: "Throughline",
    external_id: "throughline:check:c0ffee",
    status: "completed",
    conclusion: "neutral",
    output: { title: "Waiting", summary: "Since 09:14" },
    actions: [{ label: "Refresh", description: "Read the state again", identifier: "refresh" }],
  };
  const answer = { id: 41, app: { id: 77 }, output: { title: "Waiting", summary: "Since 09:14" } };

  it("is created completed and neutral, with a button", async () => {
    nock(api)
      .post("/repos/octo-org/shop/check-runs", { head_sha: "c0ffee", ...fields })
      .reply(201, answer);
    expect(await github.createCheck(repository, content)).toEqual({ id: 41, title: "Waiting", summary: "Since 09:14" });
  });

  it("is updated with the same fields but the commit", async () => {
    nock(api).patch("/repos/octo-org/shop/check-runs/41", fields).reply(200, answer);
    expect(await github.updateCheck(repository, 41, content)).toBe("updated");
  });

  it("is found among the latest of its name by this app", async () => {
    nock(api)
      .get("/repos/octo-org/shop/commits/c0ffee/check-runs")
      .query({ check_name: "Throughline", app_id: 77, filter: "latest", per_page: 100 })
      .reply(200, {
        total_count: 2,
        check_runs: [answer, { id: 40, app: { id: 78 }, output: { title: null, summary: null } }],
      });
    expect(await github.ownChecks(repository, "c0ffee")).toEqual([
      { id: 41, title: "Waiting", summary: "Since 09:14" },
    ]);
  });
});

describe("an issue", () => {
  const text = { title: "Throughline: week 2026-W10", body: `Review waits. ${marker}` };
  const label = "throughline: weekly";

  it("is created with its label in one POST", async () => {
    nock(api)
      .post("/repos/octo-org/shop/issues", { ...text, labels: [label] })
      .reply(201, { number: 31 });
    expect(await github.createIssue(repository, text, label)).toBe(31);
  });

  it("is updated with one PATCH of its title and body, so that nobody's labels are touched", async () => {
    nock(api).patch("/repos/octo-org/shop/issues/31", text).reply(200, {});
    expect(await github.updateIssue(repository, 31, text)).toBe("updated");
  });

  it("is closed as not planned", async () => {
    nock(api).patch("/repos/octo-org/shop/issues/31", { state: "closed", state_reason: "not_planned" }).reply(200, {});
    await github.closeIssue(repository, 31);
  });

  it("is closed with last words and without labels in the same request", async () => {
    nock(api)
      .patch("/repos/octo-org/shop/issues/31", {
        state: "closed",
        state_reason: "not_planned",
        title: "Copy",
        body: "See #30",
        labels: [],
      })
      .reply(200, {});
    await github.closeIssue(repository, 31, { title: "Copy", body: "See #30" });
  });

  it.each(["open", "closed"])("says that it is %s", async (state) => {
    nock(api)
      .get("/repos/octo-org/shop/issues/31")
      .reply(200, byApp({ number: 31, state }));
    expect(await github.issueState(repository, 31)).toBe(state);
  });

  it.each([
    [404, "Not Found"],
    [410, "This issue was deleted"],
  ])("is gone if it is answered %d", async (status, message) => {
    nock(api).get("/repos/octo-org/shop/issues/31").reply(status, { message });
    nock(api).patch("/repos/octo-org/shop/issues/31").reply(status, { message });
    expect(await github.issueState(repository, 31)).toBe("gone");
    expect(await github.updateIssue(repository, 31, text)).toBe("gone");
  });

  it.each([
    ["was moved, and GitHub leads there", byApp({ number: 7, state: "open" })],
    ["is a stranger's", { number: 31, state: "open", user: { login: "mona", type: "User" } }],
  ])("is gone if the one of that number %s", async (_what, answer) => {
    nock(api).get("/repos/octo-org/shop/issues/31").reply(200, answer);
    expect(await github.issueState(repository, 31)).toBe("gone");
  });

  it("is not gone but refused where issues are switched off", async () => {
    const off = { message: "Issues has been disabled in this repository." };
    nock(api).get("/repos/octo-org/shop/issues/31").reply(410, off);
    nock(api).patch("/repos/octo-org/shop/issues/31").reply(410, off);
    nock(api).get("/repos/octo-org/shop/issues").query(true).reply(410, off);
    const advice = { meaning: "refused", message: expect.stringContaining("issues are switched off") };
    expect(await thrownBy(github.issueState(repository, 31))).toMatchObject(advice);
    expect(await thrownBy(github.updateIssue(repository, 31, text))).toMatchObject(advice);
    expect(await thrownBy(github.ownIssues(repository, label, marker))).toMatchObject(advice);
  });

  it("is refused where the repository is archived", async () => {
    const archived = { message: "Repository was archived so is read-only." };
    nock(api).post("/repos/octo-org/shop/issues").reply(403, archived);
    expect(await thrownBy(github.createIssue(repository, text, label))).toMatchObject({
      meaning: "refused",
      message: expect.stringContaining("unarchive"),
    });
  });

  it("that may have been created leaves doubt", async () => {
    nock(api).post("/repos/octo-org/shop/issues").reply(502);
    expect(await thrownBy(github.createIssue(repository, text, label))).toMatchObject({ meaning: "ambiguous" });
  });

  it("is its own by the label, the marker and the app's own identity, open or closed, oldest first", async () => {
    const path = "/repos/octo-org/shop/issues";
    const query = { labels: label, state: "all", per_page: 100 };
    nock(api)
      .get(path)
      .query(query)
      .reply(
        200,
        [
          byApp({ number: 40, ...text }),
          byApp({ number: 41, title: "Another week", body: "no mark" }),
          byApp({ number: 42, ...text, pull_request: {} }),
          { number: 20, ...text, user: { login: "mallory", type: "User" } },
        ],
        { link: `<${api}${path}?labels=throughline%3A%20weekly&state=all&per_page=100&page=2>; rel="next"` },
      )
      .get(path)
      .query({ ...query, page: 2 })
      .reply(200, [byApp({ number: 30, ...text })]);
    expect(await github.ownIssues(repository, label, marker)).toEqual([
      { number: 30, ...text },
      { number: 40, ...text },
    ]);
  });
});

it("a create without an answer is cut off after twelve seconds, in doubt", async () => {
  const soon = AbortSignal.timeout(5);
  const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(soon);
  nock(api).post("/repos/octo-org/shop/issues/12/comments").delay(1_000).reply(201);
  expect(await thrownBy(github.createComment(repository, 12, "text"))).toMatchObject({ meaning: "ambiguous" });
  expect(timeout).toHaveBeenCalledExactlyOnceWith(12_000);
  timeout.mockRestore();
});

it("a token that has run out means try later, for nothing was written", async () => {
  nock(api).post("/repos/octo-org/shop/issues/12/comments").reply(401, { message: "Bad credentials" });
  expect(await thrownBy(github.createComment(repository, 12, "text"))).toMatchObject({
    meaning: "try-later",
    status: 401,
  });
});

describe("an answer that cannot be read", () => {
  it("to a create leaves doubt", async () => {
    nock(api).post("/repos/octo-org/shop/issues/12/comments").reply(201, "<html>Unicorn</html>");
    expect(await thrownBy(github.createComment(repository, 12, "text"))).toMatchObject({ meaning: "ambiguous" });
  });

  it("to an update leaves doubt", async () => {
    nock(api).patch("/repos/octo-org/shop/issues/comments/900").reply(200, "<html>Unicorn</html>");
    expect(await thrownBy(github.updateComment(repository, 900, "text"))).toMatchObject({ meaning: "ambiguous" });
  });

  it("to a listing is asked for again", async () => {
    nock(api).get("/repos/octo-org/shop/issues/12/comments").query(true).reply(200, { message: "odd" });
    expect(await thrownBy(github.ownComments(repository, 12, marker))).toMatchObject({ meaning: "try-later" });
  });
});

describe("a repository that has another name now", () => {
  it.each([301, 307])("is written to under it, with the same request, after a %d", async (status) => {
    const there = `${api}/repositories/1/issues/12/comments`;
    nock(api).post("/repos/octo-org/shop/issues/12/comments").reply(status, {}, { location: there });
    nock(api)
      .post("/repositories/1/issues/12/comments", { body: "text" })
      .reply(201, byApp({ id: 900, body: "text" }));
    expect(await github.createComment(repository, 12, "text")).toEqual({ id: 900, body: "text" });
  });

  it("is not followed to another host", async () => {
    nock(api)
      .post("/repos/octo-org/shop/issues/12/comments")
      .reply(307, {}, { location: "https://example.com/repositories/1/issues/12/comments" });
    expect(await thrownBy(github.createComment(repository, 12, "text"))).toMatchObject({
      meaning: "refused",
      message: expect.stringContaining("another host"),
    });
  });

  it("is told from another one that has taken its name", async () => {
    nock(api).get("/repos/octo-org/shop").reply(200, { id: 2 });
    expect(await github.repositoryIdAt(repository)).toBe(2);
    nock(api).get("/repos/octo-org/shop").reply(404, { message: "Not Found" });
    expect(await github.repositoryIdAt(repository)).toBe(null);
  });
});

it("a text that holds another's mark before its own is not taken for that one", async () => {
  nock(api)
    .get("/repos/octo-org/shop/issues/12/comments")
    .query(true)
    .reply(200, [byApp({ id: 1, body: `An issue is called \`${marker}\`.\n\n<!-- throughline:other -->` })]);
  expect(await github.ownComments(repository, 12, marker)).toEqual([]);
});

function byApp(written: object) {
  return { ...written, user: { login: "throughline[bot]", type: "Bot" }, performed_via_github_app: null };
}

/** How a history is read: at GitHub's pace, in smaller parts where it is too much, and on from where it was left. */
import { describe, expect, test } from "vitest";
import { historyPages } from "../../../src/github/history/historyPages.ts";
import type { HistoryPage, HistoryStream } from "../../../src/github/history/history.ts";
import { octokitHistory } from "../../../src/github/history/octokitHistory.ts";
import type { Delivery } from "../../../src/signals/delivery.ts";
import { commentCreated, issueOpened, pullRequestOpened } from "../../support/payloads.ts";
import { repositoryModel } from "../../support/simulatedGitHub/repositoryModel.ts";
import { readHistory } from "../../support/simulatedGitHub/readHistory.ts";
import {
  simulatedGitHub,
  type SimulatedGitHub,
  type SimulatedOptions,
} from "../../support/simulatedGitHub/simulatedGitHub.ts";
import { thrownBy } from "../../support/thrownBy.ts";

const fullName = "acme/shop";
const address = { id: 1001, owner: "acme", name: "shop", installationId: 1 };
const day = (index: number) => `2026-03-${String(1 + (index % 28)).padStart(2, "0")}T09:00:00Z`;

function issues(count: number): Delivery[] {
  return Array.from({ length: count }, (_, index) => issueOpened({ number: index + 1, at: day(index) }));
}

function pullRequests(count: number): Delivery[] {
  return Array.from({ length: count }, (_, index) => pullRequestOpened({ number: 5001 + index, at: day(index) }));
}

function gitHubWith(deliveries: readonly Delivery[], options?: SimulatedOptions): SimulatedGitHub {
  return simulatedGitHub(repositoryModel(deliveries), options);
}

type Reading = { since?: string; after?: string | null; keepPoints?: number };

async function pagesOf(
  gitHub: SimulatedGitHub,
  stream: HistoryStream,
  { since = "2000-01-01T00:00:00Z", after = null, keepPoints = 0 }: Reading = {},
) {
  const history = octokitHistory(gitHub.octokitFor);
  const features = await history.features(address);
  const pages: HistoryPage[] = [];
  const waits: [number, string][] = [];
  const pace = { keepPoints, wait: async (seconds: number, why: string) => void waits.push([seconds, why]) };
  gitHub.requests.length = 0;
  for await (const page of historyPages(history, address, { stream, since, after, features }, pace)) pages.push(page);
  return { pages, waits, numbers: pages.flatMap(({ nodes }) => nodes.map(numberOf)) };
}

function numberOf(node: unknown): unknown {
  return typeof node === "object" && node !== null && "number" in node ? node.number : node;
}

test(
  "a thousand pull requests and a thousand issues take fewer than a hundred points",
  { timeout: 60_000 },
  async () => {
    const gitHub = gitHubWith([...issues(1000), ...pullRequests(1000)]);

    const { facts } = await readHistory(gitHub, fullName);

    expect(facts.filter(({ signal }) => signal.kind === "opened").length).toBe(2000);
    expect(gitHub.points()).toBe(64);
  },
);

test("the newest come first, and nothing that changed last before the day from which on they are wanted", async () => {
  const { numbers } = await pagesOf(gitHubWith(pullRequests(28)), "pull-requests", { since: day(25) });

  expect(numbers).toEqual([5028, 5027, 5026]);
});

test("no page is asked for beyond that day", async () => {
  const gitHub = gitHubWith(pullRequests(100));

  await pagesOf(gitHub, "pull-requests", { since: day(27) });

  expect(gitHub.requests).toEqual(["POST /graphql PullRequests"]);
});

test("a timeline is read to its end, however long", async () => {
  const comments = Array.from({ length: 250 }, (_, index) =>
    commentCreated({ number: 1, at: day(index), comment: index + 1 }),
  );
  const { facts } = await readHistory(gitHubWith([...issues(1), ...comments]), fullName);

  expect(facts.filter(({ signal }) => signal.kind === "commented").length).toBe(250);
});

test.each(["issues", "pull-requests"] as const)("%s are read on from where the reading was left", async (stream) => {
  const gitHub = gitHubWith([...issues(120), ...pullRequests(120)]);
  const whole = await pagesOf(gitHub, stream);
  const [first] = whole.pages;

  const rest = await pagesOf(gitHub, stream, { after: first?.cursor ?? null });

  expect([...(first?.nodes ?? []).map(numberOf), ...rest.numbers]).toEqual(whole.numbers);
});

describe("what GitHub asks for is done", () => {
  test.each([
    [429, { "retry-after": "17" }, 17],
    [403, { "retry-after": "60" }, 60],
  ])("after %i with %o", async (status, headers, seconds) => {
    const gitHub = gitHubWith(issues(3));
    const reading = pagesAfter(gitHub, { status, headers });

    expect((await reading).waits.map(([wait]) => wait)).toEqual([seconds]);
    expect((await reading).numbers).toEqual([3, 2, 1]);
  });

  test("after a limit that is told in an answer of success", async () => {
    const reset = {
      date: "Mon, 02 Mar 2026 09:00:00 GMT",
      "x-ratelimit-reset": String(Date.parse("2026-03-02T09:05:00Z") / 1000),
    };
    const { waits, numbers } = await pagesAfter(gitHubWith(issues(3)), {
      graphql: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }],
      headers: reset,
    });

    expect([waits.map(([wait]) => wait), numbers]).toEqual([[301], [3, 2, 1]]);
  });

  test("points are left to others, until there are more", async () => {
    const { waits, numbers } = await pagesOf(gitHubWith(issues(60), { limit: 100 }), "issues", { keepPoints: 99 });

    expect(waits.map(([, why]) => why)).toEqual(["GitHub's limit for this hour is used up until 2099-01-01T00:00:00Z"]);
    expect(numbers.length).toBe(60);
  });
});

describe("what is too much at once is asked for in smaller parts", () => {
  test("by halves, until it is not", async () => {
    const gitHub = gitHubWith(issues(30));
    const { numbers, waits } = await pagesAfter(gitHub, { tooLargeOver: 12 });

    expect(numbers.length).toBe(30);
    expect(waits.map(([, why]) => why)).toEqual([
      "GitHub took too long: asking for 25 at once",
      "GitHub took too long: asking for 12 at once",
    ]);
  });

  test.each([
    [{ status: 502 }],
    [{ status: 504 }],
    [
      {
        graphql: [{ message: "Something went wrong while executing your query. This may be the result of a timeout" }],
      },
    ],
    [{ graphql: [{ type: "RESOURCE_LIMITS_EXCEEDED", message: "Resource limits for this query exceeded" }] }],
  ])("after %o", async (fault) => {
    const { waits } = await pagesAfter(gitHubWith(issues(3)), fault);

    expect(waits.map(([, why]) => why)).toEqual(["GitHub took too long: asking for 25 at once"]);
  });

  test("and given up where even one is too much", async () => {
    expect(await thrownBy(pagesAfter(gitHubWith(issues(3)), { tooLargeOver: 0 }))).toMatchObject({
      name: "HistoryTooLarge",
    });
  });
});

test("what is refused is not asked for again", async () => {
  const gitHub = gitHubWith(issues(3));
  const refused = { graphql: [{ type: "NOT_FOUND", message: "Could not resolve to a Repository" }] };

  expect(await thrownBy(pagesAfter(gitHub, refused))).toMatchObject({ name: "GitHubFailure", meaning: "refused" });
  expect(gitHub.requests.length).toBe(1);
});

test("an older server is asked only for what it knows, and what it lacks is said", async () => {
  const gitHub = gitHubWith(issues(3), { server: "published" });

  const features = await octokitHistory(gitHub.octokitFor).features(address);

  expect(features.lacks).toEqual(["issue types", "blocked by"]);
  expect((await pagesOf(gitHub, "issues")).numbers).toEqual([3, 2, 1]);
});

/** The first page meets that. */
async function pagesAfter(gitHub: SimulatedGitHub, fault: SimulatedGitHub["faults"][number]) {
  gitHub.faults.push("ok", fault);
  return pagesOf(gitHub, "issues");
}

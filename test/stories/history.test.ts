/** The app comes to a repository that has a history: it is read, one summary welcomes who chose the repository, and nothing else is written. */
import { expect, it } from "vitest";
import { z } from "zod";
import { apiOf } from "../../src/cli/demo/scene.ts";
import type { EmulatedGitHub } from "../../src/cli/demo/emulatedGitHub.ts";
import type { ProxyAnswer, ProxyRequest } from "../../src/cli/demo/proxy.ts";
import { issueClosed, issueOpened, pullRequestOpened } from "../support/payloads.ts";
import { repositoryModel } from "../support/simulatedGitHub/repositoryModel.ts";
import { simulatedGitHub, type SimulatedGitHub } from "../support/simulatedGitHub/simulatedGitHub.ts";
import { useStory } from "../support/story.ts";

/** A Wednesday. */
const story = useStory({ beginning: "2026-03-11T09:00:00Z", beside: answerGraphql });

const repositorySchema = z.object({ id: z.number(), full_name: z.string() });
let simulated: SimulatedGitHub | null = null;

it("is told of its last week a moment after the app was installed, and no pull request gets a comment", async () => {
  await install("selected");

  const [summary] = await story.untilSummaries([["2026-W10", "open"]]);

  expect(summary?.title).toBe("Where work waited: week 2026-W10");
  expect(summary?.body).toMatch(/from 12 Sep 2025 09:00 UTC on/);
  expect(simulated?.requests.filter((request) => request.endsWith("PullRequests")).length).toBe(1);
  expect(writes()).toEqual([]);
});

it("is asked at once, of what was before", async () => {
  const { number } = (await story.summaries())[0]!;
  await story.as("maya").comment(number, "/flow week 2026-W10");
  expect(await story.untilAnswer(number, /2026-W10/)).not.toMatch(/still being read/);
});

/** Webhooks that the app's own comments and checks would have caused. */
function writes(): string[] {
  return story.github.delivered
    .filter(({ event }) => event === "issue_comment" || event === "check_run")
    .map(({ event }) => event);
}

async function install(selection: string): Promise<void> {
  const { id, full_name } = await repositoryOf(story.github);
  await story.github.deliver({
    event: "installation",
    payload: {
      action: "created",
      installation: { app_id: story.github.appId, repository_selection: selection },
      repositories: [{ id, full_name, private: false }],
    },
  });
}

/** Twelve pull requests wait there; an issue came and went last week. */
async function answerGraphql(
  { method, path, body }: ProxyRequest,
  github: EmulatedGitHub,
): Promise<ProxyAnswer | null> {
  if (path !== "/graphql") return null;
  simulated ??= simulatedGitHub(await history(github));
  const response = await simulated.fetch(`http://localhost${path}`, { method, body });
  return { status: response.status, headers: { "content-type": "application/json" }, body: await response.text() };
}

async function history(github: EmulatedGitHub): Promise<ReturnType<typeof repositoryModel>> {
  const { id, full_name: fullName } = await repositoryOf(github);
  const repository = { id, fullName };
  const open = Array.from({ length: 12 }, (_, index) =>
    pullRequestOpened({ number: 200 + index, at: "2026-03-03T10:00:00Z", author: "jonas", repository }),
  );
  const issue = { number: 101, createdAt: "2026-03-02T10:00:00Z", repository };
  const closedAt = "2026-03-04T10:00:00Z";
  return repositoryModel([
    ...open,
    issueOpened({ ...issue, at: issue.createdAt }),
    issueClosed({ ...issue, at: closedAt, closedAt, stateReason: "completed" }),
  ]);
}

async function repositoryOf(github: EmulatedGitHub): Promise<z.infer<typeof repositorySchema>> {
  return repositorySchema.parse(await (await fetch(apiOf(github))).json());
}

/** Decides where a story plays: an emulated GitHub with its people, and the app on a database of the kind under test. */
import { afterAll, beforeAll, expect } from "vitest";
import { z } from "zod";
import { type AppTexts, readAppTexts } from "../../src/cli/demo/appTexts.ts";
import { type EmulatedGitHub, startEmulatedGitHub } from "../../src/cli/demo/emulatedGitHub.ts";
import { apiOf } from "../../src/cli/demo/scene.ts";
import { startDemoApp } from "../../src/cli/demo/startDemoApp.ts";
import { type StoryClock, startStoryClock } from "../../src/cli/demo/storyClock.ts";
import { type TeamMember, teamMember } from "../../src/cli/demo/teamMember.ts";
import { forward, type Proxy, type ProxyAnswer, type ProxyRequest, startProxy } from "../../src/cli/demo/proxy.ts";
import { connect } from "../../src/db/connect.ts";
import type { Running } from "../../src/main.ts";
import { repositoryByName } from "../../src/signals/repositories.ts";
import type { ItemTimeline } from "../../src/timeline/timeline.ts";
import { itemTimelines } from "../../src/timeline/timelineReader.ts";
import { createStore, type Store } from "./database.ts";

export type Story = {
  readonly github: EmulatedGitHub;
  as: (login: string) => TeamMember;
  /** It is now that moment, once the app has heard all that came before. */
  at: (instant: string) => Promise<void>;
  /** The app's comments and check on the pull request, as they stand now. */
  texts: (number: number) => Promise<AppTexts>;
  /** Waits until the check on the pull request's head has such a title, and answers with all texts. */
  untilCheck: (number: number, title: RegExp) => Promise<AppTexts>;
  /** Waits until the only comment has such a first line, and answers with that line. */
  untilComment: (number: number, firstLine: RegExp) => Promise<string>;
  /** Presses the button under the app's check; the emulator knows no buttons, so the webhook is made here. */
  pressRefresh: (number: number) => Promise<void>;
  /** The app's summary issues, open or closed, oldest first. */
  summaries: () => Promise<Summary[]>;
  /** Waits until there are such summaries: for each its week and whether it is open. */
  untilSummaries: (wanted: [week: string, state: string][]) => Promise<Summary[]>;
  /** Every comment under an issue or pull request, oldest first, with the reactions under it. */
  conversation: (number: number) => Promise<Said[]>;
  /** Waits until the last comment there is such an answer by the app, and answers with it. */
  untilAnswer: (number: number, words: RegExp) => Promise<string>;
  /** The item as the app has it in its database; the app is stopped meanwhile, and started again. */
  storedItem: (number: number) => Promise<ItemTimeline | undefined>;
  /** The app's next such request is carried out by GitHub, and answered with a failure. */
  loseNextAnswer: (method: string, path: RegExp) => void;
  /** The rules of every branch, as GitHub's API shows them; the emulator has no rulesets. */
  setRules: (rules: readonly object[]) => void;
  stopApp: () => Promise<void>;
  /** On the store that it had, or on a new and empty one. */
  startApp: (store?: "same" | "empty") => Promise<void>;
};

export type Said = { by: string; body: string; reactions: string[] };

const saidSchema = z.array(z.object({ id: z.number(), body: z.string(), user: z.object({ login: z.string() }) }));
const reactionSchema = z.array(z.object({ content: z.string(), user: z.object({ login: z.string() }) }));

export type Summary = z.infer<typeof summarySchema>;

const summarySchema = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string(),
  state: z.string(),
  user: z.object({ login: z.string() }),
  labels: z.array(z.object({ name: z.string() })),
});

/** Called at the top of a test file; the app runs from the first test on, unless `appRuns` is false. */
export function useStory(options: {
  beginning: string;
  appRuns?: boolean;
  /** Answers what the emulator lacks; null for what it has. */
  beside?: (request: ProxyRequest, github: EmulatedGitHub) => Promise<ProxyAnswer | null>;
}): Story {
  let github: EmulatedGitHub;
  let clock: StoryClock;
  let app: Running | null = null;
  let line: Proxy;
  let toLose: { method: string; path: RegExp } | null = null;
  let rules: readonly object[] = [];
  const stores: Store[] = [];

  const startApp = async (which: "same" | "empty" = "same"): Promise<void> => {
    if (which === "empty" || stores.length === 0) stores.push(await createStore());
    const store = stores.at(-1)!.target;
    const catchesUp = options.beside !== undefined;
    app = await startDemoApp({ github: { ...github, url: line.url }, clock, store, catchesUp });
    // What happened before the app came for the first time, GitHub did not send it.
    github.deliverTo(`${app.url}/api/github/webhooks`, "lost");
  };
  const stopApp = async (): Promise<void> => {
    await github.settled();
    await app?.stop();
    app = null;
  };
  const overTheLine = async (request: ProxyRequest): Promise<ProxyAnswer> => {
    if (/\/rules\/branches\//.test(request.path)) return { status: 200, headers: asJson, body: JSON.stringify(rules) };
    const answer = (await options.beside?.(request, github)) ?? (await forward(github.url, request));
    if (toLose === null || toLose.method !== request.method || !toLose.path.test(request.path)) return answer;
    toLose = null;
    return { status: 502, headers: {}, body: "" };
  };
  const summaries = async (): Promise<Summary[]> => {
    const all = await read(`${apiOf(github)}/issues?labels=${encodeURIComponent("throughline: weekly")}&state=all`);
    return z.array(summarySchema).parse(all).toReversed();
  };
  const storedItem = async (number: number): Promise<ItemTimeline | undefined> => {
    await stopApp();
    const { db, close } = await connect(stores.at(-1)!.target);
    const repository = await repositoryByName(db, github.repository);
    const [item] = await itemTimelines(db, repository!.id, [number]);
    await close();
    await startApp();
    return item;
  };
  const conversation = async (number: number): Promise<Said[]> => {
    const all = saidSchema.parse(await read(`${apiOf(github)}/issues/${number}/comments?per_page=100`));
    return Promise.all(
      all.map(async ({ id, body, user }) => {
        const reactions = reactionSchema.parse(await read(`${apiOf(github)}/issues/comments/${id}/reactions`));
        return {
          by: user.login,
          body,
          reactions: reactions.map(({ content, user: { login } }) => `${content} ${login}`),
        };
      }),
    );
  };
  const texts = (number: number): Promise<AppTexts> => readAppTexts(apiOf(github), number);

  beforeAll(async () => {
    clock = startStoryClock(options.beginning, { stands: true });
    github = await startEmulatedGitHub({ logins: ["maya", "jonas", "github-actions[bot]", "agent[bot]"], clock });
    line = await startProxy(overTheLine);
    if (options.appRuns ?? true) await startApp();
  });
  afterAll(async () => {
    await stopApp();
    await line.close();
    await github.close();
    for (const store of stores) await store.remove();
  });

  return {
    get github() {
      return github;
    },
    as: (login) => teamMember({ baseUrl: github.url, repository: github.repository, token: github.tokenOf(login) }),
    at: async (instant) => {
      await github.settled();
      clock.moveTo(instant);
    },
    texts,
    untilCheck: async (number, title) => {
      await expect.poll(async () => (await texts(number)).check?.title, patience).toMatch(title);
      return texts(number);
    },
    untilComment: async (number, firstLine) => {
      await expect
        .poll(async () => firstLines(await texts(number)), patience)
        .toEqual([expect.stringMatching(firstLine)]);
      return firstLines(await texts(number))[0]!;
    },
    pressRefresh: async (number) => {
      const { check } = await texts(number);
      await github.deliver({
        event: "check_run",
        payload: {
          action: "requested_action",
          requested_action: { identifier: "refresh" },
          check_run: { id: check!.id, name: "Throughline", head_sha: check!.headSha },
          repository: await read(apiOf(github)),
          sender: { login: "jonas", id: 1, type: "User" },
        },
      });
    },
    summaries,
    untilSummaries: async (wanted) => {
      const briefly = async () => (await summaries()).map(({ title, state }) => [title.slice(-8), state]);
      await expect.poll(briefly, patience).toEqual(wanted);
      return summaries();
    },
    conversation,
    untilAnswer: async (number, words) => {
      const last = async () => (await conversation(number)).at(-1);
      await expect.poll(last, patience).toMatchObject({ by: "throughline[bot]", body: expect.stringMatching(words) });
      return (await last())!.body;
    },
    storedItem,
    loseNextAnswer: (method, path) => {
      toLose = { method, path };
    },
    setRules: (wanted) => {
      rules = wanted;
    },
    stopApp,
    startApp,
  };
}

async function read(url: string): Promise<unknown> {
  const response = await fetch(url);
  return response.json();
}

const asJson = { "content-type": "application/json" };

const patience = { timeout: 10_000, interval: 50 };

function firstLines({ comments }: AppTexts): string[] {
  return comments.map(({ markdown }) => markdown.split("\n")[0] ?? "");
}

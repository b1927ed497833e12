/** Decides where a story plays: an emulated GitHub with its people, and the app on a database of the kind under test. */
import { afterAll, beforeAll, expect } from "vitest";
import { type AppTexts, readAppTexts } from "../../src/cli/demo/appTexts.ts";
import { type EmulatedGitHub, startEmulatedGitHub } from "../../src/cli/demo/emulatedGitHub.ts";
import { apiOf } from "../../src/cli/demo/scene.ts";
import { startDemoApp } from "../../src/cli/demo/startDemoApp.ts";
import { type StoryClock, startStoryClock } from "../../src/cli/demo/storyClock.ts";
import { type TeamMember, teamMember } from "../../src/cli/demo/teamMember.ts";
import type { Running } from "../../src/main.ts";
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
  stopApp: () => Promise<void>;
  /** On the store that it had, or on a new and empty one. */
  startApp: (store?: "same" | "empty") => Promise<void>;
};

/** Called at the top of a test file; the app runs from the first test on, unless `appRuns` is false. */
export function useStory(options: { beginning: string; appRuns?: boolean }): Story {
  let github: EmulatedGitHub;
  let clock: StoryClock;
  let app: Running | null = null;
  const stores: Store[] = [];

  const startApp = async (which: "same" | "empty" = "same"): Promise<void> => {
    if (which === "empty" || stores.length === 0) stores.push(await createStore());
    app = await startDemoApp({ github, clock, store: stores.at(-1)!.target });
    // What happened before the app came for the first time, GitHub did not send it.
    github.deliverTo(`${app.url}/api/github/webhooks`, "lost");
  };
  const stopApp = async (): Promise<void> => {
    await github.settled();
    await app?.stop();
    app = null;
  };
  const texts = (number: number): Promise<AppTexts> => readAppTexts(apiOf(github), number);

  beforeAll(async () => {
    clock = startStoryClock(options.beginning, { stands: true });
    github = await startEmulatedGitHub({ logins: ["maya", "jonas", "github-actions[bot]", "agent[bot]"], clock });
    if (options.appRuns ?? true) await startApp();
  });
  afterAll(async () => {
    await stopApp();
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
    stopApp,
    startApp,
  };
}

async function read(url: string): Promise<unknown> {
  const response = await fetch(url);
  return response.json();
}

const patience = { timeout: 10_000, interval: 50 };

function firstLines({ comments }: AppTexts): string[] {
  return comments.map(({ markdown }) => markdown.split("\n")[0] ?? "");
}

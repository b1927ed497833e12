/** Decides how the story is played in an emulated GitHub: told as it happens, and never faster than the app is seen to answer. */
import { addSeconds, type Instant } from "../../instant.ts";
import { type AppText, readAppTexts } from "./appTexts.ts";
import type { EmulatedGitHub } from "./emulatedGitHub.ts";
import type { StoryClock } from "./storyClock.ts";
import type { Scene } from "./story.ts";
import { teamMember } from "./teamMember.ts";
import { waitUntil } from "./waitUntil.ts";

/** `present` is the moment at which the story ends; `tell` gets a line for each thing that happens. */
export function openScene(options: {
  github: EmulatedGitHub;
  clock: StoryClock;
  present: Instant;
  tell: (line: string) => void;
  signal: AbortSignal;
}): Scene {
  const { github, clock, present, tell, signal } = options;
  const api = apiOf(github);

  const seen = async (where: string, words: string, firstLine: () => Promise<string | null>): Promise<void> => {
    let line: string | null = null;
    await waitUntil(
      () => `Throughline's ${where} to begin with "${words}"; ${line === null ? "there is none" : `it says: ${line}`}`,
      async () => {
        line = await firstLine();
        return line?.startsWith(words) === true;
      },
      { deadlineSeconds, signal },
    );
    tell(`${" ".repeat(agoWidth)}    Throughline's ${where}: ${line}`);
  };

  return {
    as: (login) => teamMember({ baseUrl: github.url, repository: github.repository, token: github.tokenOf(login) }),
    at: (hoursAgo, what) => {
      signal.throwIfAborted();
      clock.moveTo(addSeconds(present, -hoursAgo * 3600));
      tell(`${ago(hoursAgo).padStart(agoWidth)}  ${what}`);
    },
    commentBegins: (number, words) =>
      seen(`comment on #${number}`, words, async () => firstLineOf((await readAppTexts(api, number)).comments[0])),
    checkBegins: (number, words) =>
      seen(`check on #${number}`, words, async () => (await readAppTexts(api, number)).check?.title ?? null),
  };
}

/** The address of its repository in the API. */
export function apiOf(github: EmulatedGitHub): string {
  return `${github.url}/repos/${github.repository}`;
}

/** Far more than the app needs; what takes longer is a fault that the demo should show. */
const deadlineSeconds = 10;

const agoWidth = "11 d 20 h ago".length;

function firstLineOf(text: AppText | undefined): string | null {
  return text?.markdown.split("\n")[0]?.replaceAll("**", "") ?? null;
}

function ago(hours: number): string {
  const days = Math.floor(hours / 24);
  const rest = hours % 24;
  return `${[days > 0 ? `${days} d` : "", rest > 0 || days === 0 ? `${rest} h` : ""].join(" ").trim()} ago`;
}

/** Decides how the story is played in an emulated GitHub: told as it happens, and never faster than the app is seen to answer. */
import { addSeconds, type Instant } from "../../instant.ts";
import { type AppTexts, readAppTexts } from "./appTexts.ts";
import type { EmulatedGitHub } from "./emulatedGitHub.ts";
import type { StoryClock } from "./storyClock.ts";
import type { AppWords, Scene } from "./story.ts";
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

  return {
    as: (login) => teamMember({ baseUrl: github.url, repository: github.repository, token: github.tokenOf(login) }),
    at: async (hoursAgo, what) => {
      signal.throwIfAborted();
      // GitHub does not say when a branch was pushed to, so that is dated by its receipt: the clock waits for the mail.
      await github.settled();
      clock.moveTo(addSeconds(present, -hoursAgo * 3600));
      if (what !== undefined) tell(`${ago(hoursAgo).padStart(agoWidth)}  ${what}`);
    },
    appSays: async (number, words) => {
      let texts: AppTexts | null = null;
      const look = async (): Promise<boolean> => {
        texts = await readAppTexts(api, number);
        return saysSo(texts, words);
      };
      const what = () => `Throughline to say "${words.comment ?? words.check}" on #${number}; ${firstWords(texts)}`;
      await waitUntil(what, look, { deadlineSeconds, signal });
      tell(`${" ".repeat(agoWidth)}    Throughline on #${number}: ${firstWords(texts)}`);
    },
  };
}

/** The address of its repository in the API. */
export function apiOf(github: EmulatedGitHub): string {
  return `${github.url}/repos/${github.repository}`;
}

/** Far more than the app needs; what takes longer is a fault that the demo should show. */
const deadlineSeconds = 15;

const agoWidth = "11 d 20 h ago".length;

function saysSo({ comments, check }: AppTexts, words: AppWords): boolean {
  const comment = comments[0]?.markdown.replaceAll("**", "");
  const commentFits = words.comment === null ? comment === undefined : comment?.startsWith(words.comment) === true;
  return commentFits && (words.check === null || check?.title.startsWith(words.check) === true);
}

/** The comment's first line; where there is no comment, the check's title. */
function firstWords(texts: AppTexts | null): string {
  const comment = texts?.comments[0]?.markdown.split("\n")[0]?.replaceAll("**", "");
  if (comment !== undefined) return comment;
  return texts?.check ? `no comment; its check: ${texts.check.title}` : "neither a comment nor a check";
}

function ago(hours: number): string {
  const days = Math.floor(hours / 24);
  const rest = hours % 24;
  return `${[days > 0 ? `${days} d` : "", rest > 0 || days === 0 ? `${rest} h` : ""].join(" ").trim()} ago`;
}

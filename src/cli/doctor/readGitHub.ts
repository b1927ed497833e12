/** Decides how what GitHub says about the app is gathered, each answer by itself, so that one that fails hides no other. */
import { messageOf } from "../../errors.ts";
import { GitHubFailure } from "../../github/github.ts";
import { secondsAheadOfGitHub } from "../../github/gitHubClock.ts";
import { type OctokitAsApp, readApp, readHook, readInstallations } from "../../github/octokitApp.ts";
import { readHookDeliveries } from "../../github/octokitHook.ts";
import { instantOfEpochSeconds } from "../../instant.ts";
import type { Asked, GitHubReadings } from "./readings.ts";

const threeDaysSeconds = 3 * 24 * 60 * 60;

export async function readGitHub(
  octokitAsApp: () => Promise<OctokitAsApp>,
  apiUrl: string,
  millisecondsNow: () => number,
): Promise<GitHubReadings> {
  const since = instantOfEpochSeconds(Math.floor(millisecondsNow() / 1000) - threeDaysSeconds);
  return {
    secondsAhead: await asked(() => secondsAheadOfGitHub(apiUrl, millisecondsNow)),
    app: await asked(async () => readApp(await octokitAsApp())),
    hook: await asked(async () => readHook(await octokitAsApp())),
    installations: await asked(async () => readInstallations(await octokitAsApp())),
    deliveries: await asked(async () => readHookDeliveries(await octokitAsApp(), since)),
  };
}

async function asked<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { found: await ask() };
  } catch (error) {
    return { failure: messageOf(error), status: error instanceof GitHubFailure ? error.status : null };
  }
}

/** Decides the demo from its start to its end: a GitHub, the app, a team's two weeks, and what the app wrote. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { addSeconds, instantOfEpochSeconds } from "../../instant.ts";
import type { Terminal } from "../command.ts";
import { replayCommand } from "../replay.ts";
import { type AppTexts, readAppTexts, readSummary, type Summary } from "./appTexts.ts";
import { beginningHoursAgo, workOfWeeksBefore } from "./earlierWork.ts";
import { type EmulatedGitHub, startEmulatedGitHub } from "./emulatedGitHub.ts";
import { howToPlay, whatToTryNext, whatWasSeen } from "./farewell.ts";
import { apiOf, openScene } from "./scene.ts";
import { waitUntil } from "./waitUntil.ts";
import { showPullRequest, showSummary } from "./showResults.ts";
import { startDemoApp } from "./startDemoApp.ts";
import { type Cast, playStory, teamLogins } from "./story.ts";
import { startStoryClock } from "./storyClock.ts";

export type DemoOptions = {
  /** Leaves it running until `signal` is aborted. */
  keep: boolean;
  terminal: Terminal;
  looks: { width: number; colour: boolean };
  signal: AbortSignal;
};

/** Throws a UserError where the app did not do what the story waits for. Whatever happens, nothing is left behind. */
export async function runDemo({ keep, terminal, looks, signal }: DemoOptions): Promise<void> {
  const startedAt = performance.now();
  const present = instantOfEpochSeconds(Math.floor(Date.now() / 1000));
  const clock = startStoryClock(addSeconds(present, -beginningHoursAgo * 3600));
  const folder = await mkdtemp(join(tmpdir(), "throughline-demo-"));
  const closings = [() => rm(folder, { recursive: true, force: true })];
  try {
    terminal.note("Starting a GitHub on this machine ...");
    const github = await startEmulatedGitHub({ logins: teamLogins, clock });
    closings.push(() => github.close());
    const scene = openScene({ github, clock, present, tell: (line) => terminal.note(line), signal });
    await workOfWeeksBefore(scene);
    terminal.note("Reading their webhooks from a file, as `replay` does, into an embedded database ...");
    const store = { dataDir: join(folder, "data") };
    await replay(await writeDeliveries(github, folder), store.dataDir, terminal);
    terminal.note("Starting the app; those webhooks come once more, which changes nothing ...");
    const app = await startDemoApp({ github, clock, store, catchesUp: false });
    closings.push(() => app.stop());
    github.deliverTo(`${app.url}/api/github/webhooks`);
    const cast = await playStory(scene);
    clock.moveTo(present);
    const texts = await readAll(github, cast);
    mustBeAsPromised(github, texts, cast);
    for (const each of texts) terminal.result(showPullRequest(each, looks));
    terminal.result(showSummary(await untilSummary(github, signal), looks));
    terminal.result(whatWasSeen(github, cast, Math.round((performance.now() - startedAt) / 1000)));
    if (!keep) return terminal.result(whatToTryNext());

    terminal.result(howToPlay(github, cast, await writeDeliveries(github, folder)));
    await aborted(signal);
  } finally {
    for (const close of closings.toReversed()) await close();
  }
}

async function replay(deliveriesFile: string, dataDir: string, { note }: Terminal): Promise<void> {
  const exitCode = await replayCommand.run([deliveriesFile, "--data-dir", dataDir], { result: note, note });
  if (exitCode !== 0) throw new UserError("The emulated GitHub sent webhooks that `replay` could not read; see above.");
}

function readAll(github: EmulatedGitHub, cast: Cast): Promise<AppTexts[]> {
  const numbers = [cast.merged, cast.waiting, cast.approved, cast.byBot];
  return Promise.all(numbers.map((number) => readAppTexts(apiOf(github), number)));
}

/** The app writes the summary of the week before when it comes. */
async function untilSummary(github: EmulatedGitHub, signal: AbortSignal): Promise<Summary> {
  const found: Summary[] = [];
  const look = async () => {
    const summary = await readSummary(apiOf(github));
    if (summary !== null) found.push(summary);
    return found.length > 0;
  };
  await waitUntil(() => "the app to write the summary of last week", look, { deadlineSeconds: 60, signal });
  const [summary] = found;
  if (summary === undefined) throw new UserError("There is no summary of last week.");
  return summary;
}

function mustBeAsPromised(github: EmulatedGitHub, texts: AppTexts[], cast: Cast): void {
  const refused = github.delivered.find((each) => each.failure !== null);
  if (refused !== undefined) {
    const answer = refused.status === null ? "did not take" : `answered ${refused.status} to`;
    throw new UserError(`The app ${answer} the webhook ${refused.event} ${refused.id}: ${refused.failure}`);
  }
  for (const { number, comments, check } of texts) {
    const wanted = number === cast.byBot ? 0 : 1;
    if (comments.length !== wanted)
      throw new UserError(`#${number} has ${comments.length} comments of the app instead of ${wanted}.`);
    if (check === null) throw new UserError(`#${number} has no check of the app on its head commit.`);
  }
}

/** In the form that `replay` reads. */
async function writeDeliveries(github: EmulatedGitHub, folder: string): Promise<string> {
  const path = join(folder, "deliveries.ndjson");
  const lines = github.delivered.map(({ id, event, at, body }) => {
    const payload: unknown = JSON.parse(body);
    return `${JSON.stringify({ id, event, received_at: at, payload })}\n`;
  });
  await writeFile(path, lines.join(""));
  return path;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

/** Decides which requests are held back: writes until it is their turn, all of an installation while GitHub asks it for patience or is down. */
import { setTimeout as sleep } from "node:timers/promises";
import type { InstallationOctokit, OctokitFor } from "./ask.ts";
import { hasExpired, inOutage, patienceAfter, patienceIn, wasAnswered } from "./failure.ts";
import { GitHubFailure } from "./github.ts";
import type { InstallationPace, Urgency, WriteTurn } from "./installationPace.ts";

/** What waits longer is given back to whoever asked, who has other work; a lease must outlive it. */
const patientSeconds = 3;
/** Another's write may end at any moment. */
const lookAgainSeconds = 0.2;

/** Told when GitHub is taken to be down, and when it is back. */
export type OutageLog = { warn: (fields: object, message: string) => void };

type Asked = { method: string; url: string; variables?: unknown };
type Answered = { headers: Record<string, string | number | undefined> };
type Request<Options, Answer> = (options: Options) => Answer | Promise<Answer>;

/**
 * The Octokits of `octokitFor`, each request of which keeps the pace, pages of listings and questions in GraphQL as well. One that may not be sent yet is not sent,
 * and fails as `try-later` with the seconds. A token that GitHub takes no more is renewed once.
 */
export function pacedOctokit(
  octokitFor: OctokitFor,
  pace: InstallationPace,
  urgency: Urgency,
  log: OutageLog = { warn: () => {} },
): OctokitFor {
  const paced = new WeakSet<InstallationOctokit>();
  return async (installationId) => {
    const octokit = await octokitFor(installationId);
    if (paced.has(octokit)) return octokit;
    paced.add(octokit);
    const sending = { octokit, pace, installationId, log };
    octokit.hook.wrap("request", (request, options) => {
      // Asked for on the way of another request, which has its turn.
      if (options.url.endsWith("/access_tokens")) return request(options);
      return isWrite(options) ? write(sending, urgency, request, options) : read(sending, request, options);
    });
    return octokit;
  };
}

type Sending = { octokit: InstallationOctokit; pace: InstallationPace; installationId: number; log: OutageLog };

/** GraphQL is asked questions only. */
function isWrite({ method, url }: Asked): boolean {
  return method !== "GET" && method !== "HEAD" && !url.endsWith("/graphql");
}

async function read<Options extends Asked, Answer extends Answered>(
  sending: Sending,
  request: Request<Options, Answer>,
  options: Options,
): Promise<Answer> {
  const seconds = await sending.pace.secondsToRead(sending.installationId);
  if (seconds > 0) throw await notSent(sending, options, seconds);
  return send(sending, request, options);
}

async function write<Options extends Asked, Answer extends Answered>(
  sending: Sending,
  urgency: Urgency,
  request: Request<Options, Answer>,
  options: Options,
): Promise<Answer> {
  const { pace, installationId } = sending;
  const turn = await turnFor(sending, urgency);
  if (turn.kind === "wait") throw await notSent(sending, options, turn.seconds);
  let isDone = false;
  try {
    const response = await send(sending, request, options);
    isDone = true;
    return response;
  } finally {
    await pace.giveBack(installationId, turn.turn, isDone);
  }
}

async function turnFor({ pace, installationId }: Sending, urgency: Urgency): Promise<WriteTurn> {
  const until = performance.now() + patientSeconds * 1000;
  for (;;) {
    const turn = await pace.takeTurn(installationId, urgency);
    if (turn.kind === "granted" || turn.seconds > patientSeconds || performance.now() >= until) return turn;
    await sleep(1000 * (turn.seconds === 0 ? lookAgainSeconds : turn.seconds));
  }
}

async function send<Options extends Asked, Answer extends Answered>(
  sending: Sending,
  request: Request<Options, Answer>,
  options: Options,
): Promise<Answer> {
  const { octokit, pace, installationId } = sending;
  try {
    const response = await sendWithToken(octokit, installationId, request, options);
    await noteAnswer(sending);
    const patience = patienceAfter(response.headers);
    if (patience !== null) await pace.pause(installationId, patience);
    return response;
  } catch (thrown) {
    const answered = wasAnswered(thrown);
    if (answered === true) await noteAnswer(sending);
    const failure = answered === false ? await noteSilence(sending, options, thrown) : thrown;
    const patience = patienceIn(thrown);
    if (patience === null) throw failure;
    const seconds = await pace.pause(installationId, patience.seconds);
    throw patience.seconds === null ? heldBack(options, seconds, thrown) : failure;
  }
}

async function noteAnswer({ pace, installationId, log }: Sending): Promise<void> {
  if (await pace.answered(installationId)) log.warn({ installation: installationId }, "GitHub answers again");
}

/** Returns what is to be thrown. */
async function noteSilence({ pace, installationId, log }: Sending, options: Asked, thrown: unknown): Promise<unknown> {
  if (isLargeQuestion(options)) return thrown;
  const seconds = await pace.unanswered(installationId);
  if (seconds === 0) return thrown;
  const fields = { installation: installationId, seconds: Math.ceil(seconds), err: thrown };
  log.warn(fields, "GitHub does not answer this installation, and is asked nothing for a while");
  return inOutage(thrown, seconds);
}

/** A page of many nodes may fail for its size alone: then less is asked for, and that must not wait. */
function isLargeQuestion({ variables }: Asked): boolean {
  return typeof variables === "object" && variables !== null && "first" in variables;
}

/** Nothing was carried out that was answered so: it is sent once more with a new token. */
async function sendWithToken<Options, Answer>(
  octokit: InstallationOctokit,
  installationId: number,
  request: Request<Options, Answer>,
  options: Options,
): Promise<Answer> {
  try {
    return await request(options);
  } catch (thrown) {
    if (!hasExpired(thrown)) throw thrown;
    await octokit.auth({ type: "installation", installationId, refresh: true });
    return request(options);
  }
}

async function notSent({ pace, installationId }: Sending, options: Asked, seconds: number): Promise<GitHubFailure> {
  if ((await pace.secondsOfOutage(installationId)) === 0) return heldBack(options, seconds);
  const retryAfterSeconds = Math.max(1, Math.ceil(seconds));
  const message = `${options.method} ${options.url} waits ${retryAfterSeconds} seconds, since GitHub does not answer`;
  return new GitHubFailure(message, { meaning: "try-later", status: null, retryAfterSeconds, outage: true });
}

function heldBack({ method, url }: Asked, seconds: number, cause?: unknown): GitHubFailure {
  const retryAfterSeconds = Math.max(1, Math.ceil(seconds));
  return new GitHubFailure(`${method} ${url} waits ${retryAfterSeconds} seconds for its turn, below GitHub's limits`, {
    meaning: "try-later",
    status: null,
    retryAfterSeconds,
    cause,
  });
}

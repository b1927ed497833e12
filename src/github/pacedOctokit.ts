/** Decides which requests are held back: writes until it is their turn, all of an installation while GitHub asks it for patience. */
import { setTimeout as sleep } from "node:timers/promises";
import type { InstallationOctokit, OctokitFor } from "./ask.ts";
import { hasExpired, patienceAfter, patienceIn } from "./failure.ts";
import { GitHubFailure } from "./github.ts";
import type { InstallationPace, Urgency, WriteTurn } from "./installationPace.ts";

/** What waits longer is given back to whoever asked, who has other work; a lease must outlive it. */
const patientSeconds = 3;
/** Another's write may end at any moment. */
const lookAgainSeconds = 0.2;

type Asked = { method: string; url: string };
type Answered = { headers: Record<string, string | number | undefined> };
type Request<Options, Answer> = (options: Options) => Answer | Promise<Answer>;

/**
 * The Octokits of `octokitFor`, each request of which keeps the pace, pages of listings and questions in GraphQL as well. One that may not be sent yet is not sent,
 * and fails as `try-later` with the seconds. A token that GitHub takes no more is renewed once.
 */
export function pacedOctokit(octokitFor: OctokitFor, pace: InstallationPace, urgency: Urgency): OctokitFor {
  const paced = new WeakSet<InstallationOctokit>();
  return async (installationId) => {
    const octokit = await octokitFor(installationId);
    if (paced.has(octokit)) return octokit;
    paced.add(octokit);
    const sending = { octokit, pace, installationId };
    octokit.hook.wrap("request", (request, options) => {
      // Asked for on the way of another request, which has its turn.
      if (options.url.endsWith("/access_tokens")) return request(options);
      return isWrite(options) ? write(sending, urgency, request, options) : read(sending, request, options);
    });
    return octokit;
  };
}

type Sending = { octokit: InstallationOctokit; pace: InstallationPace; installationId: number };

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
  if (seconds > 0) throw heldBack(options, seconds);
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
  if (turn.kind === "wait") throw heldBack(options, turn.seconds);
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
  { octokit, pace, installationId }: Sending,
  request: Request<Options, Answer>,
  options: Options,
): Promise<Answer> {
  try {
    const response = await sendWithToken(octokit, installationId, request, options);
    const patience = patienceAfter(response.headers);
    if (patience !== null) await pace.pause(installationId, patience);
    return response;
  } catch (thrown) {
    const patience = patienceIn(thrown);
    if (patience === null) throw thrown;
    const seconds = await pace.pause(installationId, patience.seconds);
    throw patience.seconds === null ? heldBack(options, seconds, thrown) : thrown;
  }
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

function heldBack({ method, url }: Asked, seconds: number, cause?: unknown): GitHubFailure {
  const retryAfterSeconds = Math.max(1, Math.ceil(seconds));
  return new GitHubFailure(`${method} ${url} waits ${retryAfterSeconds} seconds for its turn, below GitHub's limits`, {
    meaning: "try-later",
    status: null,
    retryAfterSeconds,
    cause,
  });
}

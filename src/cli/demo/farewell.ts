/** Decides what the demo says at its end: what was seen, and what to try next. */
import type { EmulatedGitHub } from "./emulatedGitHub.ts";
import type { Cast } from "./story.ts";

export function whatWasSeen(github: EmulatedGitHub, cast: Cast, seconds: number): string {
  return [
    "",
    `That was four weeks of a team in ${seconds} s: ${github.delivered.length} signed webhooks, each kept before it was answered.`,
    `- #${cast.merged} went the whole way, from an idea to the merge; its one comment was edited in place all along.`,
    `- #${cast.waiting} and #${cast.byBot} wait for a reviewer, #${cast.approved} waits for its merge. The bot's has a check only.`,
    `- Issue #${cast.idea} is an idea that nobody has looked at: it is in shaping, and no comment disturbs it.`,
    "- The summary issue says where work waited in the last whole week; its figures are folded below what you see here.",
    "The GitHub was the emulator `emulate` on this machine, with a clock that runs faster; the app was the real one.",
  ].join("\n");
}

export function whatToTryNext(): string {
  return [
    "",
    "Next:",
    "- `npm run -s demo -- --keep` leaves all of it running, to open in a browser and to play with.",
    "- `npm run -s cli -- replay --help` reads the recorded webhooks of a real repository, without talking to GitHub.",
    "- The README says how to install it on your own GitHub.",
  ].join("\n");
}

/** For a demo that goes on. `deliveriesFile` holds the webhooks so far, one a line. */
export function howToPlay(github: EmulatedGitHub, cast: Cast, deliveriesFile: string): string {
  const api = `${github.url}/repos/${github.repository}`;
  const asJonas = `curl -s -H 'authorization: Bearer ${github.tokenOf("jonas")}'`;
  return [
    "",
    "It goes on running. Open the addresses above in a browser, or be one of the team:",
    `- Approve #${cast.waiting}, then look at it again:`,
    `    ${asJonas} ${api}/pulls/${cast.waiting}/reviews -d '{"event":"APPROVE"}'`,
    `    ${github.url}/${github.repository}/pull/${cast.waiting}`,
    `- Put a label on it (the token of ines, maya or tomas works as well):`,
    `    ${asJonas} ${api}/issues/${cast.waiting}/labels -d '{"labels":["needs qa"]}'`,
    "- Read the same webhooks offline, in another terminal:",
    `    npm run -s cli -- replay ${deliveriesFile} --json`,
    "Ctrl-C ends it and removes everything.",
  ].join("\n");
}

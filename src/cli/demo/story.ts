/** Decides what the demo's team does in its GitHub, and what the app is seen to say meanwhile. Read it as a script. */
import type { TeamMember } from "./teamMember.ts";

export type Scene = {
  as: (login: TeamLogin) => TeamMember;
  /** Moves the story's clock to so many hours before the present, and tells what happens then. */
  at: (hoursAgo: number, what: string) => void;
  /** Waits until the app's comment on the pull request begins with these words. */
  commentBegins: (pullRequest: number, words: string) => Promise<void>;
  /** Waits until the app's check on the pull request's head has a title that begins with these words. */
  checkBegins: (pullRequest: number, words: string) => Promise<void>;
};

/** Jonas reviews; the bots are the CI and a coding agent. */
export const teamLogins = ["ines", "maya", "jonas", "tomas", "github-actions[bot]", "coding-agent[bot]"] as const;
export type TeamLogin = (typeof teamLogins)[number];

/** What is left on GitHub at the end, by number. */
export type Cast = { merged: number; waiting: number; byBot: number; approved: number; idea: number };

export async function playStory(scene: Scene): Promise<Cast> {
  const issue = await shapeAndDesign(scene);
  const merged = await implement(scene, issue);
  await reviewInRounds(scene, merged);
  const others = await openTheOthers(scene);
  const idea = await approveAndMerge(scene, merged, others.approved);
  return { merged, ...others, idea };
}

async function shapeAndDesign({ as, at }: Scene): Promise<number> {
  at(288, "ines opens an issue: let customers pay by invoice");
  const issue = await as("ines").openIssue("Let customers pay by invoice", "Companies ask for it every week.");
  at(286, "jonas asks which companies, and labels it `needs clarification`");
  await as("jonas").comment(issue, "Which companies? All of them, or those with a contract?");
  await as("jonas").label(issue, "needs clarification");
  at(260, "ines answers, jonas takes the label off");
  await as("ines").comment(issue, "Those with a contract.");
  await as("jonas").unlabel(issue, "needs clarification");
  at(255, "jonas puts `stage: design` on it, and `design review`");
  await as("jonas").label(issue, "stage: design");
  await as("jonas").label(issue, "design review");
  at(221, "ines puts `design approved` on it");
  await as("ines").unlabel(issue, "design review");
  await as("ines").label(issue, "design approved");
  return issue;
}

async function implement({ as, at, checkBegins, commentBegins }: Scene, issue: number): Promise<number> {
  const branch = `${issue}-pay-by-invoice`;
  at(200, `maya creates the branch ${branch} and pushes a first commit`);
  await as("maya").createBranch(branch);
  await as("maya").push(branch, "src/invoice.ts", "Add the invoice");
  at(190, "maya opens a draft pull request; a draft gets a check, but no comment");
  const number = await as("maya").openPullRequest({
    head: branch,
    title: "Pay by invoice",
    body: `Closes #${issue}`,
    draft: true,
  });
  await checkBegins(number, "With the author as a draft");
  at(150, `maya marks #${number} ready for review`);
  await as("maya").markReady(number);
  await commentBegins(number, "Waiting for a reviewer");
  at(149, "the tests fail");
  await as("github-actions[bot]").runCheck(number, "test", "failure");
  await commentBegins(number, "Waiting for the author");
  at(147, "maya pushes a fix, and the tests pass");
  await as("maya").push(branch, "src/rounding.ts", "Round the total");
  await as("github-actions[bot]").runCheck(number, "test", "success");
  await commentBegins(number, "Waiting for a reviewer");
  return number;
}

async function reviewInRounds({ as, at, commentBegins }: Scene, number: number): Promise<void> {
  at(120, "jonas asks for changes");
  await as("jonas").review(number, "REQUEST_CHANGES", "Who sees the invoice before it is sent?");
  await commentBegins(number, "Waiting for the author");
  at(98, "maya pushes an answer and asks jonas again");
  await as("maya").push("1-pay-by-invoice", "src/preview.ts", "Show the invoice first");
  await as("maya").askForReview(number, "jonas");
  await as("github-actions[bot]").runCheck(number, "test", "success");
  await commentBegins(number, "Waiting for a reviewer");
}

async function openTheOthers({ as, at, commentBegins, checkBegins }: Scene): Promise<Omit<Cast, "merged" | "idea">> {
  const open = async (login: TeamLogin, head: string, title: string): Promise<number> => {
    await as(login).createBranch(head);
    await as(login).push(head, `src/${head}.ts`, title);
    return as(login).openPullRequest({ head, title, body: "", draft: false });
  };
  at(72, "tomas opens a pull request: faster search");
  const waiting = await open("tomas", "faster-search", "Make the search faster");
  await commentBegins(waiting, "Waiting for a reviewer");
  at(50, "a coding agent opens one of its own; a bot's pull request gets a check, but no comment");
  const byBot = await open("coding-agent[bot]", "unused-code", "Remove unused code");
  await checkBegins(byBot, "Waiting for review");
  at(48, "maya opens a pull request: totals are rounded twice");
  const approved = await open("maya", "round-once", "Round totals once");
  await commentBegins(approved, "Waiting for a reviewer");
  return { waiting, byBot, approved };
}

async function approveAndMerge({ as, at, commentBegins }: Scene, merged: number, approved: number): Promise<number> {
  at(30, `jonas approves #${merged}`);
  await as("jonas").review(merged, "APPROVE", "Good.");
  await commentBegins(merged, "Ready to merge");
  at(28, `maya merges #${merged}, which closes the issue`);
  await as("maya").merge(merged);
  await commentBegins(merged, "Merged");
  at(26, "ines opens an issue: gift cards; nobody has looked at it yet");
  const idea = await as("ines").openIssue("Sell gift cards", "Before Christmas?");
  at(5, `jonas approves #${approved}`);
  await as("jonas").review(approved, "APPROVE", "Good.");
  await commentBegins(approved, "Ready to merge");
  return idea;
}

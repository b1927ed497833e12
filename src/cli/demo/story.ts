/** Decides what the demo's team does in its GitHub, and what the app is seen to say meanwhile. Read it as a script. */
import type { TeamMember } from "./teamMember.ts";

export type Scene = {
  as: (login: TeamLogin) => TeamMember;
  /** Moves the story's clock to so many hours before the present, and tells what happens then. */
  at: (hoursAgo: number, what?: string) => Promise<void>;
  /** Waits until the app's comment and check on the pull request say so. */
  appSays: (pullRequest: number, words: AppWords) => Promise<void>;
};

/** What the comment and the title of the check begin with. No comment: there must be none. No check: it does not matter. */
export type AppWords = { comment: string | null; check: string | null };

const words = {
  draft: { comment: null, check: "With the author as a draft" },
  reviewer: { comment: "Waiting for a reviewer", check: "Waiting for review" },
  reviewerOfBot: { comment: null, check: "Waiting for review" },
  author: { comment: "Waiting for the author", check: "Waiting for the author" },
  merge: { comment: "Ready to merge", check: "Ready to merge" },
  merged: { comment: "Merged", check: null },
} as const satisfies Record<string, AppWords>;

/** Jonas reviews; the bots are the CI and a coding agent. */
export const teamLogins = ["ines", "maya", "jonas", "tomas", "github-actions[bot]", "coding-agent[bot]"] as const;
export type TeamLogin = (typeof teamLogins)[number];

/** What is left on GitHub at the end, by number. */
export type Cast = { merged: number; waiting: number; byBot: number; approved: number; idea: number };

export async function playStory(scene: Scene): Promise<Cast> {
  const issue = await shapeAndDesign(scene);
  const merged = await implement(scene, issue);
  await reviewInRounds(scene, merged, issue);
  const others = await openTheOthers(scene);
  const idea = await approveAndMerge(scene, merged, others.approved);
  return { merged, ...others, idea };
}

async function shapeAndDesign({ as, at }: Scene): Promise<number> {
  await at(288, "ines opens an issue: let customers pay by invoice");
  const issue = await as("ines").openIssue("Let customers pay by invoice", "Companies ask for it every week.");
  await at(286, "jonas asks which companies, and labels it `needs clarification`");
  await as("jonas").comment(issue, "Which companies? All of them, or those with a contract?");
  await as("jonas").label(issue, "needs clarification");
  await at(260, "ines answers, jonas takes the label off");
  await as("ines").comment(issue, "Those with a contract.");
  await as("jonas").unlabel(issue, "needs clarification");
  await at(255, "jonas labels it `stage: design` and `design review`");
  await as("jonas").label(issue, "stage: design");
  await as("jonas").label(issue, "design review");
  await at(221, "ines labels it `design approved`");
  await as("ines").unlabel(issue, "design review");
  await as("ines").label(issue, "design approved");
  return issue;
}

async function implement({ as, at, appSays }: Scene, issue: number): Promise<number> {
  await at(200, `maya creates the branch ${branchFor(issue)} and pushes a first commit`);
  await as("maya").createBranch(branchFor(issue));
  await as("maya").push(branchFor(issue), "src/invoice.ts", "Add the invoice");
  await at(190, "maya opens a draft pull request; a draft gets a check, but no comment");
  const opening = { head: branchFor(issue), title: "Pay by invoice", body: `Closes #${issue}`, draft: true };
  const number = await as("maya").openPullRequest(opening);
  await appSays(number, words.draft);
  await at(150, `maya marks #${number} ready for review`);
  await as("maya").markReady(number);
  await appSays(number, words.reviewer);
  await at(149, "the tests fail");
  await as("github-actions[bot]").runCheck(number, "test", "failure");
  await appSays(number, words.author);
  await at(147, "maya pushes a fix, and the tests pass");
  await as("maya").push(branchFor(issue), "src/rounding.ts", "Round the total");
  await as("github-actions[bot]").runCheck(number, "test", "success");
  await appSays(number, words.reviewer);
  return number;
}

async function reviewInRounds({ as, at, appSays }: Scene, number: number, issue: number): Promise<void> {
  await at(120, "jonas asks for changes");
  await as("jonas").review(number, "REQUEST_CHANGES", "Who sees the invoice before it is sent?");
  await appSays(number, words.author);
  await at(98, "maya pushes an answer and asks jonas again");
  await as("maya").push(branchFor(issue), "src/preview.ts", "Show the invoice first");
  await as("maya").askForReview(number, "jonas");
  await as("github-actions[bot]").runCheck(number, "test", "success");
  await appSays(number, words.reviewer);
}

async function openTheOthers({ as, at, appSays }: Scene): Promise<Omit<Cast, "merged" | "idea">> {
  await at(72, "tomas opens a pull request: faster search");
  const waiting = await as("tomas").propose("faster-search", "Make the search faster");
  await appSays(waiting, words.reviewer);
  await at(50, "a coding agent opens one; a bot's pull request gets a check, but no comment");
  const byBot = await as("coding-agent[bot]").propose("unused-code", "Remove unused code");
  await appSays(byBot, words.reviewerOfBot);
  await at(48, "maya opens a pull request: totals are rounded twice");
  const approved = await as("maya").propose("round-once", "Round totals once");
  await appSays(approved, words.reviewer);
  return { waiting, byBot, approved };
}

async function approveAndMerge({ as, at, appSays }: Scene, merged: number, approved: number): Promise<number> {
  await at(30, `jonas approves #${merged}`);
  await as("jonas").review(merged, "APPROVE", "Good.");
  await appSays(merged, words.merge);
  await at(28, `maya merges #${merged}, which closes the issue`);
  await as("maya").merge(merged);
  await appSays(merged, words.merged);
  await at(26, "ines opens an issue: gift cards; nobody has looked at it yet");
  const idea = await as("ines").openIssue("Sell gift cards", "Before Christmas?");
  await at(5, `jonas approves #${approved}`);
  await as("jonas").review(approved, "APPROVE", "Good.");
  await appSays(approved, words.merge);
  return idea;
}

/** Its number says which issue the branch is for. */
function branchFor(issue: number): string {
  return `${issue}-pay-by-invoice`;
}

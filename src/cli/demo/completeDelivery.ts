/** Decides what is added to the emulator's webhooks so that they say what GitHub's own say; emulate 0.12.2 leaves it out. */
import { z } from "zod";

export type Hook = { event: string; payload: Record<string, unknown> };

/** Reads something from the emulator; null if it is not there. */
export type Lookup = (path: string) => Promise<unknown>;

/** The hook as GitHub would send it. `lookup` is asked for what the payload itself does not say. */
export async function completeDelivery(hook: Hook, lookup: Lookup): Promise<Hook> {
  switch (hook.event) {
    case "issues":
      return completeIssue(hook, lookup);
    case "pull_request":
      return { event: hook.event, payload: completePullRequest(hook.payload) };
    case "pull_request_review":
      return { event: hook.event, payload: completeReview(hook.payload) };
    case "issue_comment":
      return { event: hook.event, payload: await completeComment(hook.payload, lookup) };
    case "check_run":
      return { event: hook.event, payload: completeCheck(hook.payload) };
    case "create":
      return { event: hook.event, payload: { ...hook.payload, ref: branchOf(hook.payload), pusher_type: "user" } };
    case "push":
      return {
        event: hook.event,
        payload: { created: false, deleted: false, forced: false, commits: [], ...hook.payload },
      };
    default:
      return hook;
  }
}

/** A replacer for JSON.stringify: accounts that are seeded are of type User in the emulator, bots too. */
export function botsAreBots(_key: string, value: unknown): unknown {
  const account = botSchema.safeParse(value);
  return account.success ? { ...account.data, type: "Bot" } : value;
}

const botSchema = z.looseObject({ login: z.string().endsWith("[bot]"), type: z.literal("User") });

/** GitHub's name for who made a check run: an app of its own. The emulator knows only the account. */
export function appNamed(login: string): { id: number; slug: string; name: string } | null {
  const slug = login.endsWith("[bot]") ? login.slice(0, -"[bot]".length) : null;
  return slug === null ? null : { id: appIds[slug] ?? 0, slug, name: slug };
}

export const throughlineAppId = 1000;

/** 15368 is GitHub Actions everywhere but on GitHub Enterprise Server. */
const appIds: Record<string, number> = { throughline: throughlineAppId, "github-actions": 15368 };

const numbered = z.looseObject({ number: z.number() });
const inRepository = z.looseObject({ repository: z.looseObject({ full_name: z.string() }) });
const aboutLabel = z.looseObject({ label: z.looseObject({ name: z.string() }) });
const aboutIssue = z.looseObject({ issue: numbered });
const aboutPullRequest = z.looseObject({
  pull_request: z.looseObject({ number: z.number(), requested_reviewers: z.array(z.unknown()) }),
});
const aboutReview = z.looseObject({ review: z.looseObject({ state: z.string() }) });
const aboutCheck = z.looseObject({ check_run: z.looseObject({}), sender: z.looseObject({ login: z.string() }) });
const aboutRef = z.looseObject({ ref: z.string() });

/** The emulator sends a pull request's labels and assignees as those of an issue, with the pull request in its place. */
async function completeIssue(hook: Hook, lookup: Lookup): Promise<Hook> {
  const labelled = await completeLabel(hook.payload, lookup);
  const { issue, ...rest } = aboutIssue.parse(labelled);
  if (!("head" in issue)) return { event: "issues", payload: labelled };
  return { event: "pull_request", payload: { ...rest, number: issue.number, pull_request: issue } };
}

/** Its label has a name and a colour, but no id. */
async function completeLabel(payload: Record<string, unknown>, lookup: Lookup): Promise<Record<string, unknown>> {
  const read = aboutLabel.safeParse(payload);
  if (!read.success) return payload;
  const label = await lookup(`${repositoryPath(payload)}/labels/${encodeURIComponent(read.data.label.name)}`);
  return { ...payload, label };
}

/** No `number`, no `requested_reviewer`; the emulator keeps the reviewer asked last at the end of its list. */
function completePullRequest(payload: Record<string, unknown>): Record<string, unknown> {
  const { pull_request: pullRequest } = aboutPullRequest.parse(payload);
  const complete = { number: pullRequest.number, ...payload };
  if (payload["action"] !== "review_requested") return complete;
  return { ...complete, requested_reviewer: pullRequest.requested_reviewers.at(-1) };
}

/** GitHub's webhooks have the state in lower case, its API in upper case; the emulator has one for both. */
function completeReview(payload: Record<string, unknown>): Record<string, unknown> {
  const { review } = aboutReview.parse(payload);
  return { ...payload, review: { ...review, state: review.state.toLowerCase() } };
}

/** Whether the comment is on a pull request is said by `issue.pull_request`, which the emulator leaves out. */
async function completeComment(payload: Record<string, unknown>, lookup: Lookup): Promise<Record<string, unknown>> {
  const { issue } = aboutIssue.parse(payload);
  const pullRequest = await lookup(`${repositoryPath(payload)}/pulls/${issue.number}`);
  return pullRequest === null ? payload : { ...payload, issue: { ...issue, pull_request: pullRequest } };
}

function completeCheck(payload: Record<string, unknown>): Record<string, unknown> {
  const { check_run: checkRun, sender } = aboutCheck.parse(payload);
  return { ...payload, check_run: { ...checkRun, app: appNamed(sender.login) } };
}

/** `refs/heads/name` where GitHub has `name`. */
function branchOf(payload: Record<string, unknown>): string {
  return aboutRef.parse(payload).ref.replace(/^refs\/(heads|tags)\//, "");
}

function repositoryPath(payload: Record<string, unknown>): string {
  return `/repos/${inRepository.parse(payload).repository.full_name}`;
}

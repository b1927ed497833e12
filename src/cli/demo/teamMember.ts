/** Decides what one person of the demo's team does in GitHub: each act is one call of its REST API. */
import { z } from "zod";

export type Verdict = "APPROVE" | "REQUEST_CHANGES" | "COMMENT";

export type TeamMember = {
  /** Answers with the issue's number. */
  openIssue: (title: string, body: string) => Promise<number>;
  comment: (number: number, body: string) => Promise<void>;
  label: (number: number, name: string) => Promise<void>;
  unlabel: (number: number, name: string) => Promise<void>;
  /** From the tip of the default branch. */
  createBranch: (name: string) => Promise<void>;
  /** One commit that adds a file. */
  push: (branch: string, path: string, message: string) => Promise<void>;
  /** Answers with the pull request's number. */
  openPullRequest: (pull: { head: string; title: string; body: string; draft: boolean }) => Promise<number>;
  /** A branch, a commit on it, and a pull request that is ready for review; answers with its number. */
  propose: (branch: string, title: string) => Promise<number>;
  markReady: (number: number) => Promise<void>;
  makeDraft: (number: number) => Promise<void>;
  askForReview: (number: number, reviewer: string) => Promise<void>;
  review: (number: number, verdict: Verdict, body: string) => Promise<void>;
  merge: (number: number) => Promise<void>;
  close: (number: number) => Promise<void>;
  closeIssue: (number: number) => Promise<void>;
  /** Runs a check on the pull request's head from its start to its end. */
  runCheck: (number: number, name: string, conclusion: "success" | "failure") => Promise<void>;
};

/** `baseUrl` is the API's, `repository` is `owner/name`. Each act fails with what GitHub answered. */
export function teamMember(options: { baseUrl: string; repository: string; token: string }): TeamMember {
  const repository = `/repos/${options.repository}`;

  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${options.baseUrl}${repository}${path}`, {
      method,
      headers: { authorization: `Bearer ${options.token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`GitHub answered ${response.status} to ${method} ${repository}${path}: ${text}`);
    return text === "" ? null : JSON.parse(text);
  };
  const act = async (method: string, path: string, body?: object): Promise<void> => {
    await call(method, path, body);
  };
  const headOf = async (number: number): Promise<string> => pull.parse(await call("GET", `/pulls/${number}`)).head.sha;

  const member: TeamMember = {
    openIssue: async (title, body) => numbered.parse(await call("POST", "/issues", { title, body })).number,
    comment: (number, body) => act("POST", `/issues/${number}/comments`, { body }),
    label: (number, name) => act("POST", `/issues/${number}/labels`, { labels: [name] }),
    unlabel: (number, name) => act("DELETE", `/issues/${number}/labels/${encodeURIComponent(name)}`),
    createBranch: async (name) => {
      const tip = ref.parse(await call("GET", "/git/ref/heads/main"));
      await call("POST", "/git/refs", { ref: `refs/heads/${name}`, sha: tip.object.sha });
    },
    push: (branch, path, message) => act("PUT", `/contents/${path}`, { branch, message, content: btoa(message) }),
    openPullRequest: async (opening) =>
      numbered.parse(await call("POST", "/pulls", { ...opening, base: "main" })).number,
    propose: async (branch, title) => {
      await member.createBranch(branch);
      await member.push(branch, `src/${branch}.ts`, title);
      return member.openPullRequest({ head: branch, title, body: "", draft: false });
    },
    markReady: (number) => act("PATCH", `/pulls/${number}`, { draft: false }),
    makeDraft: (number) => act("PATCH", `/pulls/${number}`, { draft: true }),
    askForReview: (number, reviewer) => act("POST", `/pulls/${number}/requested_reviewers`, { reviewers: [reviewer] }),
    review: (number, verdict, body) => act("POST", `/pulls/${number}/reviews`, { event: verdict, body }),
    merge: (number) => act("PUT", `/pulls/${number}/merge`, {}),
    close: (number) => act("PATCH", `/pulls/${number}`, { state: "closed" }),
    closeIssue: (number) => act("PATCH", `/issues/${number}`, { state: "closed", state_reason: "completed" }),
    runCheck: async (number, name, conclusion) => {
      const headSha = await headOf(number);
      const started = { name, head_sha: headSha, status: "in_progress", started_at: new Date().toISOString() };
      const run = z.object({ id: z.number() }).parse(await call("POST", "/check-runs", started));
      await call("PATCH", `/check-runs/${run.id}`, { status: "completed", conclusion });
    },
  };
  return member;
}

const numbered = z.object({ number: z.number() });
const pull = z.object({ head: z.object({ sha: z.string() }) });
const ref = z.object({ object: z.object({ sha: z.string() }) });

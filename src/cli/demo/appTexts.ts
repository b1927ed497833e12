/** Decides what of the app is read back from the emulated GitHub: its comment and its check on a pull request, with their addresses. */
import { z } from "zod";

export type AppText = { url: string; markdown: string };

export type AppTexts = {
  number: number;
  title: string;
  author: string;
  open: boolean;
  /** Where people see the pull request. */
  url: string;
  /** All of the app's comments on it: one, or none. */
  comments: AppText[];
  /** On the head commit: title and summary. */
  check: (AppText & { id: number; headSha: string; title: string }) | null;
};

/** Reads without a token, as anybody can in a public repository. `api` is the address of the repository in the API. */
export async function readAppTexts(api: string, number: number): Promise<AppTexts> {
  const pull = pullSchema.parse(await read(`${api}/pulls/${number}`));
  const comments = z.array(commentSchema).parse(await read(`${api}/issues/${number}/comments?per_page=100`));
  const { check_runs: checks } = checksSchema.parse(await read(`${api}/commits/${pull.head.sha}/check-runs`));
  const check = checks.find((each) => each.name === "Throughline");
  return {
    number,
    title: pull.title,
    author: pull.user.login,
    open: pull.state === "open",
    url: pull.html_url,
    comments: comments
      .filter((comment) => comment.user.login === "throughline[bot]")
      .map((comment) => ({ url: comment.html_url, markdown: comment.body })),
    check:
      check === undefined
        ? null
        : {
            id: check.id,
            headSha: pull.head.sha,
            url: check.html_url,
            title: check.output.title ?? "",
            markdown: check.output.summary ?? "",
          },
  };
}

/** A summary issue of the app's. */
export type Summary = AppText & { title: string };

/** The newest of the app's summary issues; null where there is none yet. */
export async function readSummary(api: string): Promise<Summary | null> {
  const label = encodeURIComponent("throughline: weekly");
  const issues = z.array(issueSchema).parse(await read(`${api}/issues?labels=${label}&state=all`));
  const newest = issues.toSorted((a, b) => b.number - a.number)[0];
  return newest === undefined ? null : { title: newest.title, url: newest.html_url, markdown: newest.body };
}

async function read(url: string): Promise<unknown> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`GitHub answered ${response.status} to GET ${url}: ${await response.text()}`);
  return response.json();
}

const issueSchema = z.object({ number: z.number(), title: z.string(), html_url: z.string(), body: z.string() });
const account = z.object({ login: z.string() });
const pullSchema = z.object({
  title: z.string(),
  state: z.string(),
  html_url: z.string(),
  user: account,
  head: z.object({ sha: z.string() }),
});
const commentSchema = z.object({ body: z.string(), html_url: z.string(), user: account });
const checksSchema = z.object({
  check_runs: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      html_url: z.string(),
      output: z.object({ title: z.string().nullable(), summary: z.string().nullable() }),
    }),
  ),
});

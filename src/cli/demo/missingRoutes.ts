/** Decides what happens in the emulated GitHub where emulate 0.12.2 does nothing: pushes to an open pull request, drafts made ready, issues closed by a merge, reactions, and whose a check run is. */
import { z } from "zod";
import { appNamed, type Hook } from "./completeDelivery.ts";
import type { ProxyAnswer, ProxyRequest } from "./proxy.ts";

/** The emulator, and the webhooks that it should have sent. */
export type Behind = {
  forward: (request: ProxyRequest) => Promise<ProxyAnswer>;
  post: (hook: Hook) => void;
  /** The account behind a token. */
  loginOf: (token: string) => string;
  /** Which app made a check run, by the run's id. */
  checkOwners: Map<number, string>;
  /** Who put which reaction under which comment: `12 eyes maya`. */
  reactions: Set<string>;
};

type Route = {
  method: string;
  path: RegExp;
  answer: (request: ProxyRequest, match: RegExpMatchArray, behind: Behind) => Promise<ProxyAnswer>;
};

const routes: Route[] = [
  { method: "PUT", path: /^(\/repos\/[^/]+\/[^/]+)\/contents\/([^?]+)$/, answer: putContents },
  { method: "PATCH", path: /^(\/repos\/[^/]+\/[^/]+)\/pulls\/(\d+)$/, answer: changePullRequest },
  { method: "PUT", path: /^(\/repos\/[^/]+\/[^/]+)\/pulls\/(\d+)\/merge$/, answer: mergePullRequest },
  { method: "POST", path: /^(\/repos\/[^/]+\/[^/]+)\/pulls\/(\d+)\/reviews$/, answer: submitReview },
  { method: "POST", path: /\/issues\/comments\/(\d+)\/reactions$/, answer: react },
  { method: "GET", path: /\/issues\/comments\/(\d+)\/reactions(?:\?|$)/, answer: showReactions },
  { method: "POST", path: /\/check-runs$/, answer: createCheck },
  { method: "PATCH", path: /\/check-runs\/\d+$/, answer: showCheckOwners },
  { method: "GET", path: /\/check-runs(\/\d+)?(\?|$)/, answer: showCheckOwners },
  // What it delivers, the post office delivers; none is kept to be asked for again.
  { method: "GET", path: /^\/app\/hook\/deliveries(?:\?|$)/, answer: async () => json(200, []) },
];

/** The emulator's answer, made what GitHub's would be. */
export function answerAsGitHub(request: ProxyRequest, behind: Behind): Promise<ProxyAnswer> {
  for (const route of routes) {
    const match = route.method === request.method ? request.path.match(route.path) : null;
    if (match !== null) return route.answer(request, match, behind);
  }
  return behind.forward(request);
}

const pullSchema = z.looseObject({
  number: z.number(),
  body: z.string().nullable(),
  draft: z.boolean(),
  merge_commit_sha: z.string().nullable(),
  head: z.looseObject({ ref: z.string(), sha: z.string() }),
  base: z.looseObject({ ref: z.string(), sha: z.string(), repo: z.looseObject({}) }),
});
type Pull = z.infer<typeof pullSchema>;

/** A commit to the head of an open pull request moves the branch but not the pull request, so its branch is updated instead: the one way to move both. */
async function putContents(request: ProxyRequest, match: RegExpMatchArray, behind: Behind): Promise<ProxyAnswer> {
  const [, repository = "", path = ""] = match;
  const commit = z.object({ branch: z.string().optional(), message: z.string() }).parse(JSON.parse(request.body));
  const open = z.array(pullSchema).parse(await read(behind, request, `${repository}/pulls?state=open&per_page=100`));
  const pull = open.find((each) => each.head.ref === commit.branch);
  if (pull === undefined) return behind.forward(request);

  const at = `${repository}/pulls/${pull.number}`;
  const updated = await behind.forward({ ...request, path: `${at}/update-branch`, body: "{}" });
  if (updated.status !== 202) return updated;
  const moved = pullSchema.parse(await read(behind, request, at));
  const sender = await read(behind, request, "/user");
  const [before, after] = [pull.head.sha, moved.head.sha];
  const commits = [
    { id: after, message: commit.message, added: [decodeURIComponent(path)], removed: [], modified: [] },
  ];
  behind.post(pushTo(moved, { ref: moved.head.ref, before, after, commits, sender }));
  behind.post(hookAbout(moved, { action: "synchronize", before, after, sender }));
  return json(201, { content: { path }, commit: { sha: after, message: commit.message } });
}

/** GitHub's REST API cannot change `draft`, its GraphQL can; the emulator's REST can, but tells nobody. */
async function changePullRequest(request: ProxyRequest, match: RegExpMatchArray, behind: Behind): Promise<ProxyAnswer> {
  const [at = ""] = match;
  const before = pullSchema.parse(await read(behind, request, at));
  const answer = await behind.forward(request);
  if (answer.status !== 200) return answer;
  const after = pullSchema.parse(JSON.parse(answer.body));
  if (before.draft !== after.draft) {
    const action = after.draft ? "converted_to_draft" : "ready_for_review";
    behind.post(hookAbout(after, { action, sender: await read(behind, request, "/user") }));
  }
  return answer;
}

/** GitHub pushes the merge to the base branch and closes the issues that the description names; the emulator does neither. */
async function mergePullRequest(request: ProxyRequest, match: RegExpMatchArray, behind: Behind): Promise<ProxyAnswer> {
  const [, repository = "", number = ""] = match;
  const answer = await behind.forward(request);
  if (answer.status !== 200) return answer;
  const pull = pullSchema.parse(await read(behind, request, `${repository}/pulls/${number}`));
  const sender = await read(behind, request, "/user");
  behind.post(
    pushTo(pull, { ref: pull.base.ref, before: pull.base.sha, after: pull.merge_commit_sha, commits: [], sender }),
  );
  for (const issue of closedBy(pull.body ?? "")) {
    const body = JSON.stringify({ state: "closed", state_reason: "completed" });
    await behind.forward({ ...request, method: "PATCH", path: `${repository}/issues/${issue}`, body });
  }
  return answer;
}

/** Who has reviewed is asked no longer, so that asking again is seen as new. */
async function submitReview(request: ProxyRequest, match: RegExpMatchArray, behind: Behind): Promise<ProxyAnswer> {
  const [, repository = "", number = ""] = match;
  const answer = await behind.forward(request);
  if (answer.status !== 200 && answer.status !== 201) return answer;
  const body = JSON.stringify({ reviewers: [loginBehind(request, behind)] });
  await behind.forward({
    ...request,
    method: "DELETE",
    path: `${repository}/pulls/${number}/requested_reviewers`,
    body,
  });
  return answer;
}

async function createCheck(request: ProxyRequest, _match: RegExpMatchArray, behind: Behind): Promise<ProxyAnswer> {
  const answer = await behind.forward(request);
  if (answer.status !== 201) return answer;
  const { id } = z.object({ id: z.number() }).parse(JSON.parse(answer.body));
  behind.checkOwners.set(id, loginBehind(request, behind));
  return withOwners(answer, behind);
}

async function showCheckOwners(request: ProxyRequest, _match: RegExpMatchArray, behind: Behind): Promise<ProxyAnswer> {
  return withOwners(await behind.forward(request), behind);
}

/** The emulator answers `app: null` for every check run. */
function withOwners(answer: ProxyAnswer, behind: Behind): ProxyAnswer {
  if (answer.status >= 300) return answer;
  const body: unknown = JSON.parse(answer.body, (_key, value: unknown) => {
    const run = checkSchema.safeParse(value);
    if (!run.success) return value;
    const owner = behind.checkOwners.get(run.data.id);
    return { ...run.data, app: owner === undefined ? null : appNamed(owner) };
  });
  return { ...answer, body: JSON.stringify(body) };
}

const checkSchema = z.looseObject({
  id: z.number(),
  conclusion: z.string().nullable(),
  external_id: z.string(),
  app: z.null(),
});

/** The same reaction by the same account again changes nothing. */
async function react(request: ProxyRequest, match: RegExpMatchArray, behind: Behind): Promise<ProxyAnswer> {
  const { content } = z.object({ content: z.string() }).parse(JSON.parse(request.body));
  const login = loginBehind(request, behind);
  const reaction = `${match[1]} ${content} ${login}`;
  const status = behind.reactions.has(reaction) ? 200 : 201;
  behind.reactions.add(reaction);
  return json(status, { content, user: { login } });
}

async function showReactions(_request: ProxyRequest, match: RegExpMatchArray, behind: Behind): Promise<ProxyAnswer> {
  const here = [...behind.reactions].map((each) => each.split(" ")).filter(([comment]) => comment === match[1]);
  return json(
    200,
    here.map(([, content, login]) => ({ content, user: { login } })),
  );
}

function loginBehind(request: ProxyRequest, behind: Behind): string {
  return behind.loginOf((request.headers["authorization"] ?? "").replace(/^(bearer|token)\s+/i, ""));
}

/** Reads for whoever made the request. */
async function read(behind: Behind, request: ProxyRequest, path: string): Promise<unknown> {
  const answer = await behind.forward({ ...request, method: "GET", path, body: "" });
  return JSON.parse(answer.body);
}

function hookAbout(pull: Pull, rest: Record<string, unknown>): Hook {
  const payload = { number: pull.number, pull_request: pull, repository: pull.base.repo, ...rest };
  return { event: "pull_request", payload };
}

function pushTo(pull: Pull, rest: { ref: string; sender: unknown } & Record<string, unknown>): Hook {
  return { event: "push", payload: { ...rest, ref: `refs/heads/${rest.ref}`, repository: pull.base.repo } };
}

function closedBy(description: string): string[] {
  const named = description.matchAll(/\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)/gi);
  return [...named].map((match) => match[1] ?? "");
}

function json(status: number, body: unknown): ProxyAnswer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

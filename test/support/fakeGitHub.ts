/** Decides how GitHub behaves towards the publisher in tests: it keeps comments, checks and issues, and has mishaps when told to. */
import type { Permission } from "../../src/commands/rights.ts";
import {
  type CheckContent,
  type Comparison,
  type GitHub,
  GitHubFailure,
  type RepositoryFile,
} from "../../src/github/github.ts";
import { bears } from "../../src/github/marker.ts";

import type { BranchRules } from "../../src/signals/signal.ts";

export type FakeComment = { id: number; author: string; number: number; body: string };
export type FakeCheck = CheckContent & { id: number };
export type FakeIssue = {
  repository: string;
  number: number;
  author: string;
  title: string;
  body: string;
  labels: string[];
  state: "open" | "closed";
};

type Request = keyof GitHub;
/** What happens to one request: `write` is what GitHub does with it if all goes well. */
export type Mishap = (write: () => void) => Promise<void>;

export const theApp = "throughline[bot]";

export type FakeGitHub = GitHub & {
  comments: FakeComment[];
  checks: FakeCheck[];
  issues: FakeIssue[];
  /** Files on default branches, by `owner/name path`. */
  files: Map<string, RepositoryFile>;
  /** By `base...head`; what is not here GitHub does not know. */
  comparisons: Map<string, Comparison>;
  /** By branch; what is not here GitHub does not know. */
  rules: Map<string, BranchRules>;
  /** By login, or for one repository by `login in name`; who is not here may do nothing. */
  permissions: Map<string, Permission>;
  /** The comments under which the app has put eyes. */
  eyes: Set<number>;
  /** Names of the repository's labels. */
  labels: string[];
  /** Every request so far, by the port's method. */
  requests: Request[];
  /** While true, every name is another repository's; by its name, that one is. */
  strangers: boolean | string;
  /** While true, listings show nothing, as for some seconds after a write. */
  listingsLag: boolean;
  /** The next request of that kind goes so. */
  next(request: Request, mishap: Mishap): void;
};

export function fakeGitHub(): FakeGitHub {
  const mishaps = new Map<Request, Mishap>();
  let ids = 100;

  async function request<Answer>(name: Request, write: () => Answer): Promise<Answer> {
    fake.requests.push(name);
    const mishap = mishaps.get(name) ?? allGoesWell;
    mishaps.delete(name);
    const answers: Answer[] = [];
    await mishap(() => void answers.push(write()));
    for (const answer of answers) return answer;
    throw new Error(`the mishap of ${name} neither wrote nor failed`);
  }

  const fake: FakeGitHub = {
    comments: [],
    checks: [],
    issues: [],
    files: new Map(),
    comparisons: new Map(),
    rules: new Map(),
    permissions: new Map(),
    eyes: new Set(),
    labels: [],
    requests: [],
    listingsLag: false,
    strangers: false,
    next: (name, mishap) => void mishaps.set(name, mishap),

    // Asked before each creation; not among the requests that tests are about.
    repositoryIdAt: ({ id, name }) => Promise.resolve(fake.strangers === true || fake.strangers === name ? id + 1 : id),
    ownComments: (_repository, number, marker) =>
      request("ownComments", () =>
        fake.comments.filter(
          (one) => !fake.listingsLag && one.author === theApp && one.number === number && bears(one.body, marker),
        ),
      ),
    createComment: (_repository, number, body) =>
      request("createComment", () => {
        const comment = { id: ++ids, author: theApp, number, body };
        fake.comments.push(comment);
        return comment;
      }),
    updateComment: (_repository, id, body) =>
      request("updateComment", () =>
        overwrite(
          fake.comments.find((one) => one.id === id),
          { body },
        ),
      ),
    deleteComment: (_repository, id) =>
      request("deleteComment", () => {
        fake.comments = fake.comments.filter((one) => one.id !== id);
      }),

    ownChecks: (_repository, headSha) =>
      request("ownChecks", () => fake.checks.filter((one) => !fake.listingsLag && one.headSha === headSha)),
    createCheck: (_repository, content) =>
      request("createCheck", () => {
        const check = { ...content, id: ++ids };
        fake.checks.push(check);
        return check;
      }),
    updateCheck: (_repository, id, content) =>
      request("updateCheck", () =>
        overwrite(
          fake.checks.find((one) => one.id === id),
          content,
        ),
      ),

    ownIssues: ({ name }, label, marker) =>
      request("ownIssues", () =>
        fake.issues.filter(
          (one) =>
            !fake.listingsLag &&
            one.repository === name &&
            one.author === theApp &&
            one.labels.includes(label) &&
            bears(one.body, marker),
        ),
      ),
    createIssue: ({ name: repository }, text, label) =>
      request("createIssue", () => {
        const number = ++ids;
        fake.issues.push({ repository, number, author: theApp, ...text, labels: [label], state: "open" });
        return number;
      }),
    issueState: (_repository, number) =>
      request("issueState", () => fake.issues.find((one) => one.number === number)?.state ?? "gone"),
    updateIssue: (_repository, number, text) =>
      request("updateIssue", () =>
        overwrite(
          fake.issues.find((one) => one.number === number),
          text,
        ),
      ),
    closeIssue: (_repository, number, last) =>
      request("closeIssue", () => {
        const issue = fake.issues.find((one) => one.number === number);
        overwrite(issue, { state: "closed", ...(last && { ...last, labels: [] }) });
      }),

    fileOnDefaultBranch: ({ owner, name }, path) =>
      request("fileOnDefaultBranch", () => fake.files.get(`${owner}/${name} ${path}`) ?? null),

    compare: (_repository, base, head) => request("compare", () => fake.comparisons.get(`${base}...${head}`) ?? null),

    branchRules: (_repository, branch) => request("branchRules", () => fake.rules.get(branch) ?? null),
    permissionOf: ({ name }, login) =>
      request(
        "permissionOf",
        () => fake.permissions.get(`${login} in ${name}`) ?? fake.permissions.get(login) ?? "none",
      ),
    reactWithEyes: (_repository, comment) =>
      request("reactWithEyes", () => {
        fake.eyes.add(comment);
      }),
    labelNames: () => request("labelNames", () => [...fake.labels]),
    createLabel: (_repository, { name }) =>
      request("createLabel", () => {
        if (fake.labels.includes(name)) return "present";
        fake.labels.push(name);
        return "created";
      }),
  };
  return fake;
}

/** The request is answered with a failure that leaves open whether it was carried out; it was not. */
export const lostBeforeWriting: Mishap = () => Promise.reject(failure("ambiguous", "no answer"));

/** The same, and it was. */
export const lostAfterWriting: Mishap = async (write) => {
  write();
  return lostBeforeWriting(write);
};

export function refused(reason: string): Mishap {
  return () => Promise.reject(failure("refused", reason));
}

export function tryLater(retryAfterSeconds: number | null): Mishap {
  return () => Promise.reject(failure("try-later", "too many requests", retryAfterSeconds));
}

const allGoesWell: Mishap = async (write) => write();

function failure(meaning: GitHubFailure["meaning"], message: string, retryAfterSeconds: number | null = null) {
  return new GitHubFailure(message, { meaning, status: null, retryAfterSeconds });
}

function overwrite<Thing extends object>(thing: Thing | undefined, change: Partial<Thing>): "updated" | "gone" {
  if (thing === undefined) return "gone";
  Object.assign(thing, change);
  return "updated";
}

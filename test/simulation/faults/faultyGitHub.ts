/** Decides how the simulated GitHub misbehaves: it fails before or after it has written, writes late, limits, and hides what is fresh. */
import { type GitHub, GitHubFailure, type RepositoryAddress } from "../../../src/github/github.ts";
import type { FakeGitHub } from "../../support/fakeGitHub.ts";
import type { Actor } from "./actor.ts";
import type { Chance } from "./chance.ts";
import type { Striking } from "./faultyDatabase.ts";

/** Shares of all requests. */
export type GitHubFaults = {
  failsBefore: number;
  failsAfter: number;
  /** Answers nothing, and writes some seconds later. */
  writesLate: number;
  limits: number;
  /** The longest for which a listing does not show what was created. */
  lagSeconds: number;
};

/** GitHub gives up on a request after so long. */
const longestRequestSeconds = 10;
/** The app waits no longer than this for an answer. */
const deadlineSeconds = 12;

export type FaultyGitHub = {
  /** As that process reaches it. */
  for: (actor: Actor, striking: Striking) => GitHub;
  /** Requests before a `Retry-After` was over. */
  readonly tooEarly: string[];
  /** Texts that stood twice, if only for a moment. */
  readonly doubled: string[];
  /** What was under way comes to its end as time passes. */
  pass: () => Promise<void>;
  readonly pending: () => number | null;
  readonly requests: () => number;
};

type Parts = {
  model: FakeGitHub;
  faults: () => GitHubFaults;
  chance: Chance;
  /** Seconds since 1970. */
  now: () => number;
  struck: (kind: string) => void;
};

export function faultyGitHub({ model, faults, chance, now, struck }: Parts): FaultyGitHub {
  const tooEarly: string[] = [];
  const doubled: string[] = [];
  const shownFrom = new Map<number, number>();
  const late: { at: number; write: () => Promise<unknown> }[] = [];
  /** By installation. */
  const closedUntil = new Map<number, number>();
  let requests = 0;

  /** Comments, checks and issues have numbers in common with nobody. */
  async function noting(write: () => Promise<unknown>): Promise<unknown> {
    const made = await write();
    doubled.push(...twice(model));
    const id = typeof made === "number" ? made : idOf(made);
    if (id !== null && !shownFrom.has(id)) shownFrom.set(id, now() + chance.below(faults().lagSeconds + 1));
    return made;
  }

  async function send(name: string, writes: boolean, call: () => Promise<unknown>): Promise<unknown> {
    requests += 1;
    const { failsBefore, failsAfter, writesLate } = faults();
    if (chance.happens(failsBefore)) {
      struck("requests failed");
      throw failed(name, writes && chance.happens(0.5) ? "ambiguous" : "try-later");
    }
    if (writes && chance.happens(writesLate)) {
      struck("writes carried out late and unanswered");
      late.push({ at: now() + chance.below(longestRequestSeconds) + 1, write: () => noting(call) });
      throw failed(name, "ambiguous");
    }
    const answer = writes ? await noting(call) : shown(await call());
    if (!chance.happens(failsAfter)) return answer;
    struck("answers lost after the request was carried out");
    throw failed(name, writes ? "ambiguous" : "try-later");
  }

  function shown(answer: unknown): unknown {
    if (!Array.isArray(answer)) return answer;
    return answer.filter((each: unknown) => (shownFrom.get(idOf(each) ?? 0) ?? 0) <= now());
  }

  function keepLimits(name: string, { installationId }: RepositoryAddress): void {
    const until = closedUntil.get(installationId) ?? 0;
    if (now() < until) {
      tooEarly.push(`${name}, ${until - now()} s too early`);
      throw failed(name, "try-later", until - now());
    }
    if (!chance.happens(faults().limits)) return;
    const seconds = 1 + chance.below(120);
    struck("limits");
    closedUntil.set(installationId, now() + seconds);
    throw failed(name, "try-later", seconds);
  }

  function method(actor: Actor, striking: Striking, name: keyof GitHub) {
    const writes = writing.test(name);
    const call: (...given: never[]) => Promise<unknown> = model[name];
    return async (repository: RepositoryAddress, ...given: unknown[]): Promise<unknown> => {
      let sentAt = 0;
      const settled = await actor.inTurn(async () => {
        if (striking(actor, `before ${name}`) === "dies") throw actor.die();
        sentAt = now();
        keepLimits(name, repository);
        const [result] = await Promise.allSettled([
          send(name, writes, () => Reflect.apply(call, model, [repository, ...given])),
        ]);
        if (striking(actor, `after ${name}`) === "dies") throw actor.die();
        return result;
      });
      // The answer is on its way, and whoever waits for it too long has none.
      return actor.inTurn(async () => {
        if (now() - sentAt > deadlineSeconds) throw failed(name, writes ? "ambiguous" : "try-later");
        if (settled.status === "rejected") throw settled.reason;
        return settled.value;
      });
    };
  }

  return {
    tooEarly,
    doubled,
    requests: () => requests,
    pending: () => late.reduce<number | null>((least, { at }) => Math.min(least ?? at, at), null),
    pass: async () => {
      for (const each of late.filter(({ at }) => at <= now())) {
        late.splice(late.indexOf(each), 1);
        await each.write();
      }
    },
    for: (actor, striking) => new Proxy(model, { get: (_, name: keyof GitHub) => method(actor, striking, name) }),
  };
}

function twice({ comments, checks, issues }: FakeGitHub): string[] {
  const places = [
    ...comments.map(({ number }) => `the comment of #${number}`),
    ...checks.map(({ headSha }) => `the check of ${headSha}`),
    ...issues.filter(({ labels }) => labels.length > 0).map(({ title }) => `the issue "${title}"`),
  ];
  return places.filter((place, index) => places.indexOf(place) !== index);
}

const writing = /^(create|update|delete|close|react)/;

function idOf(made: unknown): number | null {
  if (typeof made !== "object" || made === null) return null;
  if ("id" in made && typeof made.id === "number") return made.id;
  return "number" in made && typeof made.number === "number" ? made.number : null;
}

function failed(name: string, meaning: GitHubFailure["meaning"], retryAfterSeconds: number | null = null) {
  return new GitHubFailure(`${name} went wrong`, { meaning, status: null, retryAfterSeconds });
}

/** Decides how GitHub keeps an app's deliveries, in tests: a list of attempts, newest first, paged by a cursor, each of which can be asked for again. */
import type { DeliveryPage, DeliverySeen, Hook } from "../../src/github/hook.ts";
import { type GitHubFailure } from "../../src/github/github.ts";
import type { Instant } from "../../src/instant.ts";

export type SimulatedHook = Hook & {
  /** Newest last. */
  attempts: DeliverySeen[];
  /** Notes an attempt of that moment. */
  attempted: (guid: string, at: Instant, answered: number, rest?: Partial<DeliverySeen>) => DeliverySeen;
  /** `list` with its cursor, `ask` with the delivery's GUID. */
  requests: string[];
  /** Called before a request is carried out, with all requests so far; what it throws is the answer. */
  before: (requests: readonly string[]) => void;
};

/**
 * `deliver` brings one to the app and returns what the app answers; `now` is GitHub's clock.
 */
export function simulatedHook(parts: {
  now: () => Instant;
  deliver: (guid: string) => Promise<number>;
  perPage?: number;
}): SimulatedHook {
  const { now, deliver, perPage = 100 } = parts;
  const byId = new Map<number, DeliverySeen>();

  const hook: SimulatedHook = {
    attempts: [],
    requests: [],
    before: () => {},
    attempted: (guid, at, answered, rest = {}) => {
      const attempt = {
        id: 1_000 + hook.attempts.length,
        guid,
        delivered_at: at,
        event: "issues",
        status: answered === 202 ? "OK" : answered === 0 ? "failed to connect to host" : "Server Error",
        status_code: answered,
        installation_id: 9,
        repository_id: 7,
        ...rest,
      };
      hook.attempts.push(attempt);
      byId.set(attempt.id, attempt);
      return attempt;
    },
    deliveries: async (cursor) => {
      request(`list ${cursor ?? "newest"}`);
      return pageOf(hook.attempts, cursor, perPage);
    },
    redeliver: async (id) => {
      const attempt = byId.get(id);
      request(`ask ${attempt?.guid ?? "?"}`);
      if (attempt === undefined) return "gone";
      hook.attempted(attempt.guid, now(), await deliver(attempt.guid));
      return "asked";
    },
  };
  function request(what: string): void {
    hook.requests.push(what);
    hook.before(hook.requests);
  }
  return hook;
}

/** Failures for `before`: the request of that place, from 1, is answered so. */
export function failAt(place: number, failure: GitHubFailure): SimulatedHook["before"] {
  return ({ length }) => {
    if (length === place) throw failure;
  };
}

/** The cursor names the last attempt that was shown, so that new ones at the top move nothing. */
function pageOf(attempts: readonly DeliverySeen[], cursor: string | null, perPage: number): DeliveryPage {
  const end = cursor === null ? attempts.length : attempts.findIndex(({ id }) => `v1_${id}` === cursor);
  const deliveries = attempts.slice(Math.max(0, end - perPage), end).toReversed();
  const last = deliveries.at(-1);
  return { deliveries, next: last === undefined || last.id === attempts[0]?.id ? null : `v1_${last.id}` };
}

/** Decides what is counted of requests to GitHub: the kind of route, never the repository, and whether GitHub's wish for patience was kept. */

export type AnsweredRequest = {
  route: string;
  /** Null where nothing came back. */
  status: number | null;
  /** Of the hour's quota, as the answer says; null where it does not. */
  remaining: number | null;
};

export type RequestMeter = {
  answered: (request: AnsweredRequest) => void;
  /** A request was sent before the time was over for which GitHub had asked to wait. */
  sentTooEarly: () => void;
};

/** The same fetch, counted. Patience is kept for each credential: GitHub's limits are an installation's own. */
export function metered(
  fetching: typeof fetch,
  meter: RequestMeter,
  millisecondsNow: () => number = performance.now.bind(performance),
): typeof fetch {
  const quietUntil = new Map<string, number>();

  function notePatience(credential: string, answer: Response): void {
    const seconds = Number(answer.headers.get("retry-after") ?? 0);
    if ((answer.status === 403 || answer.status === 429) && seconds > 0) {
      quietUntil.set(credential, millisecondsNow() + seconds * 1000);
    }
  }
  function keepsPatience(credential: string): boolean {
    const until = quietUntil.get(credential) ?? 0;
    if (until > millisecondsNow()) return false;
    quietUntil.delete(credential);
    return true;
  }

  return async (input, init) => {
    const request = new Request(input, { method: init?.method ?? "GET", headers: init?.headers ?? {} });
    const credential = request.headers.get("authorization") ?? "";
    const route = `${request.method} ${routeOf(new URL(request.url).pathname)}`;
    if (!keepsPatience(credential)) meter.sentTooEarly();
    try {
      const answer = await fetching(input, init);
      notePatience(credential, answer);
      meter.answered({ route, status: answer.status, remaining: remainingIn(answer) });
      return answer;
    } catch (error) {
      meter.answered({ route, status: null, remaining: null });
      throw error;
    }
  };
}

/** The app's own routes; what is none of them counts as `other`, so that no name can get into a label. */
const routes: [RegExp, string][] = [
  [/\/issues\/comments\/\d+\/reactions$/, "comment reactions"],
  [/\/issues\/comments\/\d+$/, "comment"],
  [/\/issues\/\d+\/comments$/, "comments"],
  [/\/issues\/\d+$/, "issue"],
  [/\/issues$/, "issues"],
  [/\/check-runs(\/\d+)?$/, "checks"],
  [/\/labels$/, "labels"],
  [/\/contents\/.+$/, "contents"],
  [/\/commits$/, "commits"],
  [/\/compare\/.+$/, "compare"],
  [/\/collaborators\/[^/]+\/permission$/, "permission"],
  [/\/access_tokens$/, "token"],
  [/\/(repos\/[^/]+\/[^/]+|repositories\/\d+)$/, "repository"],
  [/\/(rules\/branches\/.+|branches\/.+\/protection.*)$/, "rules"],
  [/\/branches\/[^/]+$/, "branch"],
  [/\/graphql$/, "graphql"],
  [/\/app\/hook\/deliveries(\/\d+(\/attempts)?)?$/, "deliveries"],
  [/\/app(\/(installations|hook\/config))?$/, "app"],
];

/** The kind of a path, such as `comments`, without anybody's name. */
export function routeOf(path: string): string {
  return routes.find(([shape]) => shape.test(path))?.[1] ?? "other";
}

function remainingIn(answer: Response): number | null {
  const told = answer.headers.get("x-ratelimit-remaining");
  return told === null || !/^\d+$/.test(told) ? null : Number(told);
}

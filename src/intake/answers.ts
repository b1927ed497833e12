/** Decides every answer that the front can give: constant, short, and nothing of the request in it. */

export type Answer = { status: number; body: string; headers: Record<string, string> };

const tryAgain = { "retry-after": "5" };

export const answers = {
  stored: answer(202, { status: "stored" }),
  known: answer(202, { status: "known" }),
  unsigned: answer(401, { status: "refused", reason: "The signature is missing or does not fit the body." }),
  notJson: answer(400, { status: "refused", reason: "Set the webhook's content type to application/json." }),
  notAWebhook: answer(400, { status: "refused", reason: "This is not a webhook of GitHub." }),
  tooLarge: answer(413, { status: "refused", reason: "The body is too large." }),
  busy: answer(503, { status: "not stored", reason: "Too much is being received at the moment." }, tryAgain),
  unavailable: answer(503, { status: "not stored", reason: "The database does not take it." }, tryAgain),
  alive: answer(200, { status: "alive" }),
  ready: answer(200, { status: "ready" }),
  notFound: answer(404, { status: "not found" }),
  fault: answer(500, { status: "failed" }),
};

export function wrongMethod(allowed: string[]): Answer {
  return answer(405, { status: "method not allowed" }, { allow: allowed.join(", ") });
}

export function notReady(reason: string): Answer {
  return answer(503, { status: "not ready", reason }, tryAgain);
}

export function readyWith(detail: Record<string, Record<string, number>>): Answer {
  return answer(200, { status: "ready", ...detail });
}

type Body = Record<string, string | Record<string, number>>;

export function answer(status: number, body: Body, headers: Record<string, string> = {}): Answer {
  return { status, body: JSON.stringify(body), headers };
}

/** Decides every answer that the front can give: constant, short, and nothing of the request in it. */

export type Answer = { status: number; body: string };

/** Webhooks: what became of the delivery. */
export const answers = {
  stored: answer(202, { status: "stored" }),
  known: answer(202, { status: "known" }),
  unsigned: answer(401, { status: "refused", reason: "The signature is missing or does not fit the body." }),
  notJson: answer(400, { status: "refused", reason: "Set the webhook's content type to application/json." }),
  notAWebhook: answer(400, { status: "refused", reason: "This is not a webhook of GitHub." }),
  tooLarge: answer(413, { status: "refused", reason: "The body is too large." }),
  busy: answer(503, { status: "not stored", reason: "Too much is being received at the moment." }),
  unavailable: answer(503, { status: "not stored", reason: "The database does not take it." }),
  alive: answer(200, { status: "alive" }),
  ready: answer(200, { status: "ready" }),
  notFound: answer(404, { status: "not found" }),
  wrongMethod: answer(405, { status: "method not allowed" }),
  fault: answer(500, { status: "failed" }),
};

export function answer(status: number, body: Record<string, string>): Answer {
  return { status, body: JSON.stringify(body) };
}

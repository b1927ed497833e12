/** Decides how webhooks reach the app: signed, one after another, each under a GUID of its own as GitHub's are. */
import { randomUUID } from "node:crypto";
import { sign } from "@octokit/webhooks-methods";
import { messageOf } from "../../errors.ts";
import type { Instant } from "../../instant.ts";
import { botsAreBots, type Hook } from "./completeDelivery.ts";
import type { StoryClock } from "./storyClock.ts";

/** What was sent, and the app's answer: `status` is null if it gave none, `failure` null if it took it. */
export type Posted = {
  id: string;
  event: string;
  at: Instant;
  body: string;
  status: number | null;
  failure: string | null;
};

export type PostOffice = {
  /** Where they go from now on; until then they wait. */
  deliverTo: (url: string) => void;
  /** Resolves when the app has answered. */
  post: (hook: Hook | Promise<Hook>) => Promise<Posted>;
  /** All that were sent, in that order. */
  posted: readonly Posted[];
};

export function openPostOffice(options: {
  secret: string;
  clock: StoryClock;
  /** Last changes to the text of a payload. */
  readdress: (text: string) => string;
}): PostOffice {
  const posted: Posted[] = [];
  const opened = Promise.withResolvers<void>();
  let target = "";
  let last: Promise<unknown> = opened.promise;

  const send = async (hook: Hook): Promise<Posted> => {
    const body = options.clock.retell(options.readdress(JSON.stringify(hook.payload, botsAreBots)));
    const id = randomUUID();
    const headers = {
      "content-type": "application/json",
      "x-github-event": hook.event,
      "x-github-delivery": id,
      "x-hub-signature-256": await sign(options.secret, body),
    };
    const result = await outcomeOf(target, headers, body);
    const entry = { id, event: hook.event, at: options.clock.now(), body, ...result };
    posted.push(entry);
    return entry;
  };

  return {
    posted,
    deliverTo: (url) => {
      target = url;
      opened.resolve();
    },
    post: (hook) => {
      // In the order of asking, whatever the completing of one takes.
      const sent = last.then(async () => send(await hook));
      last = sent.catch(() => undefined);
      return sent;
    },
  };
}

async function outcomeOf(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number | null; failure: string | null }> {
  try {
    const response = await fetch(url, { method: "POST", headers, body });
    const text = await response.text();
    return { status: response.status, failure: response.ok ? null : text };
  } catch (error) {
    return { status: null, failure: messageOf(error) };
  }
}

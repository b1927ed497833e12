/** Decides how webhooks reach the app: signed, each under a GUID of its own, many at once as GitHub sends them. */
import { randomUUID } from "node:crypto";
import { sign } from "@octokit/webhooks-methods";
import { messageOf } from "../../errors.ts";
import type { Instant } from "../../instant.ts";
import { botsAreBots, type Hook } from "./completeDelivery.ts";
import type { StoryClock } from "./storyClock.ts";

export type Posted = {
  id: string;
  event: string;
  /** When it was handed in. */
  at: Instant;
  body: string;
  /** What the app answered; null until it has, and if it gave no answer. */
  status: number | null;
  /** Why the app did not take it; null if it did. */
  failure: string | null;
};

export type PostOffice = {
  /** Where they go from now on. Those that waited for an address go first, or nowhere if they are to be lost. */
  deliverTo: (url: string, past?: "sent" | "lost") => void;
  /** Resolves when the app has answered. */
  post: (hook: Hook | Promise<Hook>) => Promise<Posted>;
  /** Resolves when all that was handed in so far has been answered; at once while nobody receives it. */
  settled: () => Promise<void>;
  /** All that were handed in, in that order. */
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
  const underWay = new Set<Promise<unknown>>();
  let target: string | null = null;
  let lost: ReadonlySet<Posted> = new Set();
  let lastListed: Promise<unknown> = Promise.resolve();

  const list = async (hook: Hook): Promise<Posted> => {
    const body = options.clock.retell(options.readdress(JSON.stringify(hook.payload, botsAreBots)));
    const at = options.clock.now();
    const entry: Posted = { id: randomUUID(), event: hook.event, at, body, status: null, failure: null };
    posted.push(entry);
    return entry;
  };
  const send = async (entry: Posted): Promise<Posted> => {
    const signature = await sign(options.secret, entry.body);
    await opened.promise;
    if (lost.has(entry)) return entry;
    return Object.assign(entry, await answerTo(entry, signature, target ?? ""));
  };

  return {
    posted,
    deliverTo: (url, past = "sent") => {
      if (target === null && past === "lost") lost = new Set(posted);
      target = url;
      opened.resolve();
    },
    settled: async () => {
      if (target === null) return;
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    post: (hook) => {
      // In the order of handing in, whatever it takes to complete one.
      const listed = lastListed.then(async () => list(await hook));
      lastListed = listed.catch(() => undefined);
      const sent = listed.then(send);
      underWay.add(sent);
      return sent.finally(() => underWay.delete(sent));
    },
  };
}

async function answerTo(
  { id, event, body }: Posted,
  signature: string,
  url: string,
): Promise<Pick<Posted, "status" | "failure">> {
  const headers = {
    "content-type": "application/json",
    "x-github-event": event,
    "x-github-delivery": id,
    "x-hub-signature-256": signature,
  };
  try {
    const response = await fetch(url, { method: "POST", headers, body });
    const text = await response.text();
    return { status: response.status, failure: response.ok ? null : text };
  } catch (error) {
    return { status: null, failure: messageOf(error) };
  }
}

/** Decides which requests the app's deliveries are listed and asked for again with. */
import { z } from "zod";
import { type Instant, readInstant } from "../instant.ts";
import { ask, change, once } from "./ask.ts";
import { GitHubFailure } from "./github.ts";
import type { DeliveryPage, DeliverySeen, Hook } from "./hook.ts";
import type { OctokitAsApp } from "./octokitApp.ts";

/** The Octokit should not be paced: one write a second, as Octokit's own pacing has it, would take hours over what was missed in three days. */
export function octokitHook(octokitAsApp: () => Promise<OctokitAsApp>): Hook {
  return {
    deliveries: async (cursor) => readDeliveryPage(await octokitAsApp(), cursor),
    redeliver: async (attempt) => redeliver(await octokitAsApp(), attempt),
  };
}

/** Newest first, up to that moment or to the newest thousand; `isWhole` says whether the moment was reached. */
export async function readHookDeliveries(
  octokit: OctokitAsApp,
  since: Instant,
): Promise<{ deliveries: DeliverySeen[]; isWhole: boolean }> {
  const found: DeliverySeen[] = [];
  let cursor: string | null = null;
  for (let page = 1; page <= 10; page += 1) {
    const read: DeliveryPage = await readDeliveryPage(octokit, cursor);
    found.push(...read.deliveries);
    cursor = read.next;
    if (cursor === null || (found.at(-1)?.delivered_at ?? "") < since) {
      return { deliveries: found.filter((delivery) => delivery.delivered_at >= since), isWhole: true };
    }
  }
  return { deliveries: found, isWhole: false };
}

const perPage = 100;

const moment = z.string().transform((text, context) => {
  const instant = readInstant(text);
  if (instant === null) context.addIssue("no date-time");
  return instant ?? "";
});

const deliveryShape = z.object({
  id: z.number(),
  guid: z.string(),
  delivered_at: moment,
  event: z.string(),
  status: z.string(),
  status_code: z.number().nullable().default(null),
  installation_id: z.number().nullish(),
  repository_id: z.number().nullish(),
});

const pageShape = z.object({
  data: z.array(deliveryShape),
  headers: z.looseObject({ link: z.string().optional() }),
});

async function readDeliveryPage(octokit: OctokitAsApp, cursor: string | null): Promise<DeliveryPage> {
  const { data, headers } = await ask({ kind: "read", to: "list the app's deliveries" }, pageShape, () =>
    octokit.request("GET /app/hook/deliveries", {
      per_page: perPage,
      ...(cursor === null ? {} : { cursor }),
      ...once,
    }),
  );
  const next = /<([^>]+)>;\s*rel="next"/.exec(headers.link ?? "")?.[1];
  return { deliveries: data, next: next === undefined ? null : new URL(next).searchParams.get("cursor") };
}

async function redeliver(octokit: OctokitAsApp, attempt: number): Promise<"asked" | "gone"> {
  try {
    const done = await change({ kind: "write", to: `send delivery ${attempt} again` }, () =>
      octokit.request("POST /app/hook/deliveries/{delivery_id}/attempts", { delivery_id: attempt, ...once }),
    );
    return done === "gone" ? "gone" : "asked";
  } catch (thrown) {
    if (thrown instanceof GitHubFailure && [400, 422].includes(thrown.status ?? 0)) return "gone";
    throw thrown;
  }
}

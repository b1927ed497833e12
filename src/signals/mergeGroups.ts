/** Decides what a merge queue's group tells: that a pull request is tried out on a commit of the queue's own. */
import { z } from "zod";
import { understoodEvents } from "./events.ts";
import { itemNumber, sha, text } from "./payload.ts";
import { fact, receipt, translator } from "./translator.ts";

const body = z.object({
  action: z.enum(understoodEvents.merge_group),
  merge_group: z.object({ head_sha: sha, head_ref: text }),
  reason: text.nullish(),
});

/** The payload names no pull request but in the name of the queue's branch: of a group of several that is the last one. */
export const mergeGroups = translator(body, ({ action, merge_group: group, reason }, context) => {
  const number = itemNumber.safeParse(Number(queueBranch.exec(group.head_ref)?.groups?.["number"]));
  if (!number.success) return "the queue's branch names no pull request";
  const state = action === "destroyed" ? "dissolved" : "formed";
  const key = `#${number.data} merge-group ${group.head_sha} ${state}`;
  const signal = { kind: "merge-group", state, commit: group.head_sha, reason: reason ?? null } as const;
  return [fact(context, `#${number.data}`, key, receipt(context), signal)];
});

/** What stands between is the base, which may hold slashes and even another `pr-`. */
const queueBranch = /^refs\/heads\/gh-readonly-queue\/.+\/pr-(?<number>\d+)-[0-9a-f]{40,64}$/;

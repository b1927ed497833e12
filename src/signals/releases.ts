/** Decides what a release tells: that it was drafted, or that it was published. */
import { z } from "zod";
import { understoodEvents } from "./events.ts";
import { id, instant, maybeInstant, text } from "./payload.ts";
import { fact, momentOr, receipt, translator } from "./translator.ts";

const body = z.object({
  action: z.enum(understoodEvents.release),
  release: z.object({
    id,
    tag_name: text,
    target_commitish: text,
    draft: z.boolean().optional(),
    prerelease: z.boolean().optional(),
    created_at: instant,
    published_at: maybeInstant.optional(),
  }),
});

/**
 * Publishing sends up to three deliveries, `published`, `released` and `prereleased`, which are one fact. What was never a draft is `created` too as it
 * is published; its `created_at` is the date of the tagged commit and says nothing of that.
 */
export const releases = translator(body, ({ action, release }, context) => {
  const state = action === "created" ? "created" : "published";
  const moment =
    state === "created" && release.draft !== false
      ? { at: release.created_at, source: "release.created_at" }
      : momentOr(release.published_at, "release.published_at", receipt(context));
  const key = state === "created" ? `release ${release.id} created` : publishedKey(release);
  return [
    fact(context, "repository", key, moment, {
      kind: "release",
      release: release.id,
      tag: release.tag_name,
      target: release.target_commitish,
      state,
      prerelease: release.prerelease ?? false,
    }),
  ];
});

/** Unpublished and published again, it has another time of publication. */
function publishedKey(release: z.infer<typeof body>["release"]): string {
  return `release ${release.id} published ${release.published_at ?? ""}`.trimEnd();
}

/** Decides what a package tells: that a version of it was published. */
import { z } from "zod";
import { understoodEvents } from "./events.ts";
import { id, maybeInstant, sha, text } from "./payload.ts";
import { fact, momentOr, receipt, translator } from "./translator.ts";

const version = z.object({
  id,
  tag_name: text.nullish(),
  target_oid: sha.nullish(),
  release: z.object({ tag_name: text.nullish() }).nullish(),
});

const body = z.object({
  action: z.enum(understoodEvents.registry_package),
  registry_package: z.object({
    id,
    package_version: version.nullish(),
    created_at: maybeInstant.optional(),
    updated_at: maybeInstant.optional(),
  }),
});

/** The package lives on from version to version: the first word of a version is its publication, later ones are the same fact. */
export const packages = translator(body, ({ registry_package: told }, context) => {
  const published = told.package_version;
  if (!published) return "it names no version";
  const moment = momentOr(told.updated_at, "registry_package.updated_at", receipt(context));
  return [
    fact(context, "repository", `package ${told.id} version ${published.id}`, moment, {
      kind: "package-published",
      version: published.id,
      tag: published.release?.tag_name ?? published.tag_name ?? null,
      commit: published.target_oid ?? null,
    }),
  ];
});

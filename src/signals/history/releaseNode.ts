/** Decides what a release tells, as GitHub's API shows it. */
import { z } from "zod";
import { id, sha, text } from "../payload.ts";
import { apiSource } from "../sameFact.ts";
import type { Fact } from "../signal.ts";
import { fact } from "../translator.ts";
import { type ApiContext, apiInstant, itemOfApi } from "./apiNode.ts";

const releaseNode = z.object({
  type: z.literal("Release"),
  id: text,
  databaseId: id,
  tagName: text,
  isDraft: z.boolean(),
  isPrerelease: z.boolean(),
  createdAt: apiInstant,
  publishedAt: apiInstant.nullable(),
  tagCommit: z.object({ oid: sha }).nullable(),
});

/** That it was a draft before is no longer told once it is published. Null for what is no release in the shape that was asked for. */
export function releaseNodeFacts(node: unknown, context: ApiContext): Fact[] | null {
  const read = releaseNode.safeParse(node);
  if (!read.success) return null;
  const { databaseId: release, isDraft, publishedAt, createdAt, tagName: tag, isPrerelease: prerelease } = read.data;
  if (!isDraft && publishedAt === null) return [];
  const state = isDraft || publishedAt === null ? "created" : "published";
  const at = state === "created" || publishedAt === null ? createdAt : publishedAt;
  const field = state === "created" ? "createdAt" : "publishedAt";
  const origin = itemOfApi(0, { type: "Release", id: read.data.id, at, field }, null, context);
  const key = state === "created" ? `release ${release} created` : `release ${release} published ${at}`;
  const target = read.data.tagCommit?.oid ?? "";
  const moment = { at, source: apiSource(`Release.${field}`) };
  return [
    fact(origin.context, "repository", key, moment, { kind: "release", release, tag, target, state, prerelease }),
  ];
}

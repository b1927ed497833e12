/** Whether GitHub's own schema knows everything that is asked of it. */
import { schema as published } from "@octokit/graphql-schema";
import { buildSchema, extendSchema, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import {
  documents,
  extentDocument,
  probe,
  repositoryDocument,
  restDocuments,
  statesDocument,
} from "../../../src/github/history/documents.ts";
import { type Feature, features } from "../../../src/github/history/history.ts";
import { newerThanPublished } from "../../support/simulatedGitHub/newerSchema.ts";

const schema = buildSchema(published.idl, { assumeValidSDL: true });
const live = extendSchema(schema, parse(newerThanPublished), { assumeValidSDL: true });

const inPublished = features.filter((feature) => feature !== "issue types" && feature !== "blocked by");

describe.each([
  ["a server with all of it", live, features],
  ["the published schema", schema, inPublished],
  ["a server without any of the newer parts", schema, []],
] as [string, typeof schema, readonly Feature[]][])("%s", (_name, server, has) => {
  const known = new Set(has);
  test.each([
    ...Object.entries(documents).map(([name, document]) => [name, document(known)] as const),
    ...Object.entries(restDocuments).map(([name, document]) => [`rest of ${name}`, document(known)] as const),
    ["probe", probe] as const,
    ["repository", repositoryDocument] as const,
    ["extent", extentDocument] as const,
    ["states", statesDocument([1, 12])] as const,
  ])("answers %s", (_document, text) => {
    expect(validate(server, parse(text)).map(({ message }) => message)).toEqual([]);
  });
});

test("what the published schema lacks would fail the whole question", () => {
  expect(validate(schema, parse(documents.issues(new Set<Feature>(["blocked by"])))).length).toBeGreaterThan(0);
});

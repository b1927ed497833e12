/** Decides how the simulated GitHub answers: GraphQL by the published schema, the REST routes that are needed, limits, slowness and failures on demand. */
import { schema as published } from "@octokit/graphql-schema";
import { buildSchema, execute, extendSchema, type GraphQLSchema, parse, validate } from "graphql";
import { ProbotOctokit } from "probot";
import { z } from "zod";
import type { OctokitFor } from "../../../src/github/ask.ts";
import { newerThanPublished } from "./newerSchema.ts";
import { pointsOf } from "./points.ts";
import { labelNode } from "./timelineEvents.ts";
import type { RepositoryModel } from "./repositoryModel.ts";
import { nodeShown, repositoryShown } from "./views.ts";

/** What one request meets instead of an answer, in the order of the requests; `ok` is answered. */
export type Fault =
  | "ok"
  | { status: number; headers?: Record<string, string>; body?: unknown }
  | { graphql: { type?: string; message: string }[]; headers?: Record<string, string> }
  | { tooLargeOver: number };

export type SimulatedGitHub = {
  octokitFor: OctokitFor;
  /** Of GraphQL, since the start. */
  points: () => number;
  /** Every request in order: `POST /graphql Issues`, `GET /repos/...`. */
  requests: string[];
  /** What the next requests meet. */
  faults: Fault[];
  fetch: (url: string, init?: { method?: string; body?: string }) => Promise<Response>;
};

export type SimulatedOptions = {
  /** The newest server knows what the published schema lacks yet. */
  server?: "newest" | "published";
  /** Points of the hour. */
  limit?: number;
};

const schemas = { published: null, newest: null } as { published: GraphQLSchema | null; newest: GraphQLSchema | null };

function schemaOf(server: "newest" | "published"): GraphQLSchema {
  const known = (schemas.published ??= buildSchema(published.idl, { assumeValidSDL: true }));
  if (server === "published") return known;
  return (schemas.newest ??= extendSchema(known, parse(newerThanPublished), { assumeValidSDL: true }));
}

const question = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) });

export function simulatedGitHub(
  model: RepositoryModel,
  { server = "newest", limit = 5000 }: SimulatedOptions = {},
): SimulatedGitHub {
  const faults: Fault[] = [];
  const requests: string[] = [];
  const spent = { points: 0 };

  const fetch: SimulatedGitHub["fetch"] = async (url, init = {}) => {
    const { pathname, searchParams } = new URL(url);
    const method = init.method ?? "GET";
    const asked = pathname.endsWith("/graphql") ? question.parse(JSON.parse(init.body ?? "{}")) : null;
    requests.push(`${method} ${pathname}${asked ? ` ${/query (\w+)/.exec(asked.query)?.[1] ?? ""}` : ""}`);
    const fault = faults.shift() ?? "ok";
    if (fault !== "ok" && "status" in fault)
      return answer(fault.status, fault.body ?? { message: "fault" }, fault.headers);
    if (fault !== "ok" && "graphql" in fault) return answer(200, { data: null, errors: fault.graphql }, fault.headers);
    if (asked === null) return restAnswer(model, pathname, searchParams);
    if (fault !== "ok" && Number(asked.variables["first"]) > fault.tooLargeOver) {
      faults.unshift(fault);
      return answer(502, {
        message: "Something went wrong while executing your query. This may be the result of a timeout.",
      });
    }
    return answer(200, await graphqlAnswer(model, schemaOf(server), asked, { spent, limit }));
  };

  const client = { retry: { enabled: false }, throttle: { enabled: false }, request: { fetch } };
  const octokit = new ProbotOctokit({ auth: { token: "secret" }, ...client });
  return { octokitFor: () => Promise.resolve(octokit), points: () => spent.points, requests, faults, fetch };
}

async function graphqlAnswer(
  model: RepositoryModel,
  schema: GraphQLSchema,
  { query, variables }: z.infer<typeof question>,
  { spent, limit }: { spent: { points: number }; limit: number },
): Promise<object> {
  const document = parse(query);
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors: errors.map(({ message }) => ({ message, type: "undefinedField" })) };
  const cost = pointsOf(document, variables);
  if (spent.points + cost > limit)
    return { data: null, errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] };
  spent.points += cost;
  const resetAt = "2099-01-01T00:00:00Z";
  const lacking: object[] = [];
  const rootValue = {
    rateLimit: { cost, limit, remaining: limit - spent.points, used: spent.points, resetAt, nodeCount: 0 },
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const fullName = `${owner}/${name}`;
      if (fullName.toLowerCase() === model.repository.full_name.toLowerCase()) return repositoryShown(model);
      const message = `Could not resolve to a Repository with the name '${fullName}'.`;
      lacking.push({ type: "NOT_FOUND", path: ["repository"], message });
      return null;
    },
    node: ({ id }: { id: string }) => nodeShown(model, id),
  };
  const { data, errors: faults = [] } = await execute({ schema, document, rootValue, variableValues: variables });
  const told = faults.map(({ message, path, extensions }) => ({ type: extensions["type"], path, message }));
  const faulty = [...lacking, ...told];
  return faulty.length === 0 ? { data } : { data, errors: faulty };
}

function restAnswer(model: RepositoryModel, pathname: string, search: URLSearchParams): Response {
  const labelsPath = `/repos/${model.repository.full_name}/labels`.toLowerCase();
  if (!pathname.toLowerCase().endsWith(labelsPath)) return answer(404, { message: "Not Found" });
  const perPage = Number(search.get("per_page") ?? 30);
  const from = (Number(search.get("page") ?? 1) - 1) * perPage;
  const labels = [...model.labels.values()].slice(from, from + perPage);
  return answer(
    200,
    labels.map((label) => ({ id: label.id, node_id: labelNode(label), name: label.name })),
  );
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

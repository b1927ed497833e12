/** Decides how a question in GraphQL is put and its answer read: errors stand beside the data there, and a used-up limit is answered with success. */
import { z } from "zod";
import { type InstallationOctokit, once } from "../ask.ts";
import { failureOf, isOfOutage } from "../failure.ts";
import { GitHubFailure } from "../github.ts";
import { type Budget, HistoryTooLarge } from "./history.ts";

/** What GitHub answered, its budget, and what it kept back, in its own words. */
export type Answer = {
  data: Record<string, unknown>;
  budget: Budget | null;
  lacks: string[];
  /** The last names of the paths at which GitHub says that there is nothing. */
  missing: string[];
};

export async function askGraphql(
  octokit: InstallationOctokit,
  to: string,
  document: string,
  variables: Record<string, unknown>,
): Promise<Answer> {
  try {
    const data: unknown = await octokit.graphql(document, { ...variables, ...once });
    return answerOf(data, [], to);
  } catch (thrown) {
    return partOf(thrown, to);
  }
}

const budgetShape = z.object({ cost: z.number(), remaining: z.number(), resetAt: z.string() });
const dataShape = z.record(z.string(), z.unknown());

const graphqlError = z.object({
  name: z.literal("GraphqlResponseError"),
  headers: z.record(z.string(), z.unknown()).optional(),
  errors: z.array(
    z.object({ type: z.string().optional(), message: z.string(), path: z.array(z.unknown()).optional() }),
  ),
  data: z.unknown(),
});

type GraphqlError = z.infer<typeof graphqlError>;

function answerOf(data: unknown, errors: GraphqlError["errors"], to: string): Answer {
  const read = dataShape.safeParse(data);
  if (!read.success) throw failed(to, "gave an answer that cannot be read", "try-later", null, read.error);
  const budget = budgetShape.safeParse(read.data["rateLimit"]);
  const missing = errors.flatMap(({ type, path }) => (type === "NOT_FOUND" ? [String(path?.at(-1))] : []));
  return {
    data: read.data,
    budget: budget.success ? budget.data : null,
    lacks: errors.map(({ message }) => message),
    missing,
  };
}

/** An answer with some of its data missing is still one, where what was asked about is there. */
function partOf(thrown: unknown, to: string): Answer {
  const read = graphqlError.safeParse(thrown);
  if (!read.success)
    throw isTooLong(thrown) ? new HistoryTooLarge(to, { cause: thrown }) : failureOf(thrown, { kind: "read", to });
  const { errors, data } = read.data;
  const words = errors.map(({ message }) => message);
  if (errors.some(({ type }) => type === "RATE_LIMITED")) {
    const seconds = secondsUntilReset(read.data);
    throw failed(to, `asked for ${seconds} seconds of patience`, "try-later", seconds, thrown);
  }
  if (errors.some(isOfSize)) throw new HistoryTooLarge(`${to}: ${words.join("; ")}`, { cause: thrown });
  const about = dataShape.safeParse(data);
  if (about.success && (about.data["repository"] ?? about.data["node"])) return answerOf(data, errors, to);
  throw failed(to, `refused: ${words.join("; ")}`, "refused", null, thrown);
}

/** A timeout has no type, only these words. */
function isOfSize({ type, message }: GraphqlError["errors"][number]): boolean {
  return /RESOURCE_LIMIT|MAX_NODE_LIMIT|TIMEOUT/i.test(type ?? "") || /timeout|timed out|resource limit/i.test(message);
}

/** A gateway that gave up, or a silence; in an outage the question has no part in it. */
function isTooLong(thrown: unknown): boolean {
  if (thrown instanceof GitHubFailure || isOfOutage(thrown)) return false;
  const status = z.object({ status: z.number() }).safeParse(thrown);
  if (status.success && [502, 504].includes(status.data.status)) return true;
  const { name, cause } = thrown instanceof Error ? thrown : { name: "", cause: null };
  return name === "TimeoutError" || (cause instanceof Error && cause.name === "TimeoutError");
}

function secondsUntilReset({ headers = {} }: GraphqlError): number {
  const retryAfter = Number(headers["retry-after"]);
  if (retryAfter > 0) return Math.ceil(retryAfter);
  const now = Date.parse(String(headers["date"])) || Date.now();
  const until = Number(headers["x-ratelimit-reset"]) - now / 1000;
  return until > 0 ? Math.ceil(until) + 1 : 60;
}

function failed(
  to: string,
  what: string,
  meaning: GitHubFailure["meaning"],
  retryAfterSeconds: number | null,
  cause: unknown,
): GitHubFailure {
  return new GitHubFailure(`GitHub was asked to ${to} and ${what}`, { meaning, status: 200, retryAfterSeconds, cause });
}

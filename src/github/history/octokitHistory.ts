/** Decides how the port for history is kept with GitHub's API: which method is which question. */
import { z } from "zod";
import { readInstant } from "../../instant.ts";
import { address, ask, nameOf, type OctokitFor, once } from "../ask.ts";
import { GitHubFailure, type RepositoryAddress } from "../github.ts";
import { type Answer, askGraphql } from "./askGraphql.ts";
import { documents, probe, repositoryDocument, restDocuments, statesDocument } from "./documents.ts";
import { featuresIn } from "./featuresIn.ts";
import type {
  GitHubHistory,
  HistoryFeatures,
  HistoryPage,
  HistoryStream,
  OpenState,
  PageWanted,
  RepositoryFacts,
} from "./history.ts";

/** With `probot.auth`, or a function that hands out one Octokit with a person's token. */
export function octokitHistory(octokitFor: OctokitFor): GitHubHistory {
  const asking = async (repository: RepositoryAddress, to: string, document: string, variables: object = {}) =>
    askGraphql(await octokitFor(repository.installationId), `${to} of ${nameOf(repository)}`, document, {
      ...variables,
    });
  return {
    features: async (repository) => featuresIn((await asking(repository, "say what its schema holds", probe)).data),
    repository: async (repository) => {
      const named = { owner: repository.owner, name: repository.name };
      const answer = await asking(repository, "show the repository", repositoryDocument, named);
      return { ...repositoryIn(answer, repository), labelIds: await labelIdsOf(octokitFor, repository) };
    },
    states: (repository, numbers) => statesOf(asking, repository, numbers),
    page: (repository, stream, wanted, features) => pageOf(asking, repository, stream, wanted, features),
  };
}

type Asking = (repository: RepositoryAddress, to: string, document: string, variables?: object) => Promise<Answer>;

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const list = z.object({ pageInfo, nodes: z.array(z.unknown()).nullable() });
const ofRepository = z.object({ repository: z.object({ nodes: list }) });

async function pageOf(
  asking: Asking,
  repository: RepositoryAddress,
  stream: HistoryStream,
  { after, first, since, quiet = false }: PageWanted,
  features: HistoryFeatures,
): Promise<HistoryPage> {
  const to = `list the ${stream.replace("-", " ")}`;
  const variables = { owner: repository.owner, name: repository.name, first, after };
  const answer = await asking(repository, to, documents[stream](features.has), {
    ...variables,
    ...variablesOf(stream, { since, quiet }),
  });
  const read = readAs(ofRepository, answer, to).repository.nodes;
  const nodes = (read.nodes ?? []).filter((node) => node !== null);
  const complete = [];
  for (const node of nodes) complete.push(await wholeOf(asking, repository, stream, node, features));
  return { nodes: complete, cursor: read.pageInfo.hasNextPage ? read.pageInfo.endCursor : null, ...rest(answer) };
}

function variablesOf(stream: HistoryStream, { since, quiet }: { since: string; quiet: boolean }): object {
  if (stream === "issues") return { since };
  if (stream !== "pull-requests") return {};
  return quiet ? { direction: "ASC", states: ["OPEN"] } : { direction: "DESC" };
}

function rest({ budget, lacks }: Answer): Pick<HistoryPage, "budget" | "lacks"> {
  return { budget, lacks };
}

const restField = { issues: "timelineItems", "pull-requests": "timelineItems", deployments: "statuses" } as const;
const ofNode = z.object({ node: z.object({ items: list }) });

/** The node with its timeline read to the end. */
async function wholeOf(
  asking: Asking,
  repository: RepositoryAddress,
  stream: HistoryStream,
  node: unknown,
  features: HistoryFeatures,
): Promise<unknown> {
  if (stream === "releases") return node;
  const field = restField[stream];
  const read = nodeWith[field].safeParse(node);
  if (!read.success) return node;
  const { id, begun, ...fields } = read.data;
  const items = [...(begun.nodes ?? [])];
  const to = `show the rest of the ${field} of ${id}`;
  for (let info = begun.pageInfo; info.hasNextPage;) {
    const variables = { id, after: info.endCursor };
    const answer = await asking(repository, to, restDocuments[stream](features.has), variables);
    const more = readAs(ofNode, answer, to).node.items;
    items.push(...(more.nodes ?? []));
    info = more.pageInfo;
  }
  return { ...fields, id, [field]: { nodes: items } };
}

const whole = z.looseObject({ id: z.string() });
const nodeWith = {
  timelineItems: whole.extend({ timelineItems: list }).transform((node) => ({ ...node, begun: node.timelineItems })),
  statuses: whole.extend({ statuses: list }).transform((node) => ({ ...node, begun: node.statuses })),
};

const stateShape = z.object({ closed: z.boolean(), updatedAt: z.string().transform(readInstant) });
const statesShape = z.object({ repository: z.looseObject({ databaseId: z.number() }) });

async function statesOf(
  asking: Asking,
  repository: RepositoryAddress,
  numbers: readonly number[],
): Promise<OpenState[]> {
  const to = `show the state of ${numbers.length} issues and pull requests`;
  const named = { owner: repository.owner, name: repository.name };
  const answer = await asking(repository, to, statesDocument(numbers), named);
  const shown = readAs(statesShape, answer, to).repository;
  const missing = new Set(answer.missing);
  return numbers.flatMap((number): OpenState[] => {
    if (missing.has(`n${number}`)) return [{ number, state: "gone" }];
    const { closed, updatedAt = null } = stateShape.safeParse(shown[`n${number}`]).data ?? {};
    return updatedAt === null ? [] : [{ number, state: closed ? "closed" : "open", updatedAt }];
  });
}

const repositoryShape = z.object({
  repository: z.object({
    databaseId: z.number(),
    nameWithOwner: z.string(),
    isPrivate: z.boolean(),
    isArchived: z.boolean(),
    isFork: z.boolean(),
    defaultBranchRef: z.object({ name: z.string() }).nullable(),
  }),
});

function repositoryIn(answer: Answer, repository: RepositoryAddress): Omit<RepositoryFacts, "labelIds"> {
  const read = readAs(repositoryShape, answer, `show the repository ${nameOf(repository)}`).repository;
  return {
    id: read.databaseId,
    fullName: read.nameWithOwner,
    defaultBranch: read.defaultBranchRef?.name ?? null,
    private: read.isPrivate,
    archived: read.isArchived,
    fork: read.isFork,
  };
}

/** REST tells both ids of a label, GraphQL only the global one. */
async function labelIdsOf(octokitFor: OctokitFor, repository: RepositoryAddress): Promise<Map<string, number>> {
  const shape = z.array(z.object({ id: z.number(), node_id: z.string() }));
  const labels = await ask({ kind: "read", to: `list the labels of ${nameOf(repository)}` }, shape, async () => {
    const octokit = await octokitFor(repository.installationId);
    return octokit.paginate("GET /repos/{owner}/{repo}/labels", { ...address(repository), per_page: 100, ...once });
  });
  return new Map(labels.map((label) => [label.node_id, label.id]));
}

function readAs<T>(shape: z.ZodType<T>, { data }: Answer, to: string): T {
  const read = shape.safeParse(data);
  if (read.success) return read.data;
  const message = `GitHub was asked to ${to} and gave an answer that cannot be read`;
  throw new GitHubFailure(message, { meaning: "try-later", status: 200, retryAfterSeconds: null, cause: read.error });
}

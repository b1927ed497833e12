/** Decides what a deployment with its statuses tells, as GitHub's API shows it. */
import { z } from "zod";
import { id, sha, text } from "../payload.ts";
import { apiSource } from "../sameFact.ts";
import type { Fact, RepositorySignal } from "../signal.ts";
import { fact } from "../translator.ts";
import { type ApiContext, apiActor, apiInstant, itemOfApi, madeUpId, nodes } from "./apiNode.ts";
import { databaseIdOf } from "./nodeId.ts";

const deploymentNode = z.object({
  type: z.literal("Deployment"),
  id: text,
  /** Null where the number is beyond 31 bits. */
  databaseId: id.nullable(),
  environment: text.nullable(),
  commitOid: sha,
  ref: z.object({ name: text }).nullable(),
  createdAt: apiInstant,
  creator: apiActor,
  statuses: nodes(
    z.object({ id: text, state: z.string(), createdAt: apiInstant, environment: text.nullish() }),
  ).nullable(),
});

/**
 * The API does not say which environments GitHub holds for production or for transient: that is told by webhooks, and by the configuration. Of a branch
 * that is gone it does not tell the name. Null for what is no deployment in the shape that was asked for.
 */
export function deploymentNodeFacts(node: unknown, context: ApiContext): Fact[] | null {
  const read = deploymentNode.safeParse(node);
  if (!read.success) return null;
  const deployment = read.data.databaseId ?? databaseIdOf(read.data.id) ?? madeUpId(read.data.id);
  const { creator: by, commitOid, ref, createdAt, statuses } = read.data;
  const environment = read.data.environment ?? "";
  const created = repositoryFact(read.data.id, "Deployment", createdAt, `deployment ${deployment}`, context, {
    kind: "deployment",
    deployment,
    environment,
    production: false,
    transient: false,
    sha: commitOid,
    ref: ref?.name ?? commitOid,
    by,
  });
  const states = (statuses?.nodes ?? []).map((told) => {
    const status = databaseIdOf(told.id) ?? madeUpId(told.id);
    return repositoryFact(told.id, "DeploymentStatus", told.createdAt, `deployment-status ${status}`, context, {
      kind: "deployment-status",
      deployment,
      status,
      state: told.state.toLowerCase(),
      environment: told.environment ?? environment,
    });
  });
  return [created, ...states];
}

function repositoryFact(
  node: string,
  type: string,
  at: string,
  key: string,
  context: ApiContext,
  signal: RepositorySignal,
): Fact {
  const event = { type, id: node, at, field: "createdAt" };
  const origin = itemOfApi(0, event, null, context).context;
  return fact(origin, "repository", key, { at, source: apiSource(`${type}.createdAt`) }, signal);
}

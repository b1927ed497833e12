/** Decides what a script can say of deployments: created, told how they go, held for a person's approval. */
import type { Instant } from "../../../src/instant.ts";
import { deploymentCreated, deploymentReview, deploymentStatus } from "../repositoryPayloads.ts";
import type { Scene } from "./scene.ts";
import { envelopeAt, known, pullRequestIn, tell } from "./scene.ts";

/** What is deployed: the head of main unless told; the head of a pull request, or what another deployment deployed. */
type What = { headOf?: number; sameAs?: number };

const deployer = "rosa";

export type DeploymentVerbs = ReturnType<typeof deploymentVerbs>;

export function deploymentVerbs(scene: Scene, at: Instant) {
  const envelope = envelopeAt(scene, at, deployer);
  const options = (id: number) => {
    const { sha, environment, createdAt } = known(scene.deployments.get(id), `the deployment ${id}`);
    return { ...envelope, deployment: id, sha, environment, createdAt };
  };
  return {
    deployed(id: number, environment: string, what: What = {}) {
      scene.deployments.set(id, { sha: shaOf(scene, what), environment, createdAt: at });
      tell(scene, `deployment.created ${id}`, deploymentCreated(options(id)));
    },
    deploymentIs(id: number, state: "waiting" | "in_progress" | "success" | "failure" | "error" | "inactive") {
      const status = { ...options(id), status: scene.next(), state };
      tell(scene, `deployment_status.created ${id}`, deploymentStatus(status));
    },
    /** A workflow run stands still until somebody approves its deployment. */
    approvalAsked(run: number, environment: string) {
      const { sha } = known(scene.runs.get(run), `the workflow run ${run}`);
      scene.approvals.set(run, at);
      const review = { ...envelope, run, sha, environment, since: at };
      tell(scene, `deployment_review.requested ${run}`, deploymentReview("requested", review));
    },
    approvalGiven(run: number, environment: string) {
      const since = known(scene.approvals.get(run), `an approval asked for run ${run}`);
      const { sha } = known(scene.runs.get(run), `the workflow run ${run}`);
      const review = { ...envelope, run, sha, environment, since };
      tell(scene, `deployment_review.approved ${run}`, deploymentReview("approved", review));
    },
  };
}

function shaOf(scene: Scene, { headOf, sameAs }: What): string {
  if (headOf !== undefined) return pullRequestIn(scene, headOf).headSha;
  if (sameAs !== undefined) return known(scene.deployments.get(sameAs), `the deployment ${sameAs}`).sha;
  return known(scene.branches.get("main"), "main");
}

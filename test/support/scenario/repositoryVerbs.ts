/** Decides what a script can say of branches, pushes, checks, workflow runs, tags and releases. */
import type { Instant } from "../../../src/instant.ts";
import type { Login } from "../payloadParts.ts";
import { noCommit } from "../payloadParts.ts";
import {
  branchCreated,
  checkRunCompleted,
  checkRunStarted,
  releaseCreated,
  releasePublished,
  tagCreated,
  workflowRun,
} from "../repositoryPayloads.ts";
import { pushTo } from "./pushTo.ts";
import type { Scene } from "./scene.ts";
import { envelopeAt, known, newCommit, pullRequestIn, tell, tellBody } from "./scene.ts";

type By = { by: Login };

/** A pull request's head by its number, or a branch's by its name. */
type Head = number | string;

export type RepositoryVerbs = ReturnType<typeof repositoryVerbs>;

export function repositoryVerbs(scene: Scene, at: Instant) {
  const envelope = ({ by }: By) => envelopeAt(scene, at, by);
  const headOf = (head: Head) =>
    typeof head === "number"
      ? pullRequestIn(scene, head).headSha
      : known(scene.branches.get(head), `the branch ${head}`);
  return {
    /** Where main stands, and so without commits of its own; GitHub tells of a push all the same. */
    branchCreated(branch: string, by: By) {
      tell(scene, `create ${branch}`, branchCreated({ ...envelope(by), branch }));
      pushTo(scene, at, branch, { ...by, after: headOf("main"), commits: [] });
    },
    /** A commit to a branch; a branch that is not there yet is created by it. */
    pushed(branch: string, { by, paths, trailer }: By & { paths?: string[]; trailer?: string }) {
      if (!scene.branches.has(branch)) tell(scene, `create ${branch}`, branchCreated({ ...envelope({ by }), branch }));
      pushTo(scene, at, branch, { by, after: newCommit(scene), trailer, ...(paths && { paths }) });
    },
    checkStarted(head: Head, name: string) {
      const sha = headOf(head);
      const run = scene.next();
      scene.openChecks.set(`${sha} ${name}`, { run, startedAt: at });
      const options = { ...envelope({ by: "github-actions[bot]" }), sha, name, run };
      tell(scene, `check_run.created ${name}`, checkRunStarted(options));
    },
    checkEnded(head: Head, name: string, conclusion: string) {
      const sha = headOf(head);
      const { run, startedAt } = known(scene.openChecks.get(`${sha} ${name}`), `the check ${name} running`);
      const options = { ...envelope({ by: "github-actions[bot]" }), sha, name, run, startedAt, conclusion };
      tell(scene, `check_run.completed ${name}`, checkRunCompleted(options));
    },
    /** A workflow run on the head of main. */
    runStarted(run: number, name: string, by: By) {
      const sha = headOf("main");
      scene.runs.set(run, { sha, name, startedAt: at });
      tell(
        scene,
        `workflow_run.requested ${run}`,
        workflowRun("requested", { ...envelope(by), run, sha, name, startedAt: at }),
      );
    },
    runEnded(run: number, conclusion: string, by: By) {
      const begun = known(scene.runs.get(run), `the workflow run ${run}`);
      tell(
        scene,
        `workflow_run.completed ${run}`,
        workflowRun("completed", { ...envelope(by), run, ...begun, conclusion }),
      );
    },
    /** On the head of main. */
    tagPushed(tag: string, by: By) {
      tell(scene, `create ${tag}`, tagCreated({ ...envelope(by), tag }));
      tellBody(scene, `push ${tag}`, "push", envelope(by), {
        ref: `refs/tags/${tag}`,
        before: noCommit,
        after: headOf("main"),
        created: true,
        deleted: false,
        forced: false,
        commits: [],
        head_commit: null,
      });
    },
    releaseDrafted(release: number, tag: string, by: By) {
      tell(scene, `release.created ${tag}`, releaseCreated({ ...envelope(by), release, tag }));
    },
    releasePublished(release: number, tag: string, by: By) {
      tell(scene, `release.published ${tag}`, releasePublished({ ...envelope(by), release, tag }));
    },
  };
}

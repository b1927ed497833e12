/** Decides what a script can say of issues, and of labels and comments on issues and pull requests. */
import type { Instant } from "../../../src/instant.ts";
import type { Login } from "../payloadParts.ts";
import { repositoryPayload } from "../payloadParts.ts";
import {
  commentCreated,
  issueAssigned,
  issueClosed,
  issueEvent,
  issueLabeled,
  issueMilestoned,
  issueOpened,
  issuePayload,
  issueReopened,
  issueTyped,
  issueUnlabeled,
  pullRequestLabeled,
  pullRequestUnlabeled,
} from "../payloads.ts";
import type { Label, Scene } from "./scene.ts";
import { envelopeAt, issueIn, labelIn, pullRequestIn, tell, tellBody } from "./scene.ts";

type By = { by: Login };

export type IssueVerbs = ReturnType<typeof issueVerbs>;

export function issueVerbs(scene: Scene, at: Instant) {
  const told = (what: string, number: number) => `${what} #${number}`;
  const envelope = ({ by }: By) => envelopeAt(scene, at, by);
  return {
    issueOpened(number: number, { by, title, body = null }: By & { title: string; body?: string | null }) {
      scene.issues.set(number, { number, title, body, author: by, labels: [], createdAt: at, closedAt: null });
      tell(scene, told("issues.opened", number), issueOpened({ ...issueIn(scene, number), ...envelope({ by }) }));
    },
    issueClosed(number: number, { by, as = "completed" }: By & { as?: "completed" | "not_planned" | "duplicate" }) {
      const issue = Object.assign(issueIn(scene, number), { closedAt: at, stateReason: as });
      tell(scene, told("issues.closed", number), issueClosed({ ...issue, ...envelope({ by }) }));
    },
    issueReopened(number: number, { by }: By) {
      const issue = Object.assign(issueIn(scene, number), { closedAt: null, stateReason: "reopened" as const });
      tell(scene, told("issues.reopened", number), issueReopened({ ...issue, ...envelope({ by }) }));
    },
    issueEdited(number: number, { by, title }: By & { title: string }) {
      const issue = Object.assign(issueIn(scene, number), { title });
      tell(scene, told("issues.edited", number), issueEvent("edited", { ...issue, ...envelope({ by }) }));
    },
    assigned(number: number, assignee: Login, by: By) {
      const options = { ...issueIn(scene, number), ...envelope(by), assignee };
      tell(scene, told("issues.assigned", number), issueAssigned(options));
    },
    milestoned(number: number, milestone: string, by: By) {
      const options = { ...issueIn(scene, number), ...envelope(by), milestone };
      tell(scene, told("issues.milestoned", number), issueMilestoned(options));
    },
    typed(number: number, type: string, by: By) {
      tell(scene, told("issues.typed", number), issueTyped({ ...issueIn(scene, number), ...envelope(by), type }));
    },
    /** On an issue or a pull request. */
    labeled(number: number, name: string, by: By) {
      const label = labelIn(scene, name);
      changeLabels(scene, number, (labels) => [...labels, label]);
      const pullRequest = scene.pullRequests.get(number);
      if (pullRequest) {
        const delivery = pullRequestLabeled({ ...pullRequest, ...envelope(by), label });
        tell(scene, told("pull_request.labeled", number), delivery);
      } else {
        tell(
          scene,
          told("issues.labeled", number),
          issueLabeled({ ...issueIn(scene, number), ...envelope(by), label }),
        );
      }
    },
    unlabeled(number: number, name: string, by: By) {
      const label = labelIn(scene, name);
      changeLabels(scene, number, (labels) => labels.filter((each) => each !== label));
      const pullRequest = scene.pullRequests.get(number);
      if (pullRequest) {
        const delivery = pullRequestUnlabeled({ ...pullRequest, ...envelope(by), label });
        tell(scene, told("pull_request.unlabeled", number), delivery);
      } else {
        const delivery = issueUnlabeled({ ...issueIn(scene, number), ...envelope(by), label });
        tell(scene, told("issues.unlabeled", number), delivery);
      }
    },
    commented(number: number, by: By) {
      const onPullRequest = scene.pullRequests.has(number);
      const about = onPullRequest ? pullRequestIn(scene, number) : issueIn(scene, number);
      const { title = "", author, labels, createdAt = at } = about;
      const options = { number, title, author, labels, createdAt, onPullRequest, ...envelope(by) };
      tell(scene, told("issue_comment.created", number), commentCreated({ ...options, comment: scene.next() }));
    },
    /** GitHub tells a link twice, once from each end. */
    subIssueAdded(parent: number, child: number, by: By) {
      const ends = {
        parent_issue: issuePayload({ ...issueIn(scene, parent), at }),
        sub_issue: issuePayload({ ...issueIn(scene, child), at }),
      };
      const repository = repositoryPayload(scene.repository);
      tellBody(scene, told("sub_issues.sub_issue_added", parent), "sub_issues", envelope(by), {
        action: "sub_issue_added",
        ...ends,
        sub_issue_repo: repository,
      });
      tellBody(scene, told("sub_issues.parent_issue_added", child), "sub_issues", envelope(by), {
        action: "parent_issue_added",
        ...ends,
        parent_issue_repo: repository,
      });
    },
    blockedBy(blocked: number, blocker: number, { by, removed = false }: By & { removed?: boolean }) {
      const action = removed ? "blocked_by_removed" : "blocked_by_added";
      tellBody(scene, told(`issue_dependencies.${action}`, blocked), "issue_dependencies", envelope({ by }), {
        action,
        blocked_issue: issuePayload({ ...issueIn(scene, blocked), at }),
        blocking_issue: issuePayload({ ...issueIn(scene, blocker), at }),
        blocking_issue_repo: repositoryPayload(scene.repository),
      });
    },
    /** A label of the repository gets another name; it stays on wherever it is. */
    labelRenamed(from: string, to: string, by: By) {
      const old = labelIn(scene, from);
      const label = { ...old, name: to };
      scene.labels.set(to, label);
      for (const { number } of [...scene.issues.values(), ...scene.pullRequests.values()]) {
        changeLabels(scene, number, (labels) => labels.map((each) => (each === old ? label : each)));
      }
      tellBody(scene, `label.edited ${from}`, "label", envelope(by), {
        action: "edited",
        label,
        changes: { name: { from } },
      });
    },
  };
}

function changeLabels(scene: Scene, number: number, change: (labels: readonly Label[]) => Label[]): void {
  const about = scene.pullRequests.get(number) ?? issueIn(scene, number);
  about.labels = change(about.labels);
}

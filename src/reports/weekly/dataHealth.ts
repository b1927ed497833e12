/** Decides what is told of how far a week's numbers can be trusted. */
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import { touches } from "../../metrics/backlog.ts";
import type { FlowItem, History } from "../../metrics/history.ts";
import { isWithin, type Period } from "../../metrics/period.ts";
import { stages, type TaskSlug } from "../../stages.ts";
import type { BranchRules } from "../../signals/signal.ts";
import { namesRequired, usualApprovals } from "../../timeline/review/requirements.ts";
import type { ReleaseSignal } from "../../timeline/timeline.ts";

/** What the store tells beside the history. */
export type HealthTold = {
  /** The commit of the configuration in force; null for the defaults. */
  configCommit: string | null;
  /** Deliveries that were received and could not be understood. */
  deliveriesSetAside: number;
  /** Deliveries that GitHub was asked for again, or facts that were filled in from its API. */
  deliveriesRepaired: number;
  /** Deliveries of the week that never came, though GitHub was asked for them. */
  deliveriesLost: number;
  /** When the app was away for longer than GitHub keeps deliveries, of the weeks that were read; whether all that GitHub still tells was filled in since. */
  gaps: readonly { since: string; until: string; filledIn: boolean }[];
  /** Before this moment only a part is known: since when its history was read, or when the app came; of several repositories the latest. */
  since: string | null;
  /** Of the repositories whose branches' rules were read. */
  rules: readonly BranchRules[];
  /** Repositories that stand here although their configuration asks for another place, with the reason. */
  refused: readonly { repository: string; into: string; reason: string }[];
  /** Texts that GitHub did not take in the last week, by its reason. */
  notWritten: readonly { reason: string; texts: number }[];
};

/** Where no deliveries come, and no configuration is kept: nothing is set aside, missing or refused. */
export const nothingTold: HealthTold = {
  configCommit: null,
  deliveriesSetAside: 0,
  deliveriesRepaired: 0,
  deliveriesLost: 0,
  gaps: [],
  since: null,
  refused: [],
  rules: [],
  notWritten: [],
};

export type RequiredBy = "configuration" | "branch-rules" | "default";

export type DataHealth = HealthTold & {
  /** Whether a production deployment was seen in the weeks that were read. */
  productionSeen: boolean;
  stagingSeen: boolean;
  /** Tasks that nothing showed in these weeks. */
  tasksNeverSeen: TaskSlug[];
  /** Of these weeks' releases, by what counted as one. */
  releaseSignals: Record<ReleaseSignal, number>;
  releaseSignalSetting: RepositoryConfig["releaseSignal"];
  approvals: { required: number; from: RequiredBy };
  /** Globs of required checks, or their names where the rules of the branch say them; null where failed GitHub Actions runs count. */
  requiredChecks: readonly string[] | null;
  requiredChecksFrom: RequiredBy;
  /** Whether classic protection may ask for approvals that the app cannot see. */
  approvalsUnseen: boolean;
  /** Pull requests of which something was told that cannot be right, and so was not counted. */
  doubtful: { repository: string; number: number }[];
};

/** Of the reported week, and of all weeks that were read with it; what came later is not known yet. */
export function dataHealth(
  { items, pullRequests, deployments }: History,
  { period, weeks }: { period: Period; weeks: Period },
  config: RepositoryConfig,
  told: HealthTold,
): DataHealth {
  const seen = new Set(
    items.flatMap(({ tasks }) =>
      tasks.filter(({ startedAt: from, endedAt: to }) => touches({ from, to }, weeks)).map(({ task }) => task),
    ),
  );
  const begun = deployments.filter(({ createdAt }) => isWithin(createdAt, weeks));
  const released = items.filter(({ releasedAt }) => isWithin(releasedAt, weeks));
  const doubtful = pullRequests.filter(({ doubts }) => doubts.some(({ at }) => isWithin(at, period)));
  return {
    ...told,
    productionSeen: begun.some(({ kind }) => kind === "production"),
    stagingSeen: begun.some(({ kind }) => kind === "staging"),
    tasksNeverSeen: stages.flatMap(({ tasks }) => tasks.map(({ slug }) => slug)).filter((slug) => !seen.has(slug)),
    releaseSignals: {
      deployment: by(released, "deployment"),
      release: by(released, "release"),
      merge: by(released, "merge"),
    },
    releaseSignalSetting: config.releaseSignal,
    ...requiredOf(config.review, told.rules),
    doubtful: doubtful.map(({ repository, number }) => ({ repository, number })),
  };
}

/** Of several repositories the strictest number, and every check. */
function requiredOf(review: RepositoryConfig["review"], rules: readonly BranchRules[]): Required {
  const { approvals, requiredChecks } = review;
  const told = rules.flatMap((each) => each.approvals ?? []);
  const names = [...new Set(rules.flatMap(namesRequired))].toSorted();
  return {
    approvals:
      approvals !== null
        ? { required: approvals, from: "configuration" }
        : told.length > 0
          ? { required: Math.max(...told), from: "branch-rules" }
          : { required: usualApprovals, from: "default" },
    requiredChecks: requiredChecks ?? (names.length > 0 ? names : null),
    requiredChecksFrom: requiredChecks !== null ? "configuration" : names.length > 0 ? "branch-rules" : "default",
    approvalsUnseen: approvals === null && rules.some((each) => each.isClassic && each.approvals === null),
  };
}

type Required = Pick<DataHealth, "approvals" | "requiredChecks" | "requiredChecksFrom" | "approvalsUnseen">;

function by(items: readonly FlowItem[], signal: ReleaseSignal): number {
  return items.filter(({ releaseSignal }) => releaseSignal === signal).length;
}

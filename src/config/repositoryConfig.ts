/** Decides what a repository can set, and what holds where it sets nothing. */
import { knownBots } from "./knownBots.ts";
import type { LabelGlobs } from "./labelRoles.ts";
import { defaultLabels } from "./labelRoles.ts";

const hour = 3600;
const day = 24 * hour;

export type RepositoryConfig = {
  /** IANA zone in which weeks begin and times are also told. */
  timeZone: string;
  labels: LabelGlobs;
  environments: { production: readonly string[]; staging: readonly string[] };
  releaseSignal: "auto" | "deployment" | "release" | "merge";
  windows: {
    verificationSeconds: number;
    stabilitySeconds: number;
    learningGraceSeconds: number;
    /** How long after a person's last act an item counts as active. */
    activitySeconds: number;
  };
  /** Null where the repository leaves it to the branch's rules. */
  review: { approvals: number | null; requiredChecks: readonly string[] | null };
  /** Logins, in lower case, of accounts of type User that are bots all the same. */
  bots: readonly string[];
};

export const defaultConfig: RepositoryConfig = {
  timeZone: "UTC",
  labels: defaultLabels,
  environments: { production: ["prod*", "live"], staging: ["stag*", "preprod*", "uat", "qa"] },
  releaseSignal: "auto",
  windows: {
    verificationSeconds: hour,
    stabilitySeconds: 72 * hour,
    learningGraceSeconds: 28 * day,
    activitySeconds: 24 * hour,
  },
  review: { approvals: null, requiredChecks: null },
  bots: knownBots,
};

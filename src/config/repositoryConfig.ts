/** Decides what a repository can set, as the rest of the app reads it, and what holds where it sets nothing. */
import { type ConfigFile, configFile, keyOfRole } from "./configSchema.ts";
import type { Weekday } from "./configValues.ts";
import { type AiSignals, knownAgents } from "./knownAgents.ts";
import { knownBots } from "./knownBots.ts";
import { defaultLabels, type LabelGlobs, type LabelRole } from "./labelRoles.ts";

export type RepositoryConfig = {
  /** IANA zone in which weeks begin and times are also told. */
  timeZone: string;
  /** Null where time is elapsed time. Minutes since midnight in the zone; `from < to`. */
  workingHours: { days: readonly Weekday[]; fromMinute: number; toMinute: number } | null;
  /** Days as `2026-12-25`. */
  holidays: readonly string[];
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
  /** By the slug of a stage: the queue length from which on the texts warn. */
  limits: Readonly<Record<string, number>>;
  /** Logins in lower case, besides the bots; globs over label names in normal form. */
  ignore: { authors: readonly string[]; labels: readonly string[] };
  /** Logins, in lower case, of accounts of type User that are bots all the same. */
  bots: readonly string[];
  ai: AiSignals;
  comment: boolean;
  check: boolean;
  /** `into` is null for the repository itself. */
  weekly: { enabled: boolean; day: Weekday; hour: number; into: string | null };
  commands: ConfigFile["commands"];
  /** What shipped work is worth, by globs over label names in normal form; null if it is not reckoned. */
  value: { labels: ReadonlyMap<string, number> } | null;
  /** Null if it is not reckoned; amounts in the currency. */
  cost: {
    perWaitingDay: number | null;
    rework: { hours: number; hourlyRate: number } | null;
    currency: string;
  } | null;
};

/** What the keys of a file mean together with the app's own lists. Own names of stages and tasks, bots and AI signs come on top; the rest replaces. */
export function repositoryConfig(file: ConfigFile): RepositoryConfig {
  const { weekly, working_hours: hours, windows, review } = file;
  return {
    timeZone: file.timezone,
    workingHours: hours === undefined ? null : { days: hours.days, fromMinute: hours.from, toMinute: hours.to },
    holidays: file.holidays,
    labels: labelsOf(file.labels),
    environments: file.environments,
    releaseSignal: file.release_signal,
    windows: {
      verificationSeconds: windows.verification,
      stabilitySeconds: windows.stability,
      learningGraceSeconds: windows.learning_grace,
      activitySeconds: windows.activity,
    },
    review: { approvals: review.approvals ?? null, requiredChecks: review.required_checks ?? null },
    limits: limitsOf(file.limits),
    ignore: file.ignore,
    bots: together(knownBots, file.bots),
    ai: {
      authors: together(knownAgents.authors, file.ai.authors),
      trailers: together(knownAgents.trailers, file.ai.trailers),
      branches: together(knownAgents.branches, file.ai.branches),
      labels: together(knownAgents.labels, file.ai.labels),
    },
    comment: file.comment,
    check: file.check,
    weekly: { enabled: weekly.enabled, day: weekly.day, hour: weekly.hour, into: weekly.into ?? null },
    commands: file.commands,
    value: file.value === undefined ? null : { labels: new Map(Object.entries(file.value.labels)) },
    cost: costOf(file.cost),
  };
}

export const defaultConfig: RepositoryConfig = repositoryConfig(configFile.parse({}));

function labelsOf(labels: ConfigFile["labels"]): LabelGlobs {
  const { stages, tasks, ...meanings } = labels;
  return new Map([...defaultLabels].map(([role, defaults]) => [role, namesOf(role, defaults)]));

  function namesOf(role: LabelRole, defaults: readonly string[]): readonly string[] {
    const slug = role.slice(role.indexOf("-") + 1);
    if (role.startsWith("stage-")) return together(defaults, stages[slug] ?? []);
    if (role.startsWith("task-")) return together(defaults, tasks[slug] ?? []);
    return meanings[keyOfRole(role)] ?? defaults;
  }
}

function limitsOf(limits: ConfigFile["limits"]): RepositoryConfig["limits"] {
  return Object.fromEntries(
    Object.entries(limits).flatMap(([stage, limit]) => (limit === undefined ? [] : [[stage, limit]])),
  );
}

function costOf(cost: ConfigFile["cost"]): RepositoryConfig["cost"] {
  if (cost === undefined) return null;
  const { cost_per_waiting_day: perWaitingDay, hours_per_rework: hours, hourly_rate: hourlyRate, currency } = cost;
  const rework = hours === undefined || hourlyRate === undefined ? null : { hours, hourlyRate };
  return { perWaitingDay: perWaitingDay ?? null, rework, currency };
}

function together(known: readonly string[], own: readonly string[]): string[] {
  return [...new Set([...known, ...own])];
}

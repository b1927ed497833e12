/** Decides what a configuration leaves out of every statistic, and what it says that work is worth. */
import { nameMatcher } from "../config/globs.ts";
import { normalFormOfLabel } from "../config/labelRoles.ts";
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import type { Actor, LabelRef } from "../signals/signal.ts";

/** An issue or pull request, as much as the rules need of it. */
type Labelled = { author: Actor; labels: readonly LabelRef[] };

export type StatisticsRules = {
  ignores: (about: Labelled) => boolean;
  /** The sum of what these labels are worth, each name once; null where nothing is reckoned. */
  valueOf: (labels: readonly LabelRef[]) => number | null;
};

export function statisticsRules({ ignore, value }: Pick<RepositoryConfig, "ignore" | "value">): StatisticsRules {
  const authors = new Set(ignore.authors);
  const isIgnoredLabel = nameMatcher(ignore.labels);
  const worth = [...(value?.labels ?? [])].map(([glob, amount]) => ({ matches: nameMatcher([glob]), amount }));
  return {
    ignores: ({ author, labels }) =>
      (author.login !== null && authors.has(author.login.toLowerCase())) ||
      labels.some(({ name }) => isIgnoredLabel(normalFormOfLabel(name))),
    valueOf: (labels) => {
      if (value === null) return null;
      const names = new Set(labels.map(({ name }) => normalFormOfLabel(name)));
      const amounts = [...names].map((name) => worth.find(({ matches }) => matches(name))?.amount ?? 0);
      return amounts.reduce((sum, amount) => sum + amount, 0);
    },
  };
}

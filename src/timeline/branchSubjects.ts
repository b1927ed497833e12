/** Decides which commits belong with an item by the branch that they were pushed to, even before there is a pull request to link them. */
import type { Subject } from "../signals/signal.ts";
import type { BranchWork } from "./derive/knowledge.ts";

/** The subjects, with the items whose branches their commits were pushed to, and with the commits pushed for their items. */
export function withBranches(subjects: readonly Subject[], branches: readonly BranchWork[]): Subject[] {
  const together = new Set(subjects);
  for (const { pullRequest, issue, pushes } of branches) {
    const item: Subject = `#${pullRequest ?? issue ?? 0}`;
    const commits = pushes.flatMap(({ signal }): Subject[] =>
      signal.kind === "branch-pushed" && signal.after !== null ? [`commit ${signal.after}`] : [],
    );
    if (!together.has(item) && !commits.some((commit) => together.has(commit))) continue;
    for (const subject of [item, ...commits]) together.add(subject);
  }
  return [...together];
}

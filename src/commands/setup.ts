/** Decides which labels `/flow setup` makes, and what it says of it. */
import type { RootContent } from "mdast";
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import { stages } from "../stages.ts";
import { labelVocabulary } from "../timeline/labels.ts";
import type { LabelRole } from "../config/labelRoles.ts";
import { paragraph, strong, text, untrusted } from "../reports/markdown.ts";
import { counted, whole } from "../reports/weekly/amounts.ts";
import type { Question } from "./reading.ts";

export type WantedLabel = { name: string; description: string; color: string };

type RoleLabel = WantedLabel & { role: LabelRole };

const stageColor = "5319e7";
const taskColor = "bfd4f2";

const allLabels: readonly RoleLabel[] = stages.flatMap(({ slug, name, tasks }) => [
  { role: `stage-${slug}` as const, name: `stage: ${slug}`, description: `The work is in: ${name}`, color: stageColor },
  ...tasks.map((task) => ({
    role: `task-${task.slug}` as const,
    name: `task: ${task.slug}`,
    description: `In progress while it is on (${name})`,
    color: taskColor,
  })),
]);

/** Those of which the repository has none that means the same, by the app's names or its own. */
export function missingLabels(
  present: readonly string[],
  { labels }: Pick<RepositoryConfig, "labels">,
): { missing: WantedLabel[]; present: number } {
  const rolesOf = labelVocabulary(labels);
  const there = new Set(present.flatMap((name) => [...rolesOf(name)]));
  const missing = allLabels.filter(({ role }) => !there.has(role));
  return {
    missing: missing.map(({ name, description, color }) => ({ name, description, color })),
    present: allLabels.length - missing.length,
  };
}

export function setupAnswer({ reading }: Question<"setup">): RootContent[] {
  if (reading.labels === null) {
    return [
      paragraph(
        strong("Labels are made on GitHub only."),
        text(
          ` Comment the same there: those of the ${allLabels.length} stage and task labels that are missing are made, and none is changed.`,
        ),
      ),
    ];
  }
  const { made, present, refused } = reading.labels;
  const verdict = made.length === 0 ? "No label was made." : `${counted(made.length, "label")} made.`;
  const rest = `${whole(present)} of ${whole(allLabels.length)} were there already; none was changed.`;
  const names = made.flatMap((name, index) => [...(index === 0 ? [] : [text(", ")]), untrusted(name)]);
  return [
    paragraph(strong(verdict), text(` ${rest}`)),
    ...(names.length === 0 ? [] : [paragraph(...names)]),
    ...(refused === null ? [] : [paragraph(text("GitHub made no more: "), untrusted(refused, 200))]),
  ];
}

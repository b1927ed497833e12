/** Decides what people can ask: THE table of commands, from which parser, help, examples and permissions are taken. */
import { stages } from "../stages.ts";
import type { Asked, CommandName, Option } from "./command.ts";
import { type Value, goalIn, itemIn, nothing, periodsIn, stageChangesIn, stageIn, weekIn } from "./values.ts";

/** `asking`: whoever may ask; `costly`: whoever may ask what takes much reckoning; `setting-up`: whoever may write to the repository. */
export type Right = "asking" | "costly" | "setting-up";

export type CommandRow = {
  name: CommandName;
  /** What stands behind the name. */
  takes: string;
  says: string;
  examples: readonly string[];
  right: Right;
  narrowedBy: readonly Option[];
  /** Reads the words behind the name, options taken out. */
  read: (words: readonly string[]) => Value<Asked>;
};

export const commandTable: readonly CommandRow[] = [
  {
    name: "help",
    takes: "",
    says: "This list.",
    examples: ["/flow help"],
    right: "asking",
    narrowedBy: [],
    read: (words) => nothing(words, { name: "help" }),
  },
  {
    name: "queue",
    takes: "",
    says: "What waits for review, longest first, and when a first review is likely.",
    examples: ["/flow queue", '/flow queue --label "needs qa"'],
    right: "asking",
    narrowedBy: ["label"],
    read: (words) => nothing(words, { name: "queue" }),
  },
  {
    name: "stage",
    takes: "<slug>",
    says: "One stage: its queue, what came and went, how long it takes, what work waits on there.",
    examples: ["/flow stage review", "/flow stage design --weeks 8"],
    right: "asking",
    narrowedBy: ["since", "weeks", "label"],
    read: (words) => stageIn(words, (stage) => ({ name: "stage", stage })),
  },
  {
    name: "slowest",
    takes: "",
    says: "The slowest stage, with its evidence and the runner-up.",
    examples: ["/flow slowest", "/flow slowest --weeks 12"],
    right: "asking",
    narrowedBy: ["since", "weeks", "label"],
    read: (words) => nothing(words, { name: "slowest" }),
  },
  {
    name: "failed",
    takes: "",
    says: "Deployments that did not complete or had to be undone.",
    examples: ["/flow failed", "/flow failed --since 2026-03-02"],
    right: "asking",
    narrowedBy: ["since", "weeks"],
    read: (words) => nothing(words, { name: "failed" }),
  },
  {
    name: "aging",
    takes: "",
    says: "The work that has been longest in its stage.",
    examples: ["/flow aging", "/flow aging --label bug"],
    right: "asking",
    narrowedBy: ["label"],
    read: (words) => nothing(words, { name: "aging" }),
  },
  {
    name: "item",
    takes: "#N",
    says: "Where an issue or pull request is, since when, what it waits on, and its way so far.",
    examples: ["/flow item #12", "/flow item acme/shop#12"],
    right: "asking",
    narrowedBy: [],
    read: (words) => itemIn(words, (item) => ({ name: "item", ...item })),
  },
  {
    name: "explain",
    takes: "#N",
    says: "Every change of stage of an item, with the event that caused it.",
    examples: ["/flow explain #12"],
    right: "asking",
    narrowedBy: [],
    read: (words) => itemIn(words, (item) => ({ name: "explain", ...item })),
  },
  {
    name: "forecast",
    takes: "<n items | until DATE>",
    says: "When so many items will be released, or how many by a date: with 50%, 85% and 95% likelihood.",
    examples: ["/flow forecast 20 items", "/flow forecast until 2026-12-24"],
    right: "costly",
    narrowedBy: ["since", "weeks", "label"],
    read: (words) => goalIn(words, (goal) => ({ name: "forecast", goal })),
  },
  {
    name: "whatif",
    takes: "<stage>=<n>/week ...",
    says: "Queue and wait of each stage under another inflow or capacity, beside today's.",
    examples: ["/flow whatif review=10/week", "/flow whatif implementation=25/week review=10/week"],
    right: "costly",
    narrowedBy: ["weeks"],
    read: (words) => stageChangesIn(words, (changes) => ({ name: "whatif", changes })),
  },
  {
    name: "compare",
    takes: "<period> <period>",
    says: "Two periods, metric by metric, and whether there is evidence of a change.",
    examples: ["/flow compare 2026-W30..W37 2026-W38..W45", "/flow compare 2026-W37 2026-W38"],
    right: "costly",
    narrowedBy: ["label"],
    read: (words) => periodsIn(words, (before, after) => ({ name: "compare", before, after })),
  },
  {
    name: "week",
    takes: "<ISO week>",
    says: "What the summary of a past week says.",
    examples: ["/flow week 2026-W10"],
    right: "asking",
    narrowedBy: [],
    read: (words) => weekIn(words, (week) => ({ name: "week", week })),
  },
  {
    name: "setup",
    takes: "",
    says: `Creates those of the ${labelCount()} stage and task labels that are missing, and changes none.`,
    examples: ["/flow setup"],
    right: "setting-up",
    narrowedBy: [],
    read: (words) => nothing(words, { name: "setup" }),
  },
];

export const optionTable: Record<Option, { takes: string; says: string }> = {
  since: { takes: "DATE", says: "From that day on; at most 104 weeks back." },
  weeks: { takes: "N", says: "Over so many weeks." },
  label: { takes: "NAME", says: 'Only what bears that label now; in double quotes if there are spaces: "needs qa".' },
};

export function rowOf(name: CommandName): CommandRow {
  const row = commandTable.find((each) => each.name === name);
  if (row === undefined) throw new Error(`the table of commands has no ${name}`);
  return row;
}

/** `/flow stage <slug>`. */
export function usageOf({ name, takes }: CommandRow): string {
  return takes === "" ? `/flow ${name}` : `/flow ${name} ${takes}`;
}

function labelCount(): number {
  return stages.reduce((sum, { tasks }) => sum + 1 + tasks.length, 0);
}

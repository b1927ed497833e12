/** Decides the tables that the documents take from the code: stages, labels, permissions, events, advice. */
import { commandTable, optionTable, usageOf } from "../../../src/commands/grammar.ts";
import { defaultLabels } from "../../../src/config/labelRoles.ts";
import { extras, permissions, subscriptions } from "../../../src/intake/events.ts";
import {
  type Advice,
  adviceOnEvents,
  adviceRows,
  roles,
  tuningSteps,
} from "../../../src/reports/weekly/adviceTable.ts";
import { beyondAi } from "../../../src/reports/weekly/beyondAi.ts";
import { waitWords } from "../../../src/reports/weekly/waitWords.ts";
import { understoodEvents } from "../../../src/signals/events.ts";
import { nameOf, stages } from "../../../src/stages.ts";

export function stagesAndTasks(): string {
  let number = 0;
  const rows = stages.flatMap(({ slug, tasks }) =>
    tasks.map((task, index) => [
      String((number += 1)),
      index === 0 ? `**${slug}**` : "",
      `\`${task.slug}\``,
      task.starts,
      task.ends,
    ]),
  );
  return table(["#", "Stage", "Task", "Starts", "Ends"], rows);
}

export function labelMeanings(): string {
  const own = [...defaultLabels].filter(([role]) => !/^(stage|task)-/.test(role));
  const rows = own.map(([role, names]) => [role.replaceAll("-", " "), names.map(code).join(", ")]);
  return table(["Meaning", "Names by default, in normal form"], rows);
}

export function permissionsAsked(): string {
  const rows = Object.entries(permissions).map(([name, { access, why }]) => {
    const events = subscriptions.filter(({ permission }) => permission === name).map(({ event }) => code(event));
    return [code(name), access, why, events.join(", ")];
  });
  return table(["Permission", "Access", "Why", "Events that need it"], rows);
}

export function eventsUnderstood(): string {
  const rows = Object.entries(understoodEvents).map(([event, actions]) => {
    const wanted = [...subscriptions, ...extras].find((each) => each.event === event);
    return [
      code(event),
      actions.map(code).join(", ") || "(it has none)",
      wanted?.why ?? "where the app is installed; GitHub sends it unasked",
    ];
  });
  return table(["Event", "Actions that are read", "What for"], rows);
}

export function extraPermissions(): string {
  const rows = extras.map(({ event, permission, why }) => [code(permission), "read", code(event), why]);
  return table(["Permission", "Access", "Event", "What for"], rows);
}

export function commandsAsked(): string {
  const rows = commandTable.map((row) => [
    code(usageOf(row)),
    row.says,
    row.examples.map(code).join("<br>"),
    row.narrowedBy.map((option) => code(`--${option}`)).join(" "),
  ]);
  return table(["Ask", "Answer", "For example", "Narrowed by"], rows);
}

export function commandOptions(): string {
  const rows = Object.entries(optionTable).map(([name, { takes, says }]) => [code(`--${name} ${takes}`), says]);
  return table(["Option", "Meaning"], rows);
}

/** Against each reason to wait: the first row that fits is the advice. */
export function adviceAgainstWaiting(): string {
  const rows = adviceRows.map(({ on, stage, onlyIfSlowest, ...advice }) => [
    waitWords[on],
    onlyIfSlowest ? "the slowest stage" : stage === null ? "" : nameOf(stage),
    ...adviceCells(advice),
  ]);
  const others = events.map(([event, words]) => [`(no wait: ${words})`, "", ...adviceCells(adviceOnEvents[event])]);
  return table(["Waiting on", "In", "Step", "Role", "What a person does", "How AI helps"], [...rows, ...others]);
}

const events: [keyof typeof adviceOnEvents, string][] = [
  ["back-in-design", "an item goes back into design"],
  ["incident", "an incident"],
  ["undone", "a production deployment had to be undone"],
  ["learning-piles-up", "more released items than usual without a retrospective"],
];

function adviceCells({ step, role, do: action, ai }: Advice): string[] {
  return [tuningSteps[step], roles[role], action, ai ?? "AI cannot fix this."];
}

export function beyondAiSaid(): string {
  return table(
    ["What", "The summary says"],
    Object.values(beyondAi).map(({ name, say }) => [name, say]),
  );
}

/** The page on GitHub that registers the app, with everything filled in that a link can fill in. */
export function registrationLink(): string {
  const link = new URL("https://github.com/settings/apps/new");
  const fields = {
    name: "Throughline YOUR-TEAM",
    description: "Follows every piece of work through the delivery pipeline and says where it waits.",
    url: "https://throughline.example.com",
    public: "false",
    webhook_active: "true",
    webhook_url: "https://throughline.example.com/api/github/webhooks",
  };
  for (const [name, value] of Object.entries(fields)) link.searchParams.set(name, value);
  for (const [name, { access }] of Object.entries(permissions)) link.searchParams.set(name, access);
  for (const { event } of subscriptions) link.searchParams.append("events[]", event);
  return `[Register the app, with permissions and events filled in](${link.href})`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function code(text: string): string {
  return `\`${text}\``;
}

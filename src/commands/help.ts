/** Decides the answer to `/flow help`, and what is said to words that are no command: both from the one table. */
import type { PhrasingContent, RootContent } from "mdast";
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import { paragraph, strong, table, text, untrusted } from "../reports/markdown.ts";
import type { NotUnderstood, Option } from "./command.ts";
import { type CommandRow, commandTable, optionTable, type Right, rowOf, usageOf } from "./grammar.ts";
import type { Question } from "./reading.ts";

export function helpAnswer({ place }: Question<"help">): RootContent[] {
  const rows = commandTable.map((row) => [
    untrusted(usageOf(row)),
    text(row.says),
    example(row),
    text(whoMay(row.right, place.config.commands)),
  ]);
  const options = Object.entries(optionTable).flatMap(([name, { takes, says }], index): PhrasingContent[] => [
    ...(index === 0 ? [] : [text(" ")]),
    untrusted(`--${name} ${takes}`),
    text(` ${says.replace(/: ".*$/, ".")}`),
  ]);
  return [
    paragraph(
      strong("Ask by a comment that begins with"),
      text(" "),
      untrusted("/flow"),
      text(" and one of these; several lines make several questions."),
    ),
    table(["Ask", "Answer", "For example", "Who may ask"].map(text), ...rows),
    paragraph(text("What narrows an answer, where it fits: "), ...options),
  ];
}

/** In few words, by the repository's configuration. */
export function whoMay(right: Right, { ask, costly }: RepositoryConfig["commands"]): string {
  if (right === "setting-up") return "who may write here";
  if (right === "asking" || ask === "nobody") return who[ask];
  return who[costly === "readers" && ask === "collaborators" ? "collaborators" : costly];
}

const who = {
  readers: "everybody who can read here",
  collaborators: "collaborators",
  "collaborators-in-public": "in public repositories collaborators, else everybody who can read here",
  nobody: "nobody",
};

/** One or two sentences, and an example of what is understood. */
export function notUnderstoodAnswer(wrong: NotUnderstood): RootContent[] {
  const row = wrong.meant === null ? rowOf("help") : rowOf(wrong.meant);
  const near = wrong.near === null ? [] : [text(" Did you mean "), untrusted(nearWords(wrong)), text("?")];
  return [
    paragraph(...reasonOf(wrong, row), ...near),
    paragraph(text("For example: "), example(row), text(". "), untrusted("/flow help"), text(" lists all.")),
  ];
}

function nearWords({ why, near }: NotUnderstood): string {
  return why === "unknown-command" ? `/flow ${near ?? ""}` : (near ?? "");
}

function reasonOf({ why, said, wanted }: NotUnderstood, row: CommandRow): PhrasingContent[] {
  const command = untrusted(`/flow ${row.name}`);
  const word = untrusted(said ?? "");
  switch (why) {
    case "unknown-command":
      return [text("There is no command "), word, text(".")];
    case "missing":
      return [command, text(` needs ${wanted ?? "more"}.`)];
    case "too-much":
      return [command, text(" takes no more words; "), word, text(" is one too many.")];
    case "wrong-value":
      return [command, text(" does not understand "), word, text(`. It needs ${wanted ?? "something else"}.`)];
    case "unknown-option":
      return [text("There is no option "), word, text("."), ...narrowedBy(row.narrowedBy)];
    case "option-not-here":
      return [command, text(" takes no "), word, text("."), ...narrowedBy(row.narrowedBy)];
    case "option-twice":
      return [word, text(" is one too many: each once, and either a day or a number of weeks.")];
  }
}

function narrowedBy(options: readonly Option[]): PhrasingContent[] {
  if (options.length === 0) return [text(" This command takes none.")];
  const names = options.flatMap((option, index) => [
    ...(index === 0 ? [] : [text(", ")]),
    untrusted(`--${option} ${optionTable[option].takes}`),
  ]);
  return [text(" This command takes "), ...names, text(".")];
}

/** With options where the shortest would look the same as the name. */
function example({ examples }: CommandRow): PhrasingContent {
  return untrusted(examples.at(-1) ?? "/flow help");
}

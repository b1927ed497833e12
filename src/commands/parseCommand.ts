/** Decides which command the words behind /flow are, or what is wrong with them and what was probably meant. */
import { nearestOf } from "../config/nearest.ts";
import type { Asked, CommandName, Narrowing, NotUnderstood, Option, Understood } from "./command.ts";
import { type CommandRow, commandTable, rowOf } from "./grammar.ts";
import { readDate, readWeeks, type Value } from "./values.ts";

const nothingNarrowed: Narrowing = { since: null, weeks: null, label: null };

/** `/flow` alone asks for help. Names are read in capitals or not. */
export function parseCommand(words: readonly string[]): Understood {
  const [first = "help", ...rest] = words;
  const row = commandTable.find(({ name }) => name === first.toLowerCase());
  if (row === undefined) return unknownCommand(first);
  const options = optionsIn(rest, row);
  if ("wrong" in options) return notUnderstood(row.name, options.wrong);
  const read = row.read(options.value.words);
  if ("wrong" in read) return notUnderstood(row.name, read.wrong);
  return commandOf(read.value, options.value.narrowing);
}

/** What a person may have meant who wrote another word: spelled alike, the beginning of a name, or what other tools call it. */
const otherNames = new Map<string, CommandName>([
  ["?", "help"],
  ["ageing", "aging"],
  ["age", "aging"],
  ["old", "aging"],
  ["oldest", "aging"],
  ["bottleneck", "slowest"],
  ["slow", "slowest"],
  ["deployments", "failed"],
  ["failures", "failed"],
  ["what-if", "whatif"],
  ["simulate", "whatif"],
  ["labels", "setup"],
  ["reviews", "queue"],
  ["wip", "queue"],
  ["status", "queue"],
  ["why", "explain"],
  ["issue", "item"],
  ["pr", "item"],
  ["report", "week"],
  ["summary", "week"],
]);

function unknownCommand(said: string): NotUnderstood {
  const word = said.toLowerCase();
  const names = commandTable.map(({ name }) => name);
  const near =
    otherNames.get(word) ?? names.find((name) => word.length >= 3 && name.startsWith(word)) ?? nearestOf(word, names);
  const meant = names.find((name) => name === near) ?? null;
  return { name: null, meant, said, why: "unknown-command", wanted: null, near };
}

type Options = { words: string[]; narrowing: Narrowing };

function optionsIn(words: readonly string[], { narrowedBy }: CommandRow): Value<Options> {
  const rest: string[] = [];
  let narrowing = nothingNarrowed;
  const waiting = [...words];
  for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) {
    // A phone makes one long dash of two.
    const [, name, inline] = /^(?:--|[–—])([^=]*)(?:=(.*))?$/u.exec(word) ?? [];
    if (name === undefined) {
      rest.push(word);
      continue;
    }
    const option = optionNamed(name);
    if (option === null) return unknownOption(name, narrowedBy);
    if (!narrowedBy.includes(option)) return wrong("option-not-here", `--${option}`, null);
    if (narrowing[option] !== null || (option !== "label" && (narrowing.since ?? narrowing.weeks) !== null)) {
      return wrong("option-twice", `--${option}`, null);
    }
    const read = withOption(narrowing, option, inline ?? waiting.shift());
    if ("wrong" in read) return read;
    narrowing = read.value;
  }
  return { value: { words: rest, narrowing } };
}

function withOption(narrowing: Narrowing, option: Option, said: string | undefined): Value<Narrowing> {
  if (said === undefined || said === "") return wrong("missing", null, wantedBy[option]);
  switch (option) {
    case "label":
      return { value: { ...narrowing, label: said } };
    case "since": {
      const since = readDate(said);
      return since === null ? wrong("wrong-value", said, wantedBy.since) : { value: { ...narrowing, since } };
    }
    case "weeks": {
      const weeks = readWeeks(said);
      return weeks === null ? wrong("wrong-value", said, wantedBy.weeks) : { value: { ...narrowing, weeks } };
    }
  }
}

const wantedBy: Record<Option, string> = {
  since: "a day behind --since, such as 2026-03-02",
  weeks: "a number of weeks behind --weeks, from 1 to 104",
  label: "the name of a label behind --label",
};

function optionNamed(name: string): Option | null {
  return optionNames.find((each) => each === name.toLowerCase()) ?? null;
}

const optionNames: readonly Option[] = ["since", "weeks", "label"];

function unknownOption(name: string, narrowedBy: readonly Option[]): Value<never> {
  const said = `--${name}`;
  const known = narrowedBy.map((each) => `--${each}`);
  return { wrong: { why: "unknown-option", said, wanted: null, near: nearestOf(said, known) } };
}

function wrong(why: NotUnderstood["why"], said: string | null, wanted: string | null): Value<never> {
  return { wrong: { why, said, wanted, near: null } };
}

function notUnderstood(
  meant: CommandName,
  found: Pick<NotUnderstood, "why" | "said" | "wanted" | "near">,
): NotUnderstood {
  return { name: null, meant: rowOf(meant).name, ...found };
}

function commandOf(asked: Asked, narrowing: Narrowing): Understood {
  return { ...asked, narrowing };
}

/** Decides what one reply says that answers every command of a comment. */
import type { RootContent } from "mdast";
import type { RepositoryConfig } from "../config/repositoryConfig.ts";
import { commentLimit, emphasis, paragraph, render, text, untrusted } from "../reports/markdown.ts";
import { moment } from "../reports/moments.ts";
import { mostCommands } from "./commandLines.ts";
import type { CommandName } from "./command.ts";
import { rowOf } from "./grammar.ts";
import { whoMay } from "./help.ts";
import type { Place } from "./reading.ts";

/** The words behind one /flow, and what is answered to them. */
export type Answered = { words: readonly string[]; blocks: readonly RootContent[] };

export type ReplyText = { body: string; asOf: string };

/** `asOf` is the part that alone changes as time passes. With several commands each is repeated before its answer. */
export function replyText(answered: readonly Answered[], place: Place): ReplyText {
  const asOf = paragraph(emphasis(`As of ${moment(place.now, { now: place.now, timeZone: place.config.timeZone })}.`));
  const shown = answered.slice(0, mostCommands);
  const blocks = shown.flatMap(({ words, blocks: each }): RootContent[] =>
    answered.length === 1 ? [...each] : [paragraph(untrusted(`/flow ${words.join(" ")}`, 120)), ...each],
  );
  const more =
    answered.length > mostCommands
      ? [paragraph(text(`Only the first ${mostCommands} questions of a comment are answered.`))]
      : [];
  return {
    body: render([...blocks, ...more, ...stillRead(place), asOf], commentLimit),
    asOf: render([asOf], commentLimit),
  };
}

/** In the first minutes; the same words whatever was asked, since everything is read from history. */
function stillRead({ isBeingRead }: Place): RootContent[] {
  if (!isBeingRead) return [];
  return [
    paragraph(
      text(
        "The history of this repository is still being read from GitHub. Ask again in some minutes for the whole of it.",
      ),
    ),
  ];
}

/** To somebody who may ask other things. */
export function notAllowedAnswer(name: CommandName, commands: RepositoryConfig["commands"]): RootContent[] {
  return [
    paragraph(
      untrusted(`/flow ${name}`),
      text(` is for others here: ${whoMay(rowOf(name).right, commands)}. `),
      untrusted("/flow help"),
      text(" lists what there is."),
    ),
  ];
}

/** To somebody who may ask nothing here. */
export function nothingAllowedAnswer(commands: RepositoryConfig["commands"]): RootContent[] {
  return [paragraph(text(`Questions are answered to others here: ${whoMay("asking", commands)}.`))];
}

/** So many comments with questions are answered to one person under one issue or pull request within an hour. */
export const quotaPerHour = 10;

export function overQuotaAnswer(): RootContent[] {
  return [
    paragraph(
      text(
        `That were ${quotaPerHour} comments with questions here within an hour, which is as many as are answered to one person in one place. Please ask again later, several questions in one comment if you like.`,
      ),
    ),
  ];
}

/** Decides how the questions of one comment become the text of one reply. */
import type { Kysely } from "kysely";
import type { RootContent } from "mdast";
import { answerTo } from "../commands/answer.ts";
import type { Command } from "../commands/command.ts";
import { rowOf } from "../commands/grammar.ts";
import { notUnderstoodAnswer } from "../commands/help.ts";
import { parseCommand } from "../commands/parseCommand.ts";
import type { LabelsMade } from "../commands/reading.ts";
import { type Answered, notAllowedAnswer, type ReplyText, replyText } from "../commands/reply.ts";
import type { Right } from "../commands/grammar.ts";
import type { Tables } from "../db/tables.ts";
import { type AnswerSource, readAnswer } from "./readAnswer.ts";

export type Asking = {
  source: AnswerSource;
  may: (right: Right) => boolean;
  /** Null where none can be made. */
  makeLabels: (() => Promise<LabelsMade>) | null;
};

/** Each line by itself, in order. */
export async function composeReply(
  db: Kysely<Tables>,
  lines: readonly (readonly string[])[],
  asking: Asking,
): Promise<ReplyText> {
  const answered: Answered[] = [];
  for (const words of lines) answered.push({ words, blocks: await answerLine(db, words, asking) });
  return replyText(answered, asking.source.place);
}

async function answerLine(db: Kysely<Tables>, words: readonly string[], asking: Asking): Promise<RootContent[]> {
  const understood = parseCommand(words);
  if (understood.name === null) return notUnderstoodAnswer(understood);
  const { place } = asking.source;
  if (!asking.may(rowOf(understood.name).right)) return notAllowedAnswer(understood.name, place.config.commands);
  const labels = await labelsFor(understood, asking);
  return answerTo(understood, place, await readAnswer(db, understood, asking.source, labels));
}

async function labelsFor({ name }: Command, { makeLabels }: Asking): Promise<LabelsMade | null> {
  return name === "setup" && makeLabels !== null ? makeLabels() : null;
}

/** Decides which comments ask something, and notes what is to be answered: the words of their commands alone. */
import type { Kysely } from "kysely";
import { z } from "zod";
import { commandLines } from "../commands/commandLines.ts";
import type { Tables } from "../db/tables.ts";
import { askOnce } from "../intake/dueWork.ts";
import type { Delivery } from "../signals/delivery.ts";
import { actor, id, instant, itemNumber } from "../signals/payload.ts";
import { type AskedByComment, keepQuestion } from "../signals/questions.ts";

/** Written anew: what an edit makes of a comment runs nothing. */
const newComment = z.object({
  action: z.literal("created"),
  repository: z.object({ id }),
  issue: z.object({ number: itemNumber }),
  comment: z.object({ id, user: actor, created_at: instant, body: z.string() }),
});

/** A question is no fact about the work, only a wish: what is replayed asks nothing. The same comment heard again asks nothing more. */
export async function noteQuestions(executor: Kysely<Tables>, deliveries: readonly Delivery[]): Promise<void> {
  const questions = deliveries.filter(({ event }) => event === "issue_comment").flatMap(questionIn);
  for (const question of questions) {
    const isNew = await keepQuestion(executor, question);
    if (isNew) await askOnce(executor, "answer", question.repositoryId, [String(question.comment)]);
  }
}

function questionIn({ payload }: Delivery): AskedByComment[] {
  const read = newComment.safeParse(payload);
  if (!read.success) return [];
  const { repository, issue, comment } = read.data;
  const { id: asker, login, bot } = comment.user;
  if (bot || asker === null || login === null) return [];
  const lines = commandLines(comment.body);
  if (lines.length === 0) return [];
  const { id: number, created_at: askedAt } = comment;
  const who = { id: asker, login };
  return [{ repositoryId: repository.id, comment: number, thread: issue.number, asker: who, askedAt, lines }];
}

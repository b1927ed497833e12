/** Decides what a change to a label itself tells: only that it was renamed. */
import { z } from "zod";
import { label, text } from "./payload.ts";
import { fact, receipt, translator } from "./translator.ts";

const body = z.object({
  label,
  changes: z.object({ name: z.object({ from: text }).nullish() }).nullish(),
});

export const labels = translator(body, (told, context) => {
  const from = told.changes?.name?.from;
  if (from === undefined) return "the label's name did not change";
  const key = `label ${told.label.id} renamed ${JSON.stringify([from, told.label.name])}`;
  return [fact(context, "repository", key, receipt(context), { kind: "label-renamed", label: told.label, from })];
});

/** Decides what a change to a label itself tells: that it was renamed, or that it is gone. */
import { z } from "zod";
import { understoodEvents } from "./events.ts";
import { label, text } from "./payload.ts";
import { fact, receipt, translator } from "./translator.ts";

const body = z.object({
  action: z.enum(understoodEvents.label),
  label,
  changes: z.object({ name: z.object({ from: text }).nullish() }).nullish(),
});

/** A deleted label is off everywhere, and GitHub need not say so of each issue that had it. */
export const labels = translator(body, (told, context) => {
  if (told.action === "deleted") {
    const key = `label ${told.label.id} deleted`;
    return [fact(context, "repository", key, receipt(context), { kind: "label-deleted", label: told.label })];
  }
  const from = told.changes?.name?.from;
  if (from === undefined) return "the label's name did not change";
  const key = `label ${told.label.id} renamed ${JSON.stringify([from, told.label.name])}`;
  return [fact(context, "repository", key, receipt(context), { kind: "label-renamed", label: told.label, from })];
});

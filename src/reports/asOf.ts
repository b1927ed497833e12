/** Decides the line that says when a text was written: the one place where a length of time up to now is said. */
import type { Paragraph } from "mdast";
import { secondsBetween } from "../instant.ts";
import { duration } from "./durations.ts";
import { emphasis, paragraph } from "./markdown.ts";
import { moment } from "./moments.ts";
import type { PullRequestView } from "./pullRequestView.ts";
import type { Turn } from "./turn.ts";

export function asOfLine(view: PullRequestView, turn: Turn | null): Paragraph {
  const wait = turn === null ? "" : `: this wait has lasted ${duration(secondsBetween(turn.since, view.now))}`;
  return paragraph(emphasis(`As of ${moment(view.now, view)}${wait}.`));
}

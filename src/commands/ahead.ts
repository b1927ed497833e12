/** Decides where the answers come from that look ahead or side by side: `/flow whatif` and `/flow compare`. The one file to change when they are there. */
import type { RootContent } from "mdast";
import { paragraph, text } from "../reports/markdown.ts";
import type { Question } from "./reading.ts";

export function whatIfAnswer(_question: Question<"whatif">): RootContent[] {
  return [paragraph(text("The simulation of the stages is not part of this version yet."))];
}

export function compareAnswer(_question: Question<"compare">): RootContent[] {
  return [paragraph(text("Comparing two periods is not part of this version yet."))];
}

/** Decides who else wrote a pull request, by the trailers of the commits that its timeline shows. */
import { z } from "zod";
import { coAuthorsOfCommit } from "../authorship.ts";
import { type Item, once } from "../item.ts";
import type { Fact } from "../signal.ts";

const commitNode = z.object({
  type: z.literal("PullRequestCommit"),
  pushedCommit: z.object({ message: z.string() }),
});

/** None where no commit names anybody. */
export function commitCoAuthors(item: Item, timeline: readonly unknown[]): Fact[] {
  const named = timeline.flatMap((node) => {
    const read = commitNode.safeParse(node);
    return read.success ? coAuthorsOfCommit(read.data.pushedCommit.message) : [];
  });
  const coAuthors = [...new Set(named)].toSorted();
  if (coAuthors.length === 0) return [];
  return [once(item, "commits", { kind: "commits-snapshot", coAuthors }, item.updated)];
}

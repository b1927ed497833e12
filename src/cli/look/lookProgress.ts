/** Decides how a look shows that it goes on: how far back it has read, on one line of a terminal, a plain line now and then otherwise. */
import { SingleBar } from "cli-progress";
import { epochSeconds, type Instant } from "../../instant.ts";
import { counted, whole } from "../../reports/weekly/amounts.ts";

export type LookProgress = { page: (list: string, nodes: number, reached: Instant | null) => void; end: () => void };

const secondsBetweenLines = 5;
/** These two take the time; the others are read beside them. */
const shown = ["pull requests", "issues"];

export function lookProgress(
  { since, now }: { since: Instant; now: Instant },
  { note, clock }: { note: (line: string) => void; clock: () => number },
): LookProgress {
  const read = new Map(shown.map((list) => [list, { nodes: 0, share: 0 }]));
  const span = epochSeconds(now) - epochSeconds(since);
  const bar = process.stderr.isTTY ? startBar() : null;
  let toldAt = clock();
  return {
    page: (list, nodes, reached) => {
      const each = read.get(list);
      if (each === undefined) return;
      each.nodes += nodes;
      if (reached !== null) each.share = Math.min(1, (epochSeconds(now) - epochSeconds(reached)) / span);
      const words = wordsOf(read);
      const percent = Math.floor(100 * Math.min(...[...read.values()].map(({ share }) => share)));
      if (bar !== null) bar.update(percent, { words });
      else if (clock() - toldAt >= secondsBetweenLines) {
        toldAt = clock();
        note(`Read ${words}, ${percent}% of the time`);
      }
    },
    end: () => bar?.stop(),
  };
}

function wordsOf(read: ReadonlyMap<string, { nodes: number }>): string {
  const issues = read.get("issues")?.nodes ?? 0;
  return `${whole(read.get("pull requests")?.nodes ?? 0)} pull requests, ${counted(issues, "issue")}`;
}

function startBar(): SingleBar {
  const bar = new SingleBar({
    format: "Reading [{bar}] {percentage}% of the time  {words}",
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(100, 0, { words: "" });
  return bar;
}

/** Decides which pushes to the default branch were missed, from what GitHub said of two commits between which they lie. */
import type { Instant } from "../../instant.ts";
import { earlier } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";

export type Landing = { at: Instant; shas: string[] };

/** `shas` are the commits that it brought, oldest first. */
export type Push = Landing & { before: string | null; after: string };

/** One push for each run of commits that no known push brought; each comes before the known push that goes on from it. */
export function missingPushes(known: readonly Push[], facts: readonly Fact[]): Push[] {
  const brought = new Set(known.flatMap(({ shas }) => shas));
  const startedAt = new Map(known.map(({ before, at }) => [before, at]));
  const comparisons = facts.flatMap(({ signal, at }) =>
    signal.kind === "compared" && signal.commits !== null ? [{ at, base: signal.base, commits: signal.commits }] : [],
  );
  const missing: Push[] = [];
  for (const { at, base, commits } of comparisons.toSorted((a, b) => (a.base < b.base ? -1 : 1))) {
    for (const { before, shas } of runsOf(base, commits, brought)) {
      const after = shas.at(-1) ?? before;
      missing.push({ at: earlier(startedAt.get(after) ?? at, at), before, after, shas });
      for (const sha of shas) brought.add(sha);
    }
  }
  return missing;
}

function runsOf(base: string, commits: readonly string[], brought: ReadonlySet<string>) {
  const runs: { before: string; shas: string[] }[] = [];
  let before = base;
  let isGoingOn = false;
  for (const sha of commits) {
    const isMissing = !brought.has(sha);
    if (isMissing && isGoingOn) runs.at(-1)?.shas.push(sha);
    else if (isMissing) runs.push({ before, shas: [sha] });
    isGoingOn = isMissing;
    before = sha;
  }
  return runs;
}

/** Decides when the tasks of implementation were in progress. */
import { earlierEnd } from "../stretch.ts";
import type { Fact } from "../../signals/signal.ts";
import { earlier } from "../../instant.ts";
import type { Stretch } from "../stretch.ts";
import { checkSpans } from "./checkSpans.ts";
import type { StageSignals } from "./evidence.ts";
import type { LineOfWork } from "./linesOfWork.ts";
import { touches } from "./paths.ts";
import { momentAt } from "./spans.ts";

export const implementationTasks: StageSignals<"implementation"> = {
  "environment-setup": ({ lines }) => lines.flatMap(environmentSetup),
  coding: ({ lines }) => lines.flatMap(coding),
  "local-testing": (evidence) =>
    evidence.lines.flatMap((line) => line.beforeReview.flatMap((stretch) => checkSpans(line, stretch, evidence))),
  "documentation-updates": ({ lines }) =>
    lines.flatMap(({ pushes }) =>
      pushes.filter(({ paths }) => touches(paths, "documentation")).map(({ at }) => momentAt(at)),
    ),
};

/** From the creation of a branch to the first push of commits on it, or to the opening of its pull request where that push was not heard of. */
function environmentSetup({ branch, pushes, pullRequest }: LineOfWork): Stretch[] {
  const created = branch?.created ?? branch?.pushes.find(isCreation);
  if (!created) return [];
  const to = earlierEnd(pushes[0]?.at ?? null, pullRequest?.folded.timeline.openedAt ?? null);
  return [{ from: to === null ? created.at : earlier(created.at, to), to }];
}

function isCreation({ signal }: Fact): boolean {
  return signal.kind === "branch-pushed" && signal.before === null;
}

/** From the first push to the last before review, for each time before review; which push was the last is known when review begins. */
function coding({ pushes, beforeReview }: LineOfWork): Stretch[] {
  return beforeReview.flatMap(({ from, to, ending }) => {
    const within = pushes.filter(({ at }) => from <= at && (to === null || at <= to));
    const [first, last] = [within[0], within.at(-1)];
    if (!first || !last) return [];
    return [{ from: first.at, to: ending === "review" ? last.at : to }];
  });
}

/** Decides whether a timeline fits itself: what does not is told, not hidden. */
import { secondsBetween } from "../../instant.ts";
import type { ItemTimeline, Segment, Visit } from "../timeline.ts";

/** What does not fit, each in words; empty for a timeline whose parts sum to the whole. Stretches that are still open are taken as open. */
export function faultsOf(item: ItemTimeline): string[] {
  return [...item.visits.flatMap(visitFaults), ...orderFaults(item.visits), ...edgeFaults(item)];
}

function visitFaults({ stage, enteredAt, leftAt, segments }: Visit): string[] {
  const name = `the stay in ${stage} from ${enteredAt}`;
  const first = segments[0];
  const last = segments.at(-1);
  if (!first || !last) return [`${name} has no segments`];
  return [
    ...(leftAt !== null && secondsBetween(enteredAt, leftAt) <= 0 ? [`${name} has no length`] : []),
    ...(first.from === enteredAt ? [] : [`${name}: its first segment begins at ${first.from}`]),
    ...(last.to === leftAt ? [] : [`${name}: its last segment ends at ${last.to}, it at ${leftAt}`]),
    ...gaps(segments).map((gap) => `${name}: ${gap}`),
  ];
}

function gaps(segments: readonly Segment[]): string[] {
  return segments.slice(1).flatMap(({ from, on }, index) => {
    const before = segments[index];
    return before?.to === from ? [] : [`${on} begins at ${from}, but what came before ends at ${before?.to}`];
  });
}

/** Visits follow one another; a gap is only there while the item was out of the pipeline. */
function orderFaults(visits: readonly Visit[]): string[] {
  return visits.slice(1).flatMap(({ stage, enteredAt }, index) => {
    const before = visits[index];
    if (before && before.leftAt !== null && before.leftAt <= enteredAt) return [];
    return [`${stage} is entered at ${enteredAt}, before ${before?.stage} was left`];
  });
}

function edgeFaults({ visits, enteredAt, exitedAt, stage, releasedAt }: ItemTimeline): string[] {
  const last = visits.at(-1);
  return [
    ...(visits[0]?.enteredAt === enteredAt
      ? []
      : [`it entered at ${enteredAt}, its first stay began at ${visits[0]?.enteredAt}`]),
    ...((last?.leftAt ?? null) === exitedAt ? [] : [`it left at ${exitedAt}, its last stay ended at ${last?.leftAt}`]),
    ...((last?.leftAt === null) === (stage !== null) ? [] : ["it is in a stage and has left, or neither"]),
    ...(releasedAt !== null && releasedAt < enteredAt ? [`it was released at ${releasedAt}, before it entered`] : []),
  ];
}

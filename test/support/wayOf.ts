/** Decides how tests write an item's way in one line. */
import type { Visit } from "../../src/timeline/timeline.ts";

/** `shaping 03-02 09:00, out 03-03 09:00`: each visit and, where it left the pipeline, when. */
export function wayOf(visits: readonly Visit[]): string {
  const moment = (at: string) => at.slice(5, 16).replace("T", " ");
  const rows = visits.flatMap(({ stage, enteredAt, leftAt }, index) => {
    const hasLeft = leftAt !== null && leftAt !== visits[index + 1]?.enteredAt;
    return [`${stage} ${moment(enteredAt)}`, ...(hasLeft ? [`out ${moment(leftAt)}`] : [])];
  });
  return rows.join(", ");
}

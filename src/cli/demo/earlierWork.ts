/** Decides what the demo's team did before the story begins, so that the app knows what is usual there. */
import type { Scene } from "./story.ts";

/** Hours from opening to the first review, one for each small fix: half within 40 hours. */
const hoursToReview = [92, 30, 75, 44, 27, 61, 38, 50, 29, 84, 33, 41, 26, 58, 36, 47, 31, 66, 28, 39, 52, 34, 45, 12];

const firstOpenedHoursAgo = 660;
const hoursBetweenOpenings = 13;
const hoursToMerge = 2;

/** So long before the present nothing has happened yet. */
export const beginningHoursAgo = firstOpenedHoursAgo + 1;

type Act = { hoursAgo: number; play: () => Promise<void> };

/** Small fixes, opened, reviewed and merged. */
export async function workOfWeeksBefore(scene: Scene): Promise<void> {
  await scene.at(
    firstOpenedHoursAgo,
    `${hoursToReview.length} small fixes are opened, reviewed and merged, in two weeks`,
  );
  const acts = hoursToReview.flatMap((hours, index) => lifeOfFix(scene, index, hours));
  for (const act of acts.toSorted((a, b) => b.hoursAgo - a.hoursAgo)) {
    await scene.at(act.hoursAgo);
    await act.play();
  }
}

function lifeOfFix({ as }: Scene, index: number, hours: number): Act[] {
  const [author, reviewer] = index % 2 === 0 ? (["tomas", "maya"] as const) : (["maya", "jonas"] as const);
  const openedHoursAgo = firstOpenedHoursAgo - index * hoursBetweenOpenings;
  let number = 0;
  return [
    {
      hoursAgo: openedHoursAgo,
      play: async () => {
        number = await as(author).propose(`fix-${index + 1}`, `Small fix ${index + 1}`);
      },
    },
    { hoursAgo: openedHoursAgo - hours, play: () => as(reviewer).review(number, "APPROVE", "Good.") },
    { hoursAgo: openedHoursAgo - hours - hoursToMerge, play: () => as(author).merge(number) },
  ];
}

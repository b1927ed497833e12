/** Decides where lengths of time from a minute to years lie on one axis. */
import type { ScaleLogarithmic } from "d3-scale";
import { scaleLog } from "d3-scale";

export type DurationMark = { seconds: number; label: string };
export type DurationScale = { place: ScaleLogarithmic<number, number>; marks: readonly DurationMark[] };

const [minute, hour, day] = [60, 3600, 86_400];

/** The marks of the axis, by the words that people have for them: what a logarithmic axis does is then seen without knowing the word. */
const allMarks: readonly DurationMark[] = [
  { seconds: minute, label: "1 min" },
  { seconds: hour, label: "1 hour" },
  { seconds: day, label: "1 day" },
  { seconds: 7 * day, label: "1 week" },
  { seconds: 30 * day, label: "30 days" },
  { seconds: 365 * day, label: "1 year" },
  { seconds: 3650 * day, label: "10 years" },
];

/**
 * A logarithmic axis (times of work lie days and years apart, and half of them are shorter than a tenth of the longest) from the mark below the shortest
 * time to just above the longest. What is shorter than a minute lies on the first mark.
 */
export function durationScale(seconds: readonly number[], range: readonly [number, number]): DurationScale {
  const [shortest, longest] = ends(seconds);
  const first = allMarks.findLast((mark) => mark.seconds < shortest * 0.95) ?? { seconds: minute };
  const last = Math.max(longest * 1.15, (allMarks.find((mark) => mark.seconds > first.seconds) ?? first).seconds);
  return {
    place: scaleLog([first.seconds, last], range).clamp(true),
    marks: allMarks.filter((mark) => mark.seconds >= first.seconds && mark.seconds <= last),
  };
}

function ends(seconds: readonly number[]): readonly [number, number] {
  let [shortest, longest] = [Infinity, minute];
  for (const each of seconds) {
    shortest = Math.min(shortest, each);
    longest = Math.max(longest, each);
  }
  return [Math.max(minute, Math.min(shortest, longest)), longest];
}

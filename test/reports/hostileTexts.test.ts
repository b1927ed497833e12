/** Whatever people write, in every place that shows it: it pings nobody, links and embeds nothing, and breaks nothing. */
import { describe, expect, test } from "vitest";
import { lifeIn, shapeOf } from "../support/gitHubLife.ts";
import { hostileTexts } from "../support/hostileTexts.ts";
import { gitHubPlaces, type OutsidePlace, terminalPlaces } from "../support/outsidePlaces.ts";
import { readers } from "../support/readers.ts";

/** What a test says of it; nobody wants to read 100,000 characters. */
function brief(words: string): string {
  return JSON.stringify(words).slice(0, 200);
}

test("the corpus is as large as promised, and each text once", () => {
  expect(hostileTexts.length).toBeGreaterThanOrEqual(250);
  expect(new Set(hostileTexts).size).toBe(hostileTexts.length);
});

/** Each text in one of the long places, and in all others. */
const longPlaces = [...gitHubPlaces, ...terminalPlaces].filter(({ long }) => long);

function textsFor(place: OutsidePlace): readonly string[] {
  if (place.long !== true) return hostileTexts;
  return hostileTexts.filter((_, index) => longPlaces[index % longPlaces.length] === place);
}

describe.each(gitHubPlaces.map((place) => [place.name, place] as const))("%s", (_, place) => {
  const shown = new Map(textsFor(place).map((outside) => [outside, place.show(outside)]));

  test.each(readers)("has no life in it of others, as %s reads it", (_reader, read) => {
    const alive = [...shown].flatMap(([outside, markdown]) =>
      lifeIn(read(markdown), place.ownNumbers).map((life) => `${brief(outside)}: ${life.slice(0, 300)}`),
    );
    expect(alive).toEqual([]);
  });

  test.runIf(place.wordsDiffer !== true).each(readers)("keeps its shape, as %s reads it", (_reader, read) => {
    const shapes = new Set(["plain words", " "].map((words) => JSON.stringify(shapeOf(read(place.show(words))))));
    const broken = [...shown].filter(([, markdown]) => !shapes.has(JSON.stringify(shapeOf(read(markdown)))));
    expect(broken.map(([outside]) => brief(outside))).toEqual([]);
  });

  test("stays within GitHub's limits", () => {
    expect(Math.max(...[...shown.values()].map((markdown) => markdown.length))).toBeLessThanOrEqual(65_000);
  });
});

describe("on a terminal", () => {
  test.each(terminalPlaces.map((place) => [place.name, place] as const))(
    "%s moves, colours and hides nothing",
    (_, place) => {
      expect(
        textsFor(place)
          .filter((outside) => actsOnTerminal(place, outside))
          .map(brief),
      ).toEqual([]);
    },
  );
});

/** Everything that a terminal may obey instead of showing it; line breaks are the app's own. */
function actsOnTerminal({ show }: OutsidePlace, outside: string): boolean {
  return /(?!\n)\p{Cc}|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Cs}]/u.test(show(outside));
}

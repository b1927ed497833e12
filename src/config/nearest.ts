/** Decides which known word somebody probably meant. */
import { closestMatch } from "leven";

/** The known word that is spelled most like this one, however both are written in capitals, spaces or dashes; null if none is near. */
export function nearestOf(word: string, known: readonly string[]): string | null {
  const plain = plainSpelling(word.slice(0, longestWord));
  const plainKnown = new Map(known.map((each) => [plainSpelling(each), each]));
  const maxDistance = Math.floor(plain.length / 3);
  const nearest = closestMatch(plain, [...plainKnown.keys()], { maxDistance });
  return nearest === undefined ? null : (plainKnown.get(nearest) ?? null);
}

/** The time to compare grows with the product of the lengths; no known word is nearly as long. */
const longestWord = 60;

function plainSpelling(word: string): string {
  return word.toLowerCase().replaceAll(/[\s_-]+/g, "_");
}

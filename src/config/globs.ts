/** Decides what a pattern of names is: a glob that can be matched fast, whatever it and the name say. */
import picomatch from "picomatch";

/** The time to match grows with the name's length to the power of the stars: with these bounds it stays under ten milliseconds. */
const mostStars = 3;
const comparedCharacters = 255;

/**
 * Says what is wrong with a pattern, as a whole sentence; null if it can be matched. `*` stands for any characters, slashes included, `?` for one that is
 * no slash and `[0-4]` for one of several; everything else stands for itself.
 */
export function faultOfGlob(glob: string): string | null {
  if (/\{.*,.*\}/s.test(glob))
    return "Braces do not stand for alternatives here. Write each one as an entry of its own.";
  if ((withFewerStars(glob).match(/\*/g) ?? []).length > mostStars) return `Write at most ${mostStars} stars.`;
  if (expressionOf(glob).source === matchesNothing) return "No name can match this: look at what stands in brackets.";
  return null;
}

/**
 * Tells whether a name is one of these: matched by one of the globs, or spelled as one of them, so that a name with brackets needs no other spelling.
 * Capitals or not makes no difference, nor does what comes after 255 characters.
 */
export function nameMatcher(globs: readonly string[]): (name: string) => boolean {
  const spelled = new Set(globs.map((glob) => glob.toLowerCase()));
  const expressions = globs.filter(hasWildcard).map(expressionOf);
  return (name) => {
    const compared = name.slice(0, comparedCharacters);
    return spelled.has(compared.toLowerCase()) || expressions.some((expression) => expression.test(compared));
  };
}

/** The pattern with its text changed, but not the sets of characters in brackets. */
export function outsideBrackets(glob: string, change: (text: string) => string): string {
  return glob
    .split(bracketed)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join("");
}

/** Split by this, every second part is a set of characters in brackets. */
const bracketed = /(\[[^[\]]+\])/;

/** What picomatch makes of a pattern that is no valid expression. */
const matchesNothing = "$^";

function hasWildcard(glob: string): boolean {
  return /[*?[]/.test(glob);
}

/** With `bash` a star passes over slashes: in the names of labels, checks and environments they are no folders. */
function expressionOf(glob: string): RegExp {
  const literal = outsideBrackets(withFewerStars(glob), (text) =>
    text.replaceAll(/[^\p{L}\p{N}\s*?-]/gu, String.raw`\$&`),
  );
  return picomatch.makeRe(literal, { bash: true, dot: true, nocase: true, strictSlashes: true });
}

function withFewerStars(glob: string): string {
  return glob.replaceAll(/\*{2,}/g, "*");
}

/** Decides which webhook secrets are good enough to start with. */

const leastLength = 16;
const leastDifferentCharacters = 6;

/** Words that people and examples put where a secret belongs; a text made of nothing else can be guessed. */
const guessableWords = [
  "app change default dev development example github here insert key me my password placeholder please probot production",
  "replace secret some super test the this throughline to token value webhook webhooks with your",
].flatMap((line) => line.split(" "));
const onlyGuessableWords = new RegExp(`^(?:${guessableWords.join("|")})+$`);

/** Says what is wrong with a secret, as the end of a sentence that starts with its name; null if it is good. Never quotes it. */
export function weaknessOf(secret: string): string | null {
  if (onlyGuessableWords.test(secret.toLowerCase().replaceAll(/[^a-z]/g, ""))) {
    return "is one of the defaults that anybody would try";
  }
  if (secret.length < leastLength) return `is shorter than ${leastLength} characters`;
  if (new Set(secret).size < leastDifferentCharacters) return "repeats the same few characters";
  return null;
}

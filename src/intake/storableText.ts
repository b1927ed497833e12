/** Decides how a text from outside becomes one that PostgreSQL can hold. */

/** Without NUL characters and halves of surrogate pairs, which its `text` refuses, and not longer than anybody reads. */
export function storableText(text: string, longest = 1_000): string {
  return text.slice(0, longest).replaceAll("\0", "").toWellFormed();
}

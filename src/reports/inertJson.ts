/** Decides how JSON is written where people see it: the same data, with nothing in it that acts on a page or a terminal. */

/**
 * Written as `\uXXXX`, which readers of JSON take for the same character: what nobody sees (control, direction, zero width), and what pings or
 * opens a tag once code marks are gone, as in a reply by mail.
 */
export function inertJson(json: string): string {
  return json.replaceAll(acting, (character) => character.split("").map(escaped).join(""));
}

/** One half of a pair at a time, as JSON has it. */
function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Line breaks of an indented JSON stay. */
const acting = /(?!\n)[@&<\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

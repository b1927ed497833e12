/** Decides which issues and pull requests a text points at, as GitHub itself reads it. */
import { proseOf } from "./prose.ts";

/**
 * Issues of the same repository that a pull request's body closes by a keyword, each once, in the order of the text. What stands in code or in a
 * comment closes nothing. The caller sees to it that the pull request goes into the default branch.
 */
export function closedBy(body: string, fullName: string): number[] {
  if (!closing.test(body)) return [];
  const own = fullName.toLowerCase();
  const found = [...proseOf(body).matchAll(allClosing)].filter(({ groups }) =>
    isOwn(groups?.["repository"] ?? groups?.["linked"], own),
  );
  return numbersOf(found);
}

/** Numbers that a title and a body name as `#N`, or as `owner/repository#N` of the same repository. */
export function namesIn(title: string, body: string, fullName: string): number[] {
  const text = mayName.test(body) ? `${title}\n${proseOf(body)}` : title;
  const own = fullName.toLowerCase();
  return numbersOf([...text.matchAll(allNaming)].filter(({ groups }) => isOwn(groups?.["repository"], own)));
}

/** The pull request that this one reverts: GitHub's Revert button names the branch `revert-<n>-...` and writes `Reverts owner/repository#n`. */
export function revertedBy(head: string, body: string, fullName: string): number | null {
  const byBranch = /^revert-(?<number>[1-9]\d{0,8})-/.exec(head)?.groups?.["number"];
  if (byBranch !== undefined) return Number(byBranch);
  if (!reverting.test(body)) return null;
  const byBody = reverting.exec(proseOf(body))?.groups;
  return byBody && isOwn(byBody["repository"], fullName.toLowerCase()) ? Number(byBody["number"]) : null;
}

const repository = String.raw`(?<repository>[\w.-]+/[\w.-]+)?`;
const number = String.raw`#(?<number>[1-9]\d{0,8})(?!\w)`;
const link = String.raw`https?://[\w.:-]+/(?<linked>[\w.-]+/[\w.-]+)/(?:issues|pull)/(?<linkedNumber>[1-9]\d{0,8})(?![\w/])`;
const keyword = String.raw`(?<![\w-])(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?::[ \t]*|[ \t]+)`;

const mayName = /#[1-9]/;
const closing = new RegExp(`${keyword}(?:${repository}${number}|${link})`, "i");
const reverting = new RegExp(String.raw`^[ \t]*Reverts[ \t]+${repository}${number}`, "m");
const allClosing = new RegExp(closing, "gi");
const allNaming = new RegExp(String.raw`(?<![\w./&#-])${repository}${number}`, "g");

function isOwn(named: string | undefined, own: string): boolean {
  return named === undefined || named.toLowerCase() === own;
}

function numbersOf(found: RegExpExecArray[]): number[] {
  return [...new Set(found.map(({ groups }) => Number(groups?.["number"] ?? groups?.["linkedNumber"])))];
}

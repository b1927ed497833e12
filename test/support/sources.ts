/** Decides what a source file is to a test of the architecture: its path, its text, and what it imports. */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";

export type Import = {
  /** A package as it is written, a file of the project as its path from the project's folder. */
  of: string;
  typeOnly: boolean;
  /** What it takes, by the names there; `*` for everything. */
  names: string[];
};

export type Source = { path: string; text: string; imports: Import[] };

export function readSources(pattern: string): Source[] {
  return globSync(pattern)
    .toSorted()
    .map((file) => {
      const text = readFileSync(file, "utf8");
      return { path: file, text, imports: importsOf(file, text) };
    });
}

/** The code without its comments, in which a word may well stand that the code may not hold. */
export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/(?<=^|\s)\/\/.*$/gm, "");
}

function importsOf(file: string, text: string): Import[] {
  const statements = /^(?:import|export)\s+(?<type>type\s)?(?:(?<clause>[^;"]*?)\sfrom\s)?"(?<of>[^"]+)"/gm;
  const calls = /\bimport\("(?<of>[^"]+)"\)/g;
  return [...text.matchAll(statements), ...text.matchAll(calls)].map(({ groups }) => ({
    of: resolved(file, groups?.["of"] ?? ""),
    typeOnly: groups?.["type"] !== undefined,
    names: groups !== undefined && "clause" in groups ? namesIn(groups["clause"] ?? "") : ["*"],
  }));
}

function namesIn(clause: string): string[] {
  const [, list] = /\{(.*)\}/s.exec(clause) ?? [];
  if (list === undefined) return clause.includes("*") ? ["*"] : [];
  return list.split(",").flatMap((each) => /^\s*(?:type\s+)?(\w+)/.exec(each)?.[1] ?? []);
}

function resolved(file: string, specifier: string): string {
  return specifier.startsWith(".") ? path.join(path.dirname(file), specifier) : specifier;
}

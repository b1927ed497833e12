/** Decides how the text of a configuration becomes plain values, and what is said where it is no good YAML. */
import { Composer, type CST, type Document, LineCounter, visit, type YAMLError } from "yaml";
import { offsetOfKey, offsetOfValue } from "./yamlPlaces.ts";
import { type Fault, tokensOf } from "./yamlTokens.ts";

/** Counted from one, as editors do. */
export type Position = { line: number; column: number };

export type YamlDocument = {
  /** A key with nothing behind it counts as not set, as when all below it is commented out. */
  value: unknown;
  positionOfValue: (path: readonly PropertyKey[]) => Position;
  positionOfKey: (path: readonly PropertyKey[], key: string) => Position;
};

export type YamlFault = Position & { message: string };

/** Reads one document of YAML 1.2. Never throws. */
export function readYaml(text: string): YamlDocument | { faults: YamlFault[] } {
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const read = tokensOf(text, lines);
  const composed = "faults" in read ? read : compose(read.tokens, text);
  if ("faults" in composed)
    return { faults: composed.faults.map(({ offset, message }) => ({ ...at(offset), message })) };
  const { document, value } = composed;
  return {
    value,
    positionOfValue: (path) => at(offsetOfValue(document, path)),
    positionOfKey: (path, key) => at(offsetOfKey(document, path, key)),
  };
}

function compose(tokens: CST.Token[], text: string): { document: Document; value: unknown } | { faults: Fault[] } {
  const [document] = new Composer({ prettyErrors: false, stringKeys: true }).compose(tokens, true, text.length);
  if (document === undefined) return { faults: [{ offset: 0, message: "The file holds no YAML." }] };
  const faults = [...document.errors, ...document.warnings].map(faultOf);
  faults.push(...faultsOfAliases(document));
  if (faults.length > 0) return { faults };
  try {
    return { document, value: withoutNothing(document.toJS({ maxAliasCount: 10 })) };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { faults: [{ offset: 0, message: "The file's anchors refer to one another too often." }] };
  }
}

/** Known faults in our words, the others in those of the YAML library. */
function faultOf({ code, message, pos }: YAMLError): Fault {
  const [offset] = pos;
  switch (code) {
    case "DUPLICATE_KEY":
      return { offset, message: "This key stands here a second time. Write each key once." };
    case "TAB_AS_INDENT":
      return { offset, message: "Indent with spaces, not with tabs." };
    case "NON_STRING_KEY":
      return { offset, message: "Write a text as the key." };
    default:
      return { offset, message: `This is no good YAML: ${message.replace(/\.$/, "")}.` };
  }
}

function faultsOfAliases(document: Document): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias(_key, alias, above) {
      const offset = alias.range?.[0] ?? 0;
      const anchored = alias.resolve(document);
      if (anchored === undefined) {
        faults.push({ offset, message: "What begins with * needs quotes around it, or an anchor of that name above." });
      } else if (above.includes(anchored)) {
        faults.push({ offset, message: "This refers to what it stands in." });
      }
    },
  });
  return faults;
}

function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (typeof value !== "object" || value === null) return value;
  const set = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(set.map(([key, each]) => [key, withoutNothing(each)]));
}

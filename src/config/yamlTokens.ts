/** Decides how much YAML a configuration may be: what is larger, deeper or more tangled is refused before it costs anything. */
import { type CST, Lexer, type LineCounter, Parser } from "yaml";

/** Something wrong at a place of the text, counted in characters from its start. */
export type Fault = { offset: number; message: string };

export const mostKilobytes = 64;
const mostDepth = 20;
const mostAliases = 10;
const mostEntries = 100;
/** Words, marks, spaces and line breaks. A file with every key set has about a thousand. */
const mostLexemes = 5000;

/** The tokens of a text, or its faults. Stops at the first sign of a text that would take long, since parsing it takes longer than in proportion. */
export function tokensOf(text: string, lines: LineCounter): { tokens: CST.Token[] } | { faults: Fault[] } {
  // The length first: counting the bytes of a huge text takes a while.
  const mostBytes = mostKilobytes * 1024;
  if (text.length > mostBytes || Buffer.byteLength(text) > mostBytes) return refused(0, tooLarge);
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > mostLexemes) return refused(parser.offset, tooMuch);
    for (const token of parser.next(lexeme)) {
      if (token.type === "error") return refused(token.offset, stray);
      tokens.push(token);
    }
    if (parser.stack.length > mostDepth + ofAnyDocument) return refused(parser.offset - lexeme.length, tooDeep);
  }
  tokens.push(...parser.end());
  const faults = faultsIn(tokens);
  return faults.length > 0 ? { faults } : { tokens };
}

export const tooLarge = `The file is larger than ${mostKilobytes} KB.`;
const tooMuch = "From here on the file holds more than any configuration needs.";
const stray = "This belongs to no key: is a bracket or an indent wrong?";
const tooDeep = `Lists and keys stand in one another more than ${mostDepth} deep.`;

/** The parser's stack holds the document and a text beside what stands in one another. */
const ofAnyDocument = 2;

function refused(offset: number, message: string): { faults: Fault[] } {
  return { faults: [{ offset, message }] };
}

function faultsIn(tokens: readonly CST.Token[]): Fault[] {
  const [, second] = tokens.filter((token) => token.type === "document");
  if (second) return refused(second.offset, "A second document begins here. Write one only.").faults;
  return tangles(tokens);
}

function tangles(tokens: readonly CST.Token[]): Fault[] {
  const toVisit = [...tokens];
  let aliases = 0;
  for (const token of toVisit) {
    if (token.type === "tag") return refused(token.offset, "What begins with ! needs quotes around it.").faults;
    if (token.type === "alias" && ++aliases > mostAliases) {
      return refused(token.offset, `The file refers to anchors more than ${mostAliases} times.`).faults;
    }
    const entries = entriesOf(token);
    if (entries.length > mostEntries)
      return refused(token.offset, `More than ${mostEntries} entries begin here.`).faults;
    toVisit.push(...marksOf(token), ...entries.flat());
  }
  return [];
}

/** Each with all that belongs to it. */
function entriesOf(token: CST.Token): CST.Token[][] {
  if (token.type === "document") return token.value ? [[token.value]] : [];
  return "items" in token ? token.items.map(partsOfEntry) : [];
}

/** Anchors and tags before a text of many lines or the document. */
function marksOf(token: CST.Token): CST.Token[] {
  if (token.type === "document") return token.start;
  return "props" in token ? token.props : [];
}

function partsOfEntry({ start, key, sep, value }: CST.CollectionItem): CST.Token[] {
  return [...start, key, ...(sep ?? []), value].filter((part) => part !== undefined && part !== null);
}

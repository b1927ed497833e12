/** Decides which texts are made to be expensive for whoever reads them as YAML: each as large as a configuration may be. */

const size = 64 * 1024;

function filledWith(part: string): string {
  return part.repeat(Math.floor(size / part.length));
}

function lines(line: (index: number) => string): string {
  let text = "";
  for (let index = 0; text.length < size - 300; index += 1) text += `${line(index)}\n`;
  return text;
}

export const yamlBombs: Record<string, string> = {
  "brackets without end": filledWith("["),
  "braces without end": filledWith("{"),
  "brackets that close": "[".repeat(size / 2) + "]".repeat(size / 2),
  "brackets that never opened": filledWith("]"),
  "lists in lists on one line": filledWith("- "),
  "keys in keys on one line": filledWith("? "),
  "keys in brackets": filledWith("{a: "),
  "lists and brackets in turn": filledWith("- ["),
  "each line deeper": Array.from({ length: 350 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
  "ten thousand keys": lines((index) => `k${index}: 1`),
  "ten thousand keys in braces": `{${lines((index) => `k${index},`)}}`,
  "one key again and again": lines(() => "timezone: UTC"),
  "one key without end": `${"a".repeat(size - 10)}: 1`,
  "a long list": `bots:\n${lines((index) => `  - bot${index}`)}`,
  "a long text": `timezone: "${filledWith(String.raw`\x41`).slice(20)}"`,
  "a billion laughs": [
    "a: &a [x, x, x, x, x, x, x, x, x]",
    ..."bcdefghij".split("").map((name, index) => {
      const before = "abcdefghij"[index];
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]`;
    }),
  ].join("\n"),
  "as many laughs as aliases are allowed": [
    "a: &a [[[x, x, x, x], [x, x, x, x]], [[x, x, x, x], [x, x, x, x]]]",
    "b: &b [*a, *a]",
    "c: &c [*b, *b]",
    "d: &d [*c, *c]",
    "e: &e [*d, *d]",
    "bots: [*e, *e]",
  ].join("\n"),
  "a list that holds itself": "bots: &a [*a, *a]",
  "anchors without end": filledWith("&a "),
  "aliases without end": filledWith("*a "),
  "tags without end": filledWith("!!str "),
  "colons without end": filledWith(": "),
  "documents without end": filledWith("---\n"),
  "empty lines without end": filledWith("\n"),
  "spaces without end": filledWith(" "),
  "tabs without end": filledWith("\t"),
  "comments without end": filledWith("#\n"),
  "quotes without end": filledWith('"'),
  "key behind key": lines(() => "a: b: c"),
  "a text over many lines": `timezone: ${filledWith("b\n ").slice(20)}`,
  "a block of many lines": `timezone: |\n${filledWith(" x\n").slice(30)}`,
  "many stars": `bots: []\nenvironments: {production: ["${filledWith("*a").slice(100)}"]}`,
  "many braces": `environments: {production: ["${filledWith("{a,a}").slice(100)}"]}`,
  "many brackets in a pattern": `environments: {production: ['${filledWith("[a]").slice(100)}']}`,
  "larger than a file may be": "a".repeat(50_000_000),
};

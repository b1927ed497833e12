/** Decides how JSON stands in a document: what fits on a line is on one. */
const widest = 130;

export function compactJson(value: unknown, indent = ""): string {
  const line = JSON.stringify(value, null, 1)?.replaceAll(/\n\s*/g, " ") ?? "null";
  if (typeof value !== "object" || value === null || indent.length + line.length <= widest) return line;
  const deeper = `${indent}  `;
  const [open, parts, close] = Array.isArray(value)
    ? ["[", value.map((each) => compactJson(each, deeper)), "]"]
    : ["{", Object.entries(value).map(([key, each]) => `${JSON.stringify(key)}: ${compactJson(each, deeper)}`), "}"];
  return `${open}\n${parts.map((part) => `${deeper}${part}`).join(",\n")}\n${indent}${close}`;
}

/** Decides where in a YAML text the value at a path stands. */
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair } from "yaml";

/**
 * The offset of the value at the path; of its key where the value is a list or holds keys, since that is where people look for it. Where nothing stands
 * there, the place of what is nearest above it.
 */
export function offsetOfValue(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const segment of path) {
    const pair = pairIn(document, node, segment);
    const next: unknown = pair === undefined ? entryIn(document, node, segment) : pair.value;
    const start = pair !== undefined && !isScalar(next) ? startOf(pair.key) : startOf(next);
    if (start === undefined) return offset;
    node = next;
    offset = start;
  }
  return offset;
}

/** The offset of a key in what stands at the path. */
export function offsetOfKey(document: Document, path: readonly PropertyKey[], key: string): number {
  let node: unknown = document.contents;
  for (const segment of path) {
    node = pairIn(document, node, segment)?.value ?? entryIn(document, node, segment);
  }
  return startOf(pairIn(document, node, key)?.key) ?? offsetOfValue(document, path);
}

function pairIn(document: Document, node: unknown, key: PropertyKey): Pair | undefined {
  const map = behindAlias(document, node);
  if (!isMap(map)) return undefined;
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

function entryIn(document: Document, node: unknown, index: PropertyKey): unknown {
  const list = behindAlias(document, node);
  return isSeq(list) && typeof index === "number" ? list.items[index] : undefined;
}

function behindAlias(document: Document, node: unknown): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

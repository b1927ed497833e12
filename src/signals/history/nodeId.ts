/** Decides which number a global id of GitHub stands for, where the API tells none: both forms in use hold it, though GitHub does not promise so. */

/** Null for an id of another form. */
export function databaseIdOf(node: string): number | null {
  const isNew = /^[A-Z]+_[\w-]+$/.test(node);
  const bytes = Buffer.from(isNew ? node.slice(node.indexOf("_") + 1) : node, "base64url");
  return isNew ? lastNumberOf(bytes) : oldNumberOf(bytes.toString("latin1"));
}

/** `05:Label123`: how many letters the type has, the type, the number. */
function oldNumberOf(text: string): number | null {
  const digits = /^0\d{1,2}:[A-Za-z]+(?<number>\d{1,15})$/.exec(text)?.groups?.["number"];
  return digits === undefined ? null : Number(digits);
}

/** A list in MessagePack whose last entry is the number, as 32 or 64 bits. */
function lastNumberOf(bytes: Buffer): number | null {
  if ((bytes[0] ?? 0) >> 4 !== 0x9) return null;
  if (bytes.at(-5) === 0xce) return bytes.readUInt32BE(bytes.length - 4);
  if (bytes.length < 9 || bytes.at(-9) !== 0xcf) return null;
  const number = bytes.readBigUInt64BE(bytes.length - 8);
  return number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : null;
}

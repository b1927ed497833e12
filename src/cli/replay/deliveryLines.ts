/** Decides how a file of deliveries is read: one JSON object a line, each bad line told by its number and skipped. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import split from "split2";
import { z } from "zod";
import { messageOf } from "../../errors.ts";
import { readInstant } from "../../instant.ts";
import type { Delivery } from "../../signals/delivery.ts";

/** A line, or the end of what could be read of the file. `file` and `line` say where, for a person. */
export type DeliveryLine =
  | { kind: "delivery"; file: string; line: number; delivery: Delivery; bytes: number }
  | { kind: "bad"; file: string; line: number; reason: string }
  | { kind: "unreadable"; file: string; line: number; reason: string };

/** GitHub sends at most 25 MiB; a line far longer is not a delivery, and is not held in memory. */
const longestLine = 64 * 1024 * 1024;

const lineSchema = z.object({
  id: z.string().min(1),
  event: z.string().min(1),
  received_at: z.unknown().transform((value, context) => {
    const instant = readInstant(value);
    if (instant !== null) return instant;
    context.addIssue("is no ISO 8601 time with an offset");
    return z.NEVER;
  }),
  payload: z.record(z.string(), z.unknown()),
});

/** `-` is stdin; a name that ends in `.gz` is unpacked. Never throws: what cannot be read is told as the file's last line. */
export async function* deliveryLines(file: string, onBytes: (count: number) => void): AsyncGenerator<DeliveryLine> {
  let line = 0;
  try {
    for await (const text of linesOf(file, onBytes)) {
      line += 1;
      if (text.trim() !== "") yield readLine(file, line, text);
    }
  } catch (error) {
    yield { kind: "unreadable", file, line: line + 1, reason: messageOf(error) };
  }
}

/** Bytes to be read of all files, for telling how far a replay is; null if one of them is stdin or not there. */
export async function sizeOf(files: readonly string[]): Promise<number | null> {
  if (files.includes("-")) return null;
  try {
    const sizes = await Promise.all(files.map((file) => stat(file)));
    return sizes.reduce((sum, { size }) => sum + size, 0);
  } catch {
    // A file that is not there is told when its turn comes.
    return null;
  }
}

function linesOf(file: string, onBytes: (count: number) => void): AsyncIterable<string> {
  const source: Readable = file === "-" ? process.stdin : createReadStream(file);
  source.on("data", (chunk: Buffer) => onBytes(chunk.length));
  // Split at line feeds alone: JSON strings may hold U+2028, which some readers take for a line's end.
  const lines = split("\n", { maxLength: longestLine });
  return (file.endsWith(".gz") ? source.compose(createGunzip()) : source).compose(lines);
}

function readLine(file: string, line: number, text: string): DeliveryLine {
  const bad = (reason: string): DeliveryLine => ({ kind: "bad", file, line, reason });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return bad(`not JSON: ${withoutExcerpt(error)}`);
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) return bad(`not a delivery: ${firstFault(parsed.error)}`);
  const { id, event, received_at: receivedAt, payload } = parsed.data;
  return { kind: "delivery", file, line, delivery: { id, event, receivedAt, payload }, bytes: text.length };
}

/** Node quotes the text that it could not parse, which is a stranger's. */
function withoutExcerpt(error: unknown): string {
  return messageOf(error)
    .replace(/,? ?(\.\.\.)?"[\s\S]*/, "")
    .trim();
}

function firstFault(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join(".") || "the line"}: ${issue.message}` : "it does not have the right shape";
}

/** Decides how a file of deliveries is read: one JSON object a line, each bad line told by its number and skipped. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { z } from "zod";
import { messageOf } from "../../errors.ts";
import { readInstant } from "../../instant.ts";
import type { Delivery } from "../../signals/delivery.ts";
import { type Line, linesIn } from "./lines.ts";
import { readAhead } from "./readAhead.ts";
import { unpacked } from "./unpack.ts";

/** A line, or the end of what could be read of the file. `file` and `line` say where, for a person. */
export type DeliveryLine =
  | { kind: "delivery"; file: string; line: number; delivery: Delivery; bytes: number }
  | { kind: "bad"; file: string; line: number; reason: string }
  | { kind: "unreadable"; file: string; line: number; reason: string };

/** GitHub sends at most 25 MiB; a line far longer is not a delivery, and is not held in memory. */
const longestLine = 64 * 1024 * 1024;

/** Both come in a header of the webhook: printable ASCII, which any database can hold. */
const headerValue = z.string().regex(/^[\x20-\x7e]{1,200}$/, "expected printable characters");

const lineSchema = z.object({
  id: headerValue,
  event: headerValue,
  received_at: z.unknown().transform((value, context) => {
    const instant = readInstant(value);
    if (instant !== null) return instant;
    context.addIssue("expected a time like 2026-03-02T09:14:00Z");
    return z.NEVER;
  }),
  payload: z.record(z.string(), z.unknown(), "expected an object"),
});

/** `-` is stdin; a name that ends in `.gz` is unpacked. Never throws: what cannot be read is told as the file's last line. */
export async function* deliveryLines(file: string, onBytes: (count: number) => void): AsyncGenerator<DeliveryLine> {
  let line = 0;
  try {
    for await (const text of linesOf(file, onBytes)) {
      line += 1;
      if (text === null || text.trim() !== "") yield readLine(file, line, text);
    }
  } catch (error) {
    yield { kind: "unreadable", file, line: line + 1, reason: reasonOf(error) };
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

/** Large enough that fetching costs little, small enough that two of them, unpacked, are no load. */
const chunkBytes = 512 * 1024;

function linesOf(file: string, onBytes: (count: number) => void): AsyncGenerator<Line> {
  const stream = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: chunkBytes });
  const source: AsyncIterable<Buffer> = counted(stream, onBytes);
  return linesIn(readAhead(file.endsWith(".gz") ? unpacked(source) : source), longestLine);
}

async function* counted(source: AsyncIterable<Buffer>, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    onBytes(chunk.length);
    yield chunk;
  }
}

const reasons: Record<string, string> = {
  ENOENT: "there is no such file",
  EACCES: "this user may not read it",
  EISDIR: "it is a folder; name the files in it",
  Z_DATA_ERROR: "what is left is not packed with gzip, or damaged",
  Z_BUF_ERROR: "the packed file ends too early; perhaps it was not copied to its end",
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? messageOf(error);
}

function readLine(file: string, line: number, text: Line): DeliveryLine {
  const bad = (reason: string): DeliveryLine => ({ kind: "bad", file, line, reason });
  if (text === null) return bad("longer than any delivery can be");
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

/** Node quotes the text that it could not parse, which is a stranger's; and a delivery is one line, of which only the column is news. */
function withoutExcerpt(error: unknown): string {
  return messageOf(error)
    .replace(/,? ?(\.\.\.)?"[\s\S]*/, "")
    .replace(/ \(line 1 column \d+\)$/, "")
    .replace(/Unexpected token '[^\x20-\x7e]+'/, "unexpected character")
    .trim();
}

function firstFault(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue
    ? `${issue.path.join(".") || "the line"}: ${issue.message.replace("Invalid input: ", "")}`
    : "it does not have the right shape";
}

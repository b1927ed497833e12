/** Decides how much of a request's body is read, and when it is too much. */
import type { IncomingMessage } from "node:http";

/** `gone`: the sender left, or the server cut it off for being slow. */
export type RawBody = { kind: "whole"; bytes: Buffer } | { kind: "too-large" | "busy" | "gone" };

/** The bytes that one request holds of the budget; `close` gives them back. */
export type Holding = { grow: (bytes: number) => boolean; close: () => void };

/** Bounds what all open requests together keep in memory, however many senders there are. */
export function createByteBudget(limitBytes: number): () => Holding {
  let takenBytes = 0;
  return () => {
    let heldBytes = 0;
    return {
      grow(bytes) {
        if (takenBytes + bytes > limitBytes) return false;
        takenBytes += bytes;
        heldBytes += bytes;
        return true;
      },
      close() {
        takenBytes -= heldBytes;
        heldBytes = 0;
      },
    };
  };
}

/** How long the body says that it is; 0 if it does not say. */
export function announcedBytes(request: IncomingMessage): number {
  return Number(request.headers["content-length"] ?? 0);
}

/** Reads the body up to the limit, whatever it announced. The request stays usable whatever comes out. */
export async function readRawBody(request: IncomingMessage, limitBytes: number, holding: Holding): Promise<RawBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of chunksOf(request)) {
      size += chunk.length;
      if (size > limitBytes) return { kind: "too-large" };
      if (!holding.grow(chunk.length)) return { kind: "busy" };
      chunks.push(chunk);
    }
  } catch {
    // The only failure of reading is that the connection broke; there is nobody left to answer.
    return { kind: "gone" };
  }
  return request.complete ? { kind: "whole", bytes: Buffer.concat(chunks, size) } : { kind: "gone" };
}

/**
 * Reads on and throws away, so that a sender in the middle of its body gets to read the answer: closing at once would reset the connection
 * and take the answer with it. Ends with the body, after so many bytes, or after so long.
 */
export async function discardRest(request: IncomingMessage, limitBytes: number, milliseconds: number): Promise<void> {
  const timer = setTimeout(() => request.destroy(), milliseconds);
  let size = 0;
  try {
    for await (const chunk of chunksOf(request)) {
      size += chunk.length;
      if (size > limitBytes) break;
    }
  } catch {
    // It left; the answer is lost on it, and nothing else is.
  } finally {
    clearTimeout(timer);
  }
}

/** Unlike plain iteration it leaves the connection open when the loop is left early. */
function chunksOf(request: IncomingMessage): AsyncIterable<Buffer> {
  const iterator: AsyncIterator<Buffer> = request.iterator({ destroyOnReturn: false });
  return { [Symbol.asyncIterator]: () => iterator };
}

/** Decides how a packed file is unpacked, so that what came before a damage is not lost. */
import { once } from "node:events";
import { createGunzip, type Gunzip } from "node:zlib";

/**
 * The unpacked bytes, as far as they can be had; then throws if the rest is damaged or missing. A stream that fails throws away what it has
 * unpacked and nobody has read yet: therefore each packed chunk is unpacked to its end before the next one is taken.
 */
export async function* unpacked(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const ready: Buffer[] = [];
  gunzip.on("data", (chunk: Buffer) => ready.push(chunk));
  for await (const chunk of packed) {
    const failure = await written(gunzip, chunk);
    yield* ready.splice(0);
    if (failure) throw failure;
  }
  const failure = await ended(gunzip);
  yield* ready.splice(0);
  if (failure) throw failure;
}

/** Null once the chunk is unpacked. A write that fails never calls back. */
function written(gunzip: Gunzip, chunk: Buffer): Promise<Error | null> {
  return new Promise((resolve) => {
    gunzip.once("error", resolve);
    gunzip.write(chunk, () => {
      gunzip.off("error", resolve);
      resolve(null);
    });
  });
}

async function ended(gunzip: Gunzip): Promise<Error | null> {
  try {
    gunzip.end();
    await once(gunzip, "end");
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

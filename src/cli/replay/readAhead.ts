/** Decides that the next part of a file is fetched while the one before it is worked on. */

/** The same parts in the same order, one of them in advance: unpacking runs beside the main thread, which would otherwise wait for it. */
export async function* readAhead<T>(source: AsyncIterable<T>): AsyncGenerator<T> {
  const parts = source[Symbol.asyncIterator]();
  try {
    for (let next = fetched(parts); ;) {
      const { done, value } = await next;
      if (done) return;
      next = fetched(parts);
      yield value;
    }
  } finally {
    await parts.return?.();
  }
}

function fetched<T>(parts: AsyncIterator<T>): Promise<IteratorResult<T>> {
  const next = parts.next();
  // A failure is met when its turn comes; until then nobody waits for it.
  next.catch(() => {});
  return next;
}

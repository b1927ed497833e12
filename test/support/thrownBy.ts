/** Decides how a test gets hold of what a promise threw, to look at more than its message. */

export async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error("expected a rejection, and nothing was thrown");
    },
    (thrown: unknown) => thrown,
  );
}

/** Decides how long something outside is waited for. */

/** The work went on, and may even have come to its end, but nobody waited for it. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** What the work comes to, or a NoAnswer if that takes longer; what it comes to later is of no interest to anybody then. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Decides how two commits that are to be compared are written down as one subject of due work. */

export type CommitPair = { base: string; head: string };

export function pairOf({ base, head }: CommitPair): string {
  return `${base}...${head}`;
}

export function pairIn(subject: string): CommitPair | null {
  const [base, head] = subject.split("...");
  return base && head ? { base, head } : null;
}

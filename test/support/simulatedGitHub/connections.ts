/** Decides how the simulated GitHub pages: cursors are positions, and say nothing of what changed since. */

export type Paging = { first?: number | null; after?: string | null };

export function connection(all: readonly unknown[], { first, after }: Paging): object {
  if (typeof first !== "number" || first < 1 || first > 100) throw new Error("`first` has to be between 1 and 100");
  const from = after ? Number(Buffer.from(after, "base64url").toString().slice("cursor:".length)) : 0;
  const nodes = all.slice(from, from + first);
  const to = from + nodes.length;
  return {
    nodes,
    totalCount: all.length,
    pageInfo: { hasNextPage: to < all.length, endCursor: Buffer.from(`cursor:${to}`).toString("base64url") },
  };
}

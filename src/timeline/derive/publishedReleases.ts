/** Decides which merges each published release, and each that was packaged, was the first to contain. */
import type { Instant } from "../../instant.ts";
import { earlier } from "../../instant.ts";
import type { Fact } from "../../signals/signal.ts";
import type { PublishedRelease } from "./knowledge.ts";
import type { Mainline, Merge } from "./mainline.ts";

/** Published releases by time. Its tag's commit says what a release contains; where no push told it, everything merged before the tag. */
export function publishedReleases(
  facts: readonly Fact[],
  mainline: Mainline,
  merges: readonly Merge[],
): PublishedRelease[] {
  return withMerges(publications(facts), facts, mainline, merges);
}

/** The same with packages: of each tag what was published first, the release or a package. A package alone releases nothing to users. */
export function packagings(facts: readonly Fact[], mainline: Mainline, merges: readonly Merge[]): PublishedRelease[] {
  const first = new Map<string, Publication>();
  for (const each of [...publications(facts), ...packagesPublished(facts)].toSorted(byTime)) {
    if (!first.has(each.tag)) first.set(each.tag, each);
  }
  return withMerges([...first.values()], facts, mainline, merges);
}

function withMerges(
  published: readonly Publication[],
  facts: readonly Fact[],
  mainline: Mainline,
  merges: readonly Merge[],
): PublishedRelease[] {
  const tags = new Map(
    facts.flatMap((fact) => (fact.signal.kind === "tag-created" ? [[fact.signal.tag, fact] as const] : [])),
  );
  const begun = beginnings(facts);
  const contained = new Set<number>();
  return published.map(({ tag, target, at, fact }) => {
    const isIn = containment(tags.get(tag), target, at, mainline);
    const carries = merges.filter((merge) => !contained.has(merge.number) && isIn(merge)).map(({ number }) => number);
    for (const number of carries) contained.add(number);
    const begunAt = earlier(begun.get(tag) ?? at, at);
    return { tag, begunAt, publishedAt: at, carries: carries.toSorted((a, b) => a - b), fact };
  });
}

/** When each tag was first heard of, by its draft or by itself. */
function beginnings(facts: readonly Fact[]): Map<string, Instant> {
  const first = new Map<string, Instant>();
  for (const { signal, at } of facts) {
    if (signal.kind !== "release" && signal.kind !== "tag-created") continue;
    first.set(signal.tag, earlier(first.get(signal.tag) ?? at, at));
  }
  return first;
}

type Publication = { tag: string; target: string; at: Instant; fact: Fact };

/** A release counts once, however many events told of its publication. */
function publications(facts: readonly Fact[]): Publication[] {
  const first = new Map<number, Publication>();
  for (const fact of facts.toSorted(byTime)) {
    const { signal, at } = fact;
    if (signal.kind !== "release" || signal.state !== "published" || first.has(signal.release)) continue;
    first.set(signal.release, { tag: signal.tag, target: signal.target, at, fact });
  }
  return [...first.values()];
}

/** A package that names no tag is one of its own. */
function packagesPublished(facts: readonly Fact[]): Publication[] {
  return facts.flatMap((fact) => {
    const { signal, at } = fact;
    if (signal.kind !== "package-published") return [];
    const tag = signal.tag ?? `package version ${signal.version}`;
    return [{ tag, target: signal.commit ?? "", at, fact }];
  });
}

function byTime(a: { at: Instant }, b: { at: Instant }): number {
  return a.at < b.at ? -1 : Number(a.at > b.at);
}

function containment(
  tag: Fact | undefined,
  target: string,
  publishedAt: Instant,
  { positionOf }: Mainline,
): (merge: Merge) => boolean {
  const sha = tag?.signal.kind === "tag-created" ? tag.signal.sha : null;
  const end = positionOf(sha ?? target);
  if (end === null) return ({ mergedAt }) => mergedAt <= (tag?.at ?? publishedAt);
  return (merge) => {
    const position = positionOf(merge.sha);
    return position !== null && position <= end;
  };
}

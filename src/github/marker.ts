/** Decides the hidden marks by which the app finds its own texts again. */
import type { RepositoryAddress } from "./github.ts";

/** An HTML comment, which GitHub keeps and does not show. It names no secret: anyone can read and paste it, so it proves nothing by itself. */
export function commentMarker(repository: RepositoryAddress, number: number): string {
  return `<!-- throughline:pull-request-comment v1 repository=${repository.id} number=${number} -->`;
}

/** Of a summary issue: by the repository in which it stands. */
export function weeklyMarker(repository: RepositoryAddress, week: string): string {
  return `<!-- throughline:weekly-summary v1 repository=${repository.id} week=${week} -->`;
}

/** Of the answer to one comment. */
export function replyMarker(repository: RepositoryAddress, comment: number): string {
  return `<!-- throughline:reply v1 repository=${repository.id} comment=${comment} -->`;
}

/** Whether it is that text. Its mark is the last: one before it stands in a title that somebody made to look like it. */
export function bears(body: string, marker: string): boolean {
  const at = body.lastIndexOf(marker);
  return at >= 0 && at === body.lastIndexOf("<!-- throughline:");
}

/** At the end, where a preview or a plain mail that shows HTML comments does not begin with it. */
export function withMarker(body: string, marker: string): string {
  return `${body.trimEnd()}\n\n${marker}`;
}

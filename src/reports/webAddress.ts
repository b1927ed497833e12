/** Decides which pages of GitHub a text links to. */

/** Where people see GitHub: `https://github.com`, or a GitHub Enterprise Server. */
export type Web = string;

export const gitHubWeb: Web = "https://github.com";

/**
 * An issue or pull request by an address of which GitHub takes no note on that item: a summary names the same old work week after week. Only github.com
 * has such an address (github/docs#35987); null elsewhere.
 */
export function quietItemUrl(web: Web, repository: string, number: number): string | null {
  return web === gitHubWeb ? `https://redirect.github.com/${repository}/issues/${number}` : null;
}

/** The form for a new issue, filled in; the words are the app's own. */
export function newIssueUrl(web: Web, repository: string, { title, label }: { title: string; label: string }): string {
  const filled = new URLSearchParams({ labels: label, title });
  return `${web}/${repository}/issues/new?${filled.toString()}`;
}

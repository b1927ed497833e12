/** Decides which signs tell of an AI agent wherever they are seen; a repository's own list comes on top. */

/** Logins and addresses in lower case, globs for branches, globs in normal form for labels. */
export type AiSignals = {
  authors: readonly string[];
  /** E-mail addresses of `Co-authored-by` lines. */
  trailers: readonly string[];
  branches: readonly string[];
  labels: readonly string[];
};

/**
 * Kept by hand, from what the agents write by themselves. Each is a whole login or a whole address: a person called Claude and a person at cursor.com are
 * nobody on this list. Reviewing bots are not on it, since reviewing is no authorship.
 */
export const knownAgents: AiSignals = {
  authors: [
    // GitHub's coding agent opens pull requests as `Copilot` (github.com/anthropics/claude-code-action/issues/903) and commits as its app.
    "copilot",
    "copilot-swe-agent[bot]",
    // The accounts in github.com/chaoss/ai-detection-action, utils.go.
    "claude[bot]",
    "cursor[bot]",
    "devin-ai-integration[bot]",
    "chatgpt-codex-connector[bot]",
    // Author of the pull requests that jules.google opens; its account's id is in the address below.
    "google-labs-jules[bot]",
  ],
  trailers: [
    // Claude Code's default (github.com/anthropics/claude-code/issues/29999), and its app.
    "noreply@anthropic.com",
    "209825114+claude[bot]@users.noreply.github.com",
    // Copilot's coding agent (chaoss/ai-detection-action), and its command line, in whose commits the second one stands.
    "198982749+copilot@users.noreply.github.com",
    "223556219+copilot@users.noreply.github.com",
    // Cursor's editor (github.com/nuxeo/nuxeo-web-ui/pull/3497), and its app.
    "cursoragent@cursor.com",
    "206951365+cursor[bot]@users.noreply.github.com",
    // The apps of Devin and of Codex (chaoss/ai-detection-action).
    "158243242+devin-ai-integration[bot]@users.noreply.github.com",
    "199175422+chatgpt-codex-connector[bot]@users.noreply.github.com",
    // Codex on the command line, and Jules: the addresses in the commits that they make.
    "noreply@openai.com",
    "161369871+google-labs-jules[bot]@users.noreply.github.com",
  ],
  branches: [
    // github.com/github/docs/pull/43520
    "copilot/*",
    // github.com/coderbuds/ai-detector, rules/openai-codex.yml and rules/jules.yml: a Jules branch is named after its task's number.
    "codex/*",
    "jules-[0-9]*",
    // The folders in which Claude Code, Cursor's background agents and Devin make their branches unless they are told otherwise.
    "claude/*",
    "cursor/*",
    "devin/*",
  ],
  // Codex puts it on the pull requests that it opens (coderbuds/ai-detector, rules/openai-codex.yml).
  labels: ["codex"],
};

/** How lines begin with which agents sign the description of a pull request. Each stands on a line of its own. */
export const knownFooters: readonly { agent: string; begins: string }[] = [
  // docs.claude.com, settings: attribution.pr
  { agent: "claude-code", begins: "Generated with [Claude Code](https://claude." },
  // github.com/nuxeo/nuxeo-web-ui/pull/3497
  { agent: "cursor", begins: "Made with [Cursor](https://cursor.com" },
  // github.com/coderbuds/ai-detector, rules/devin.yml, rules/openai-codex.yml and rules/jules.yml
  { agent: "devin", begins: "Link to Devin run: https://app.devin.ai/" },
  { agent: "devin", begins: "Link to Devin session: https://app.devin.ai/" },
  { agent: "codex", begins: "https://chatgpt.com/codex/tasks/" },
  { agent: "codex", begins: "https://chatgpt.com/codex/cloud/tasks/" },
  { agent: "codex", begins: "[Codex Task](https://chatgpt.com/codex/tasks/" },
  { agent: "jules", begins: "PR created automatically by Jules for task " },
];

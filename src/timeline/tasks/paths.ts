/** Decides what a push touches by the paths of its files. */
import picomatch from "picomatch";

const globs = {
  documentation: ["**/doc{,s}/**", "**/*.{md,mdx,rst,adoc}", "**/adr{,s}/**", "**/*runbook*{,/**}"],
  runbooks: ["**/*runbook*{,/**}"],
  migrations: ["**/migration{,s}/**", "**/db/migrate/**"],
  workflows: [".github/workflows/**"],
  configuration: [".github/throughline.yml"],
} as const;

export type Touched = keyof typeof globs;

const matchers = {
  documentation: matching(globs.documentation),
  runbooks: matching(globs.runbooks),
  migrations: matching(globs.migrations),
  workflows: matching(globs.workflows),
  configuration: matching(globs.configuration),
} satisfies Record<Touched, (path: string) => boolean>;

/** Whether any of the paths is one of those; docs hold ADRs and runbooks too. */
export function touches(paths: readonly string[], what: Touched): boolean {
  return paths.some(matchers[what]);
}

function matching(patterns: readonly string[]): (path: string) => boolean {
  const matches = picomatch([...patterns], { dot: true, nocase: true });
  return (path) => matches(path);
}

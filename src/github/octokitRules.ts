/** Decides which requests the rules of a branch are read with, and how several become one. */
import { z } from "zod";
import type { BranchRules, RequiredCheck } from "../signals/signal.ts";
import { address, ask, nameOf, type OctokitFor, once } from "./ask.ts";
import { isGone } from "./failure.ts";
import { GitHubFailure, type RepositoryAddress } from "./github.ts";

const perPage = 100;
const mostPages = 5;

/** Rulesets of the repository and of those above it, and classic protection as far as it is shown without the right to administer. */
export async function branchRules(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  branch: string,
): Promise<BranchRules | null> {
  const classic = await protectionOf(octokitFor, repository, branch);
  if (classic === null) return null;
  const rules = await rulesetsOf(octokitFor, repository, branch);
  return merged(branch, rules, classic);
}

/** All of them hold, so the strictest number of approvals counts, and every check. */
function merged(branch: string, rules: readonly Rule[], { protection }: Branch): BranchRules {
  const isClassic = protection?.enabled === true;
  const asked = rules.flatMap((rule) => (rule?.type === "pull_request" ? [rule.parameters.approvals] : []));
  const strictest = asked.length === 0 ? null : Math.max(...asked);
  const checks = [
    ...rules.flatMap((rule) => (rule?.type === "required_status_checks" ? rule.parameters.checks : [])),
    ...(isClassic ? classicChecks(protection) : []),
  ];
  return {
    branch,
    checks: inOneOrder(checks),
    // Classic protection may ask for more than none, and does not say.
    approvals: isClassic && strictest === 0 ? null : strictest,
    isClassic,
  };
}

function classicChecks({ required_status_checks: required }: NonNullable<Branch["protection"]>): RequiredCheck[] {
  if (!required || required.enforcement_level === "off") return [];
  const { checks, contexts } = required;
  if (checks.length > 0) return checks;
  return contexts.map((name) => ({ name, appId: null }));
}

function inOneOrder(checks: readonly RequiredCheck[]): RequiredCheck[] {
  const each = new Map(checks.map((check) => [`${check.name} ${check.appId ?? ""}`, check]));
  return [...each].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, check]) => check);
}

const rulesetCheck = z
  .object({ context: z.string(), integration_id: z.number().nullish() })
  .transform(({ context, integration_id: appId }) => ({ name: context, appId: appId ?? null }));

/** Null for a rule of a kind that says nothing of approvals and checks. */
const ruleShape = z.union([
  z.object({
    type: z.literal("pull_request"),
    parameters: z
      .object({ required_approving_review_count: z.int().nonnegative() })
      .transform(({ required_approving_review_count: approvals }) => ({ approvals })),
  }),
  z.object({
    type: z.literal("required_status_checks"),
    parameters: z
      .object({ required_status_checks: z.array(rulesetCheck) })
      .transform(({ required_status_checks: checks }) => ({ checks })),
  }),
  z.unknown().transform(() => null),
]);
type Rule = z.infer<typeof ruleShape>;

const branchShape = z.object({
  protection: z
    .object({
      enabled: z.boolean().default(false),
      required_status_checks: z
        .object({
          enforcement_level: z.string().nullish(),
          contexts: z.array(z.string()).default([]),
          checks: z
            .array(
              z
                .object({ context: z.string(), app_id: z.number().nullish() })
                .transform(({ context, app_id: appId }) => ({ name: context, appId: appId ?? null })),
            )
            .default([]),
        })
        .nullish(),
    })
    .nullish(),
});
type Branch = z.infer<typeof branchShape>;

async function protectionOf(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  branch: string,
): Promise<Branch | null> {
  const to = `show the protection of ${branch} in ${nameOf(repository)}`;
  return ask({ kind: "read", to }, branchShape.nullable(), async () => {
    const octokit = await octokitFor(repository.installationId);
    try {
      const response = await octokit.request("GET /repos/{owner}/{repo}/branches/{branch}", {
        ...address(repository),
        branch,
        ...once,
      });
      return response.data;
    } catch (thrown) {
      // An empty repository has no branch, or the app may not see it.
      if (isGone(thrown)) return null;
      throw thrown;
    }
  });
}

/** None where this GitHub, or the plan of the repository's owner, has no rulesets. */
async function rulesetsOf(octokitFor: OctokitFor, repository: RepositoryAddress, branch: string): Promise<Rule[]> {
  const rules: Rule[] = [];
  try {
    for (let page = 1; page <= mostPages; page += 1) {
      const found = await pageOf(octokitFor, repository, { branch, page });
      rules.push(...found);
      if (found.length < perPage) break;
    }
  } catch (thrown) {
    const isLacking = thrown instanceof GitHubFailure && thrown.meaning === "refused";
    if (isLacking && (thrown.status === 404 || /upgrade/i.test(causeOf(thrown)))) return [];
    throw thrown;
  }
  return rules;
}

async function pageOf(
  octokitFor: OctokitFor,
  repository: RepositoryAddress,
  { branch, page }: { branch: string; page: number },
): Promise<Rule[]> {
  const to = `list the rules of ${branch} in ${nameOf(repository)}`;
  return ask({ kind: "read", to }, z.array(ruleShape), async () => {
    const octokit = await octokitFor(repository.installationId);
    const response = await octokit.request("GET /repos/{owner}/{repo}/rules/branches/{branch}", {
      ...address(repository),
      branch,
      per_page: perPage,
      page,
      ...once,
    });
    return response.data;
  });
}

function causeOf({ cause }: GitHubFailure): string {
  return cause instanceof Error ? cause.message : "";
}

/** Decides what kind of environment a deployment went to. */
import { nameMatcher } from "../../config/globs.ts";
import type { RepositoryConfig } from "../../config/repositoryConfig.ts";
import type { Fact } from "../../signals/signal.ts";
import type { EnvironmentKind } from "./knowledge.ts";

export type DeploymentSignal = Fact["signal"] & { kind: "deployment" };

/** By the configured globs, in any case of letters, or GitHub's own production mark. Pages and transient environments are neither. */
export function environmentKinds(
  environments: RepositoryConfig["environments"],
): (signal: DeploymentSignal) => EnvironmentKind {
  const isProduction = nameMatcher(environments.production);
  const isStaging = nameMatcher(environments.staging);
  return ({ environment, production, transient }) => {
    if (transient || environment === "github-pages") return "other";
    if (production || isProduction(environment)) return "production";
    return isStaging(environment) ? "staging" : "other";
  };
}

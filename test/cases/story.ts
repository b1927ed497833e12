/** Decides what a case is: stories that share one repository and one time, each with what is expected of it. */
import type { Scenario, ScenarioRepository } from "../support/scenario.ts";
import type { ExpectedDeployment, ExpectedItem, ExpectedPullRequest } from "../support/scenario/expectation.ts";

export type Story = {
  title: string;
  tell: (scenario: Scenario) => void;
  items: ExpectedItem[];
  pullRequests?: ExpectedPullRequest[];
  deployments?: ExpectedDeployment[];
};

export type Case = {
  year: number;
  repository: ScenarioRepository;
  /** The moment for which open work is read. */
  now: string;
  stories: Story[];
};

/** The simulated GitHub, reached over HTTP by the client of a person, as a GitHub Enterprise Server is. */
import { Octokit } from "@octokit/rest";
import { expect, onTestFinished, test } from "vitest";
import { octokitHistory } from "../../../src/github/history/octokitHistory.ts";
import { march } from "../../cases/march.ts";
import { play } from "../../cases/runCase.ts";
import { listen } from "../../support/simulatedGitHub/listen.ts";
import { repositoryModel } from "../../support/simulatedGitHub/repositoryModel.ts";
import { simulatedGitHub } from "../../support/simulatedGitHub/simulatedGitHub.ts";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

test("answers GraphQL and REST to who has the token, and refuses the others", async () => {
  const gitHub = simulatedGitHub(repositoryModel(play(march).deliveries));
  const { apiUrl, close } = await listen(gitHub, "right");
  onTestFinished(close);
  const [owner = "", name = ""] = march.repository.fullName.split("/");
  const shown = (token: string) =>
    octokitHistory(async () => new Octokit({ auth: token, baseUrl: apiUrl, log: silent })).repository({
      id: 0,
      owner,
      name,
      installationId: 0,
    });
  expect(await shown("right")).toMatchObject({ fullName: march.repository.fullName });
  expect(gitHub.requests).toEqual(["POST /api/graphql Repository", `GET /api/v3/repos/${owner}/${name}/labels`]);
  await expect(shown("wrong")).rejects.toMatchObject({ status: 401 });
});

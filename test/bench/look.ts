/** Decides how long a look takes at a thousand pull requests and a thousand issues, read over HTTP from the simulated GitHub: `npm run bench:look`. */
import { lookCommandIn } from "../../src/cli/look.ts";
import { busyTeam, lookedAt } from "../support/lookHistories.ts";
import { listen } from "../support/simulatedGitHub/listen.ts";
import { repositoryModel } from "../support/simulatedGitHub/repositoryModel.ts";
import { simulatedGitHub } from "../support/simulatedGitHub/simulatedGitHub.ts";

const count = 1000;
const mostSeconds = 60;

const gitHub = simulatedGitHub(repositoryModel(busyTeam(count)));
const { fetch } = gitHub;
let answering = 0;
// What GitHub takes is not ours to be quick in; its simulation is slower than it.
gitHub.fetch = async (url, init) => {
  const begun = performance.now();
  const answer = await fetch(url, init);
  answering += performance.now() - begun;
  return answer;
};
const { host, close } = await listen(gitHub);
process.env["GITHUB_TOKEN"] = "any";
const command = lookCommandIn({ now: () => lookedAt, sleep: async () => {}, askGh: async () => null });
const used = process.cpuUsage();
const begun = performance.now();
await command.run(["acme/busy", "--github", `http://${host}`], {
  result: (line) => console.log(line),
  note: (line) => console.error(line),
});
const cpu = process.cpuUsage(used);
const seconds = (performance.now() - begun) / 1000;
await close();
console.log(
  `\n${count} pull requests and ${count} issues: ${seconds.toFixed(1)} s (${(cpu.user / 1e6).toFixed(1)} s of one core), of which the simulated GitHub took ${(answering / 1000).toFixed(1)} s; ${gitHub.requests.length} requests, ${gitHub.points()} points.`,
);
if (seconds > mostSeconds) process.exitCode = 1;

/** Which GitHub a person means, and with which token it is asked. */
import { expect, test } from "vitest";
import { gitHubAccessIn } from "../../src/config/gitHubAccess.ts";

const cloud = { apiUrl: "https://api.github.com", webUrl: "https://github.com", host: "github.com" };
const ghes = { apiUrl: "https://ghe.example.com/api/v3", webUrl: "https://ghe.example.com", host: "ghe.example.com" };

test.for([
  ["nothing is set", {}, null, { ...cloud, token: null }],
  ["GITHUB_TOKEN counts before GH_TOKEN", { GH_TOKEN: "b", GITHUB_TOKEN: "a" }, null, { ...cloud, token: "a" }],
  ["an empty variable is none", { GITHUB_TOKEN: "", GH_TOKEN: "b" }, null, { ...cloud, token: "b" }],
  [
    "GHE_HOST names the server of the app",
    { GHE_HOST: "ghe.example.com", GITHUB_TOKEN: "a" },
    null,
    { ...ghes, token: "a" },
  ],
  [
    "what is written counts before what is set",
    { GHE_HOST: "ghe.example.com", GITHUB_TOKEN: "a" },
    "github.com",
    { ...cloud, token: "a" },
  ],
  [
    "a server has tokens of its own",
    { GITHUB_TOKEN: "a", GITHUB_ENTERPRISE_TOKEN: "c", GH_ENTERPRISE_TOKEN: "b" },
    "ghe.example.com",
    { ...ghes, token: "b" },
  ],
  ["github.com does not get them", { GH_ENTERPRISE_TOKEN: "b" }, null, { ...cloud, token: null }],
  [
    "by http, on a port",
    { GHE_HOST: "localhost:3000", GHE_PROTOCOL: "http" },
    null,
    { apiUrl: "http://localhost:3000/api/v3", webUrl: "http://localhost:3000", host: "localhost:3000", token: null },
  ],
  [
    "within GitHub Actions",
    { GITHUB_API_URL: "https://ghe.example.com/api/v3", GITHUB_SERVER_URL: "https://ghe.example.com" },
    null,
    { ...ghes, token: null },
  ],
  [
    "where the API stands beside the pages",
    { GITHUB_API_URL: "https://api.acme.ghe.com/" },
    null,
    { apiUrl: "https://api.acme.ghe.com", webUrl: "https://acme.ghe.com", host: "acme.ghe.com", token: null },
  ],
  ["an address with a path is none", {}, "https://ghe.example.com/octo", null],
] as const)("%s", ([, environment, named, access]) => {
  expect(gitHubAccessIn(environment, named)).toEqual(access);
});

test("what is set and no address is said", () => {
  expect(() => gitHubAccessIn({ GHE_HOST: "https://ghe.example.com" }, null)).toThrow("GHE_HOST must be a host name");
  expect(() => gitHubAccessIn({ GITHUB_API_URL: "api" }, null)).toThrow("GITHUB_API_URL must be an address");
});

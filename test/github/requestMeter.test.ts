/** What is counted of requests to GitHub. */
import { expect, test } from "vitest";
import { type AnsweredRequest, metered, routeOf } from "../../src/github/requestMeter.ts";

test.for([
  ["/repos/acme/shop/issues/12/comments", "comments"],
  ["/api/v3/repos/acme/shop/issues/comments/5", "comment"],
  ["/repos/acme/shop/issues/comments/5/reactions", "comment reactions"],
  ["/repos/acme/shop/commits/9f3/check-runs", "checks"],
  ["/repos/acme/shop/check-runs/7", "checks"],
  ["/repos/acme/shop/contents/.github/throughline.yml", "contents"],
  ["/repos/acme/shop/collaborators/ada/permission", "permission"],
  ["/app/installations/7/access_tokens", "token"],
  ["/app", "app"],
  ["/repos/acme/shop", "repository"],
  ["/repos/acme/shop/rules/branches/main", "rules"],
  ["/users/ada", "other"],
] as const)("%s is %s", ([path, route]) => {
  expect(routeOf(path)).toBe(route);
});

function meter(answers: (Response | Error)[]) {
  const counted: (AnsweredRequest | "too early")[] = [];
  let now = 0;
  const fetching = metered(
    () => {
      const answer = answers.shift()!;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    { answered: (request) => void counted.push(request), sentTooEarly: () => void counted.push("too early") },
    () => now,
  );
  const ask = (credential: string) =>
    fetching("https://api.github.com/app", { headers: { authorization: credential } }).catch(() => null);
  return { counted, ask, pass: (seconds: number) => void (now += seconds * 1000) };
}

const fine = () => new Response(null, { status: 200, headers: { "x-ratelimit-remaining": "4711" } });
const patience = () => new Response(null, { status: 403, headers: { "retry-after": "60" } });
const told = { route: "GET app", status: 200, remaining: 4711 };

test("an answer, its quota, and no answer at all", async () => {
  const { ask, counted } = meter([fine(), new Error("reset")]);
  await ask("a");
  await ask("a");
  expect(counted).toEqual([told, { route: "GET app", status: null, remaining: null }]);
});

test("a request before the time that GitHub asked for is a violation, one of another installation or afterwards is none", async () => {
  const { ask, counted, pass } = meter([patience(), fine(), fine(), fine()]);
  await ask("a");
  await ask("b");
  pass(59);
  await ask("a");
  pass(1);
  await ask("a");
  expect(counted).toEqual([{ route: "GET app", status: 403, remaining: null }, told, "too early", told, told]);
});

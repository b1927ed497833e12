import { expect, test } from "vitest";
import { flakyChecks } from "../../src/metrics/flakyChecks.ts";
import { flowPullRequest, march, wait, week } from "../support/flowItems.ts";

test("pull requests with a re-run that turned green, of those with checks that were open in the period", () => {
  const open = { waits: [wait("reviewer", 8)], checkedAt: march(8) };
  const pullRequests = [
    flowPullRequest({ ...open, flakyChecks: [march(10), march(11)] }),
    flowPullRequest({ ...open, flakyChecks: [march(8), march(16)] }),
    flowPullRequest(open),
    flowPullRequest({ ...open, checkedAt: null }),
    flowPullRequest({ ...open, waits: [wait("reviewer", 2, 9)] }),
  ];
  expect(flakyChecks(pullRequests, week)).toEqual({ flaky: 1, checked: 3 });
});

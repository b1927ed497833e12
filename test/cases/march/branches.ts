/** Decides the ways that differ by their branch: one that only looks like an issue's, and one of a fork. */
import type { Story } from "../story.ts";

export const branches: Story[] = [
  {
    title: "a branch that bears the number of a closed issue is for no issue",
    tell({ at }) {
      at("03-16 09:30", (m) => m.pushed("7-days-view", { by: "omar" }));
      at("03-16 10:30", (m) => m.pullRequestOpened(124, { by: "omar", branch: "7-days-view" }));
      at("03-16 11:30", (m) => m.reviewed(124, "tess", "approved"));
      at("03-16 12:00", (m) => m.merged(124));
    },
    items: [
      {
        number: 124,
        kind: "pull_request",
        released: "03-17 12:10",
        signal: "deployment",
        way: `
          implementation        03-16 09:30:02  active
          review                03-16 10:30     reviewer
                                03-16 11:30     merge
          release               03-16 12:00     release
                                03-17 12:00     active
                                03-17 12:10     verification
          production-stability  03-17 13:10     observation
          learning-and-flow     03-20 13:10     retrospective
          shipped               03-26 16:00`,
        tasks: `
          environment-setup         03-16 09:30:02
          coding                    03-16 09:30:02
          pull-request-creation     03-16 10:30
          human-review              03-16 10:30 .. 03-16 11:30
          deployment                03-17 12:00 .. 03-17 12:10
          post-deploy-verification  03-17 12:10 .. 03-17 13:10
          monitoring                03-17 13:10 .. 03-20 13:10
          deployment                03-18 09:00 .. 03-18 09:10
          post-deploy-verification  03-18 09:10 .. 03-18 10:10
          retrospectives            03-23 08:00 .. 03-26 16:00`,
      },
    ],
    pullRequests: [
      {
        number: 124,
        opened: "03-16 10:30",
        ready: "03-16 10:30",
        firstReview: "03-16 11:30",
        merged: "03-16 12:00",
        released: "03-17 12:10",
        waits: `
          reviewer  03-16 10:30
          merge     03-16 11:30
          closed    03-16 12:00`,
      },
    ],
  },
  {
    title: "from a fork: its checks are known by its head commit alone",
    tell({ at }) {
      at("03-23 10:00", (m) => m.pullRequestOpened(135, { by: "visitor", branch: "patch-1", draft: true, fork: 555 }));
      at("03-23 10:30", (m) => m.pushedToFork(135));
      at("03-23 11:00", (m) => m.madeReady(135));
      at("03-23 11:01", (m) => m.checkStarted(135, "build"));
      at("03-23 11:11", (m) => m.checkEnded(135, "build", "failure"));
      at("03-23 12:00", (m) => m.pushedToFork(135));
      at("03-23 12:01", (m) => m.checkStarted(135, "build"));
      at("03-23 12:11", (m) => m.checkEnded(135, "build", "success"));
      at("03-23 13:00", (m) => m.reviewed(135, "lena", "approved"));
      at("03-23 13:30", (m) => m.merged(135, { by: "lena" }));
    },
    items: [
      {
        number: 135,
        kind: "pull_request",
        released: "03-24 12:10",
        signal: "deployment",
        way: `
          implementation        03-23 10:00  active
          review                03-23 11:00  reviewer
                                03-23 11:11  active
                                03-23 12:00  reviewer
                                03-23 13:00  merge
          release               03-23 13:30  release
                                03-24 12:00  active
                                03-24 12:10  verification
          production-stability  03-24 13:10  observation
                                03-25 09:00  active
          learning-and-flow     03-27 20:00  retrospective
          shipped               04-01 16:00`,
        tasks: `
          pull-request-creation     03-23 10:00 .. 03-23 11:00
          coding                    03-23 10:30
          human-review              03-23 11:00 .. 03-23 13:00
          automated-checks          03-23 11:01 .. 03-23 11:11
          automated-checks          03-23 12:01 .. 03-23 12:11
          deployment                03-24 12:00 .. 03-24 12:10
          post-deploy-verification  03-24 12:10 .. 03-24 13:10
          monitoring                03-24 13:10 .. 03-27 20:00
          incident-response         03-25 09:00 .. 03-27 20:00
          retrospectives            03-30 08:00 .. 04-01 16:00`,
        rework: `red-check  review  03-23 12:00  pull_request.synchronize #135`,
      },
    ],
    pullRequests: [
      {
        number: 135,
        opened: "03-23 10:00",
        ready: "03-23 11:00",
        firstReview: "03-23 13:00",
        merged: "03-23 13:30",
        released: "03-24 12:10",
        waits: `
          author    03-23 10:00
          reviewer  03-23 11:00
          author    03-23 11:11
          reviewer  03-23 12:00
          merge     03-23 13:00
          closed    03-23 13:30`,
      },
    ],
  },
];

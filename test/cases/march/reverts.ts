/** Decides the way that is reverted in production, and that of the revert itself. */
import type { Story } from "../story.ts";

export const reverts: Story[] = [
  {
    title: "reverted the day after, and built again",
    tell({ at }) {
      at("03-17 13:00", (m) => m.issueOpened(31, { by: "ines", title: "Reviews by customers" }));
      at("03-17 13:05", (m) => m.assigned(31, "ravi", { by: "lena" }));
      at("03-17 14:00", (m) => m.pushed("31-reviews", { by: "ravi" }));
      at("03-17 15:00", (m) => m.pullRequestOpened(131, { by: "ravi", branch: "31-reviews", closes: [31] }));
      at("03-17 16:00", (m) => m.reviewed(131, "tess", "approved"));
      at("03-18 10:00", (m) => m.merged(131));
      at("03-20 08:59", (m) => m.pushed("revert-131-31-reviews", { by: "lena" }));
      at("03-20 09:00", (m) => {
        const body = "Reverts acme/shop#131";
        m.pullRequestOpened(331, { by: "lena", branch: "revert-131-31-reviews", title: 'Revert "Reviews"', body });
      });
      at("03-20 09:30", (m) => m.reviewed(331, "tess", "approved"));
      at("03-20 10:00", (m) => m.merged(331));
      at("03-23 14:00", (m) => m.pushed("31-again", { by: "ravi" }));
      at("03-23 15:00", (m) => m.pullRequestOpened(231, { by: "ravi", branch: "31-again", closes: [31] }));
      at("03-23 16:00", (m) => m.reviewed(231, "tess", "approved"));
      at("03-23 17:00", (m) => m.merged(231));
    },
    items: [
      {
        number: 31,
        pullRequests: [131, 231],
        released: "03-19 12:10",
        signal: "deployment",
        way: `
          shaping               03-17 13:00     active
          implementation        03-17 14:00:02  active
          review                03-17 15:00     reviewer
                                03-17 16:00     merge
          release               03-18 10:00     release
                                03-19 12:00     active
                                03-19 12:10     verification
          production-stability  03-19 13:10     observation
          implementation        03-20 10:00     attention
                                03-23 14:00:02  active
          review                03-23 15:00     reviewer
                                03-23 16:00     merge
          release               03-23 17:00     release
                                03-24 12:00     active
                                03-24 12:10     verification
          production-stability  03-24 13:10     observation
                                03-25 09:00     active
          learning-and-flow     03-27 20:00     retrospective
          shipped               04-01 16:00`,
        tasks: `
          idea-capture              03-17 13:00 .. 03-17 13:05
          initial-triage            03-17 13:00 .. 03-17 13:05
          environment-setup         03-17 14:00:02
          coding                    03-17 14:00:02
          pull-request-creation     03-17 15:00
          human-review              03-17 15:00 .. 03-17 16:00
          deployment                03-19 12:00 .. 03-19 12:10
          post-deploy-verification  03-19 12:10 .. 03-19 13:10
          monitoring                03-19 13:10 .. 03-20 10:00
          incident-response         03-20 09:00 .. 03-24 12:10
          environment-setup         03-23 14:00:02
          coding                    03-23 14:00:02
          pull-request-creation     03-23 15:00
          human-review              03-23 15:00 .. 03-23 16:00
          deployment                03-24 12:00 .. 03-24 12:10
          post-deploy-verification  03-24 12:10 .. 03-24 13:10
          monitoring                03-24 13:10 .. 03-27 20:00
          incident-response         03-25 09:00 .. 03-27 20:00
          retrospectives            03-30 08:00 .. 04-01 16:00`,
        rework: `
          flow-back   implementation  03-20 10:00  pull_request.closed #331
          deployment  release         03-24 12:00  deployment.created 9011`,
      },
      {
        number: 331,
        kind: "pull_request",
        released: "03-24 12:10",
        signal: "deployment",
        way: `
          implementation        03-20 08:59:02  active
          review                03-20 09:00     reviewer
                                03-20 09:30     merge
          release               03-20 10:00     release
                                03-24 12:00     active
                                03-24 12:10     verification
          production-stability  03-24 13:10     observation
                                03-25 09:00     active
          learning-and-flow     03-27 20:00     retrospective
          shipped               04-01 16:00`,
        tasks: `
          environment-setup         03-20 08:59:02
          coding                    03-20 08:59:02
          pull-request-creation     03-20 09:00
          human-review              03-20 09:00 .. 03-20 09:30
          deployment                03-24 12:00 .. 03-24 12:10
          post-deploy-verification  03-24 12:10 .. 03-24 13:10
          monitoring                03-24 13:10 .. 03-27 20:00
          incident-response         03-25 09:00 .. 03-27 20:00
          retrospectives            03-30 08:00 .. 04-01 16:00`,
      },
    ],
    pullRequests: [
      {
        number: 131,
        issues: [31],
        opened: "03-17 15:00",
        ready: "03-17 15:00",
        firstReview: "03-17 16:00",
        merged: "03-18 10:00",
        released: "03-19 12:10",
        waits: `
          reviewer  03-17 15:00
          merge     03-17 16:00
          closed    03-18 10:00`,
      },
      {
        number: 231,
        issues: [31],
        opened: "03-23 15:00",
        ready: "03-23 15:00",
        firstReview: "03-23 16:00",
        merged: "03-23 17:00",
        released: "03-24 12:10",
        waits: `
          reviewer  03-23 15:00
          merge     03-23 16:00
          closed    03-23 17:00`,
      },
      {
        number: 331,
        opened: "03-20 09:00",
        ready: "03-20 09:00",
        firstReview: "03-20 09:30",
        merged: "03-20 10:00",
        released: "03-24 12:10",
        waits: `
          reviewer  03-20 09:00
          merge     03-20 09:30
          closed    03-20 10:00`,
      },
    ],
  },
];

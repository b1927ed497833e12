/** Decides the ways that go straight through, in one pull request and in three. */
import type { Story } from "../story.ts";

export const straightWays: Story[] = [
  {
    title: "straight through, from an idea to the retrospective",
    tell({ at }) {
      at("03-02 09:00", (m) => m.issueOpened(1, { by: "ines", title: "Checkout is slow" }));
      at("03-02 10:00", (m) => m.labeled(1, "feature", { by: "lena" }));
      at("03-02 13:00", (m) => m.branchCreated("1-faster-checkout", { by: "omar" }));
      at("03-02 13:30", (m) => m.pushed("1-faster-checkout", { by: "omar" }));
      at("03-03 09:00", (m) => m.pushed("1-faster-checkout", { by: "omar" }));
      at("03-03 09:30", (m) => m.pullRequestOpened(101, { by: "omar", branch: "1-faster-checkout", closes: [1] }));
      at("03-03 11:00", (m) => m.reviewed(101, "lena", "approved"));
      at("03-03 11:30", (m) => m.merged(101, { deletesBranch: true }));
    },
    items: [
      {
        number: 1,
        pullRequests: [101],
        released: "03-04 12:10",
        signal: "deployment",
        way: `
          shaping               03-02 09:00     active
          implementation        03-02 13:00:02  active
          review                03-03 09:30     reviewer
                                03-03 11:00     merge
          release               03-03 11:30     release
                                03-04 12:00     active
                                03-04 12:10     verification
          production-stability  03-04 13:10     observation
          learning-and-flow     03-07 13:10     retrospective
          shipped               03-11 16:00`,
        tasks: `
          idea-capture              03-02 09:00 .. 03-02 10:00
          initial-triage            03-02 09:00 .. 03-02 10:00
          environment-setup         03-02 13:00:02 .. 03-02 13:30:02
          coding                    03-02 13:30:02 .. 03-03 09:00:02
          pull-request-creation     03-03 09:30
          human-review              03-03 09:30 .. 03-03 11:00
          deployment                03-04 12:00 .. 03-04 12:10
          post-deploy-verification  03-04 12:10 .. 03-04 13:10
          monitoring                03-04 13:10 .. 03-07 13:10
          retrospectives            03-09 08:00 .. 03-11 16:00`,
      },
    ],
    pullRequests: [
      {
        number: 101,
        issues: [1],
        opened: "03-03 09:30",
        ready: "03-03 09:30",
        firstReview: "03-03 11:00",
        merged: "03-03 11:30",
        released: "03-04 12:10",
        waits: `
          reviewer  03-03 09:30
          merge     03-03 11:00
          closed    03-03 11:30`,
      },
    ],
  },
  {
    title: "an issue with three pull requests is released with the last of them",
    tell({ at }) {
      at("03-02 09:20", (m) => m.issueOpened(2, { by: "ines", title: "Save the basket" }));
      at("03-02 09:50", (m) => m.assigned(2, "tess", { by: "lena" }));
      at("03-02 14:00", (m) => m.pushed("2-schema", { by: "tess" }));
      at("03-02 15:00", (m) => m.pullRequestOpened(102, { by: "tess", branch: "2-schema", body: "Part of #2" }));
      at("03-03 10:00", (m) => m.reviewed(102, "omar", "approved"));
      at("03-03 10:10", (m) => m.merged(102));
      at("03-03 13:00", (m) => m.pushed("2-api", { by: "tess" }));
      // A draft moves no item that is further on; made ready it does.
      at("03-03 14:00", (m) => m.pullRequestOpened(202, { by: "tess", branch: "2-api", draft: true }));
      at("03-04 09:00", (m) => m.madeReady(202));
      at("03-04 09:30", (m) => m.pushed("2-ui", { by: "tess" }));
      at("03-04 10:00", (m) => m.pullRequestOpened(302, { by: "tess", branch: "2-ui", closes: [2] }));
      at("03-04 11:00", (m) => m.reviewed(202, "omar", "approved"));
      at("03-04 11:10", (m) => m.merged(202));
      at("03-05 09:00", (m) => m.reviewed(302, "omar", "changes_requested"));
      at("03-05 11:00", (m) => m.pushed("2-ui", { by: "tess" }));
      at("03-05 15:30", (m) => m.reviewed(302, "omar", "approved"));
      at("03-05 16:00", (m) => m.merged(302));
    },
    items: [
      {
        number: 2,
        pullRequests: [102, 202, 302],
        released: "03-06 14:10",
        signal: "deployment",
        way: `
          shaping               03-02 09:20     active
          implementation        03-02 14:00:02  active
          review                03-02 15:00     reviewer
                                03-03 10:00     merge
          release               03-03 10:10     release
          review                03-04 09:00     reviewer
                                03-05 09:00     active
                                03-05 10:00     author
                                03-05 11:00     reviewer
                                03-05 15:30     merge
          release               03-05 16:00     release
                                03-06 12:00     active
                                03-06 12:05     release
                                03-06 14:00     active
                                03-06 14:10     verification
          production-stability  03-06 15:10     observation
          learning-and-flow     03-09 15:10     retrospective
          shipped               04-06 15:10`,
        tasks: `
          idea-capture              03-02 09:20 .. 03-02 09:50
          initial-triage            03-02 09:20 .. 03-02 09:50
          environment-setup         03-02 14:00:02
          coding                    03-02 14:00:02
          pull-request-creation     03-02 15:00
          human-review              03-02 15:00 .. 03-03 10:00
          environment-setup         03-03 13:00:02
          coding                    03-03 13:00:02
          pull-request-creation     03-03 14:00 .. 03-04 09:00
          human-review              03-04 09:00 .. 03-04 11:00
          environment-setup         03-04 09:30:02
          coding                    03-04 09:30:02
          pull-request-creation     03-04 10:00
          human-review              03-04 10:00 .. 03-05 09:00
          deployment                03-04 12:00 .. 03-04 12:10
          post-deploy-verification  03-04 12:10 .. 03-04 13:10
          review-iteration          03-05 09:00 .. 03-05 15:30
          deployment                03-06 12:00 .. 03-06 12:05
          deployment                03-06 14:00 .. 03-06 14:10
          post-deploy-verification  03-06 14:10 .. 03-06 15:10
          monitoring                03-06 15:10 .. 03-09 15:10
          retrospectives            03-16 08:00 .. 04-06 15:10`,
        rework: `
          flow-back     review   03-04 09:00  pull_request.ready_for_review #202
          review-round  review   03-05 15:30  pull_request_review.submitted #302
          deployment    release  03-06 14:00  deployment.created 9004`,
      },
    ],
    pullRequests: [
      {
        number: 102,
        issues: [2],
        opened: "03-02 15:00",
        ready: "03-02 15:00",
        firstReview: "03-03 10:00",
        merged: "03-03 10:10",
        released: "03-04 12:10",
        waits: `
          reviewer  03-02 15:00
          merge     03-03 10:00
          closed    03-03 10:10`,
      },
      {
        number: 202,
        issues: [2],
        opened: "03-03 14:00",
        ready: "03-04 09:00",
        firstReview: "03-04 11:00",
        merged: "03-04 11:10",
        released: "03-04 12:10",
        waits: `
          author    03-03 14:00
          reviewer  03-04 09:00
          merge     03-04 11:00
          closed    03-04 11:10`,
      },
      {
        number: 302,
        issues: [2],
        opened: "03-04 10:00",
        ready: "03-04 10:00",
        firstReview: "03-05 09:00",
        merged: "03-05 16:00",
        released: "03-06 14:10",
        rounds: 1,
        waits: `
          reviewer  03-04 10:00
          author    03-05 09:00
          reviewer  03-05 11:00
          merge     03-05 15:30
          closed    03-05 16:00`,
      },
    ],
  },
];

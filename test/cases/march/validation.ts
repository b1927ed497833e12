/** Decides the ways that testers and staging send back. */
import type { Story } from "../story.ts";

export const validation: Story[] = [
  {
    title: "QA fails twice",
    tell({ at }) {
      at("03-09 13:00", (m) => m.issueOpened(22, { by: "ines", title: "Wishlists" }));
      at("03-09 13:05", (m) => m.assigned(22, "ravi", { by: "lena" }));
      at("03-09 15:00", (m) => m.pushed("22-wishlist", { by: "ravi" }));
      at("03-10 09:00", (m) => m.pullRequestOpened(122, { by: "ravi", branch: "22-wishlist", closes: [22] }));
      at("03-10 10:00", (m) => m.reviewed(122, "lena", "approved"));
      at("03-10 10:10", (m) => m.labeled(122, "needs qa", { by: "ravi" }));
      at("03-10 14:00", (m) => m.labeled(122, "QA failed", { by: "quin" }));
      at("03-10 14:01", (m) => m.unlabeled(122, "needs qa", { by: "quin" }));
      at("03-11 09:00", (m) => m.pushed("22-wishlist", { by: "ravi" }));
      at("03-11 09:30", (m) => m.unlabeled(122, "QA failed", { by: "quin" }));
      at("03-11 09:31", (m) => m.labeled(122, "needs qa", { by: "quin" }));
      at("03-11 11:00", (m) => m.labeled(122, "QA failed", { by: "quin" }));
      at("03-11 11:01", (m) => m.unlabeled(122, "needs qa", { by: "quin" }));
      at("03-11 14:00", (m) => m.pushed("22-wishlist", { by: "ravi" }));
      at("03-11 14:10", (m) => m.unlabeled(122, "QA failed", { by: "quin" }));
      at("03-11 14:11", (m) => m.labeled(122, "needs qa", { by: "quin" }));
      at("03-11 15:00", (m) => m.labeled(122, "QA passed", { by: "quin" }));
      at("03-11 15:01", (m) => m.unlabeled(122, "needs qa", { by: "quin" }));
      at("03-11 15:30", (m) => m.merged(122));
    },
    items: [
      {
        number: 22,
        pullRequests: [122],
        released: "03-13 12:10",
        signal: "deployment",
        way: `
          shaping               03-09 13:00     active
          implementation        03-09 15:00:02  active
          review                03-10 09:00     reviewer
                                03-10 10:00     merge
                                03-10 10:10     qa
          implementation        03-10 14:00     active
          review                03-11 09:00     merge
                                03-11 09:31     qa
          implementation        03-11 11:00     active
          review                03-11 14:00     merge
                                03-11 14:11     qa
                                03-11 15:01     merge
          release               03-11 15:30     release
                                03-13 12:00     active
                                03-13 12:10     verification
          production-stability  03-13 13:10     observation
          learning-and-flow     03-16 13:10     retrospective
          shipped               03-26 16:00`,
        tasks: `
          idea-capture              03-09 13:00 .. 03-09 13:05
          initial-triage            03-09 13:00 .. 03-09 13:05
          environment-setup         03-09 15:00:02
          coding                    03-09 15:00:02
          pull-request-creation     03-10 09:00
          human-review              03-10 09:00 .. 03-10 10:00
          qa-testing                03-10 10:10 .. 03-10 14:00
          qa-testing                03-11 09:31 .. 03-11 11:00
          qa-testing                03-11 14:11 .. 03-11 15:00
          deployment                03-13 12:00 .. 03-13 12:10
          post-deploy-verification  03-13 12:10 .. 03-13 13:10
          monitoring                03-13 13:10 .. 03-16 13:10
          retrospectives            03-23 08:00 .. 03-26 16:00`,
        rework: `
          flow-back  implementation  03-10 14:00  pull_request.labeled #122
          qa-failed  implementation  03-10 14:00  pull_request.labeled #122
          flow-back  implementation  03-11 11:00  pull_request.labeled #122
          qa-failed  implementation  03-11 11:00  pull_request.labeled #122`,
      },
    ],
    pullRequests: [
      {
        number: 122,
        issues: [22],
        opened: "03-10 09:00",
        ready: "03-10 09:00",
        firstReview: "03-10 10:00",
        merged: "03-11 15:30",
        released: "03-13 12:10",
        waits: `
          reviewer  03-10 09:00
          merge     03-10 10:00
          qa        03-10 10:10
          author    03-10 14:00
          merge     03-11 09:00
          qa        03-11 09:31
          author    03-11 11:00
          merge     03-11 14:00
          qa        03-11 14:11
          merge     03-11 15:01
          closed    03-11 15:30`,
      },
    ],
  },
  {
    title: "staging fails and then holds",
    tell({ at }) {
      at("03-16 09:00", (m) => m.issueOpened(23, { by: "ines", title: "Invoices as PDF" }));
      at("03-16 09:05", (m) => m.assigned(23, "tess", { by: "lena" }));
      at("03-16 10:00", (m) => m.pushed("23-invoices", { by: "tess" }));
      at("03-16 11:00", (m) => m.pullRequestOpened(123, { by: "tess", branch: "23-invoices", closes: [23] }));
      at("03-16 12:00", (m) => m.reviewed(123, "lena", "approved"));
      at("03-16 13:00", (m) => m.deployed(9201, "staging", { headOf: 123 }));
      at("03-16 13:05", (m) => m.deploymentIs(9201, "failure"));
      at("03-16 15:00", (m) => m.pushed("23-invoices", { by: "tess" }));
      at("03-16 15:10", (m) => m.deployed(9202, "staging", { headOf: 123 }));
      at("03-16 15:20", (m) => m.deploymentIs(9202, "success"));
      at("03-16 16:00", (m) => m.merged(123));
    },
    items: [
      {
        number: 23,
        pullRequests: [123],
        released: "03-17 12:10",
        signal: "deployment",
        way: `
          shaping               03-16 09:00     active
          implementation        03-16 10:00:02  active
          review                03-16 11:00     reviewer
                                03-16 12:00     merge
          implementation        03-16 13:05     active
          review                03-16 15:00     merge
          release               03-16 16:00     release
                                03-17 12:00     active
                                03-17 12:10     verification
          production-stability  03-17 13:10     observation
          learning-and-flow     03-20 13:10     retrospective
          shipped               03-26 16:00`,
        tasks: `
          idea-capture              03-16 09:00 .. 03-16 09:05
          initial-triage            03-16 09:00 .. 03-16 09:05
          environment-setup         03-16 10:00:02
          coding                    03-16 10:00:02
          pull-request-creation     03-16 11:00
          human-review              03-16 11:00 .. 03-16 12:00
          staging-validation        03-16 13:00 .. 03-16 13:05
          staging-validation        03-16 15:10 .. 03-16 15:20
          deployment                03-17 12:00 .. 03-17 12:10
          post-deploy-verification  03-17 12:10 .. 03-17 13:10
          monitoring                03-17 13:10 .. 03-20 13:10
          deployment                03-18 09:00 .. 03-18 09:10
          post-deploy-verification  03-18 09:10 .. 03-18 10:10
          retrospectives            03-23 08:00 .. 03-26 16:00`,
        rework: `
          flow-back   implementation  03-16 13:05  deployment_status.created 9201
          deployment  review          03-16 15:10  deployment.created 9202`,
      },
    ],
    pullRequests: [
      {
        number: 123,
        issues: [23],
        opened: "03-16 11:00",
        ready: "03-16 11:00",
        firstReview: "03-16 12:00",
        merged: "03-16 16:00",
        released: "03-17 12:10",
        waits: `
          reviewer  03-16 11:00
          merge     03-16 12:00
          author    03-16 13:05
          merge     03-16 15:00
          closed    03-16 16:00`,
      },
    ],
    deployments: [
      {
        id: 9201,
        environment: "staging",
        kind: "staging",
        created: "03-16 13:00",
        finished: "03-16 13:05",
        state: "failure",
        completed: false,
      },
      {
        id: 9202,
        environment: "staging",
        kind: "staging",
        created: "03-16 15:10",
        finished: "03-16 15:20",
        state: "success",
        completed: true,
      },
    ],
  },
];

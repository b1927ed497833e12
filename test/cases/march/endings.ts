/** Decides the ways whose story is how they count as released, and that being shipped need not be the end. */
import type { Story } from "../story.ts";

export const endings: Story[] = [
  {
    title: "merged before the shop was ever deployed: merging counts as released",
    tell({ at }) {
      at("03-02 08:00", (m) => m.issueOpened(3, { by: "omar", title: "Typo on the front page" }));
      at("03-02 08:10", (m) => m.assigned(3, "omar", { by: "lena" }));
      at("03-02 08:30", (m) => m.pushed("3-typo", { by: "omar" }));
      at("03-02 08:40", (m) => m.pullRequestOpened(103, { by: "omar", branch: "3-typo", closes: [3] }));
      at("03-02 10:00", (m) => m.reviewed(103, "lena", "approved"));
      at("03-02 11:00", (m) => m.merged(103));
    },
    items: [
      {
        number: 3,
        pullRequests: [103],
        released: "03-02 11:00",
        signal: "merge",
        way: `
          shaping               03-02 08:00     active
          implementation        03-02 08:30:02  active
          review                03-02 08:40     reviewer
                                03-02 10:00     merge
          production-stability  03-02 11:00     observation
          learning-and-flow     03-05 11:00     retrospective
          shipped               03-11 16:00`,
        tasks: `
          idea-capture           03-02 08:00 .. 03-02 08:10
          initial-triage         03-02 08:00 .. 03-02 08:10
          environment-setup      03-02 08:30:02
          coding                 03-02 08:30:02
          pull-request-creation  03-02 08:40
          human-review           03-02 08:40 .. 03-02 10:00
          monitoring             03-02 11:00 .. 03-05 11:00
          retrospectives         03-09 08:00 .. 03-11 16:00`,
      },
    ],
    pullRequests: [
      {
        number: 103,
        issues: [3],
        opened: "03-02 08:40",
        ready: "03-02 08:40",
        firstReview: "03-02 10:00",
        merged: "03-02 11:00",
        released: "03-02 11:00",
        waits: `
          reviewer  03-02 08:40
          merge     03-02 10:00
          closed    03-02 11:00`,
      },
    ],
  },
  {
    title: "somebody says that it works before the verification window is over",
    tell({ at }) {
      at("03-03 09:00", (m) => m.issueOpened(4, { by: "ines", title: "Show the delivery date" }));
      at("03-03 09:05", (m) => m.assigned(4, "omar", { by: "lena" }));
      at("03-03 09:30", (m) => m.labeled(4, "in progress", { by: "omar" }));
      at("03-03 10:00", (m) => m.pushed("4-delivery-date", { by: "omar" }));
      at("03-03 11:00", (m) => m.pullRequestOpened(104, { by: "omar", branch: "4-delivery-date", closes: [4] }));
      at("03-03 14:00", (m) => m.reviewed(104, "lena", "approved"));
      at("03-04 10:00", (m) => m.merged(104));
      at("03-04 12:30", (m) => m.labeled(4, "verified", { by: "quin" }));
    },
    items: [
      {
        number: 4,
        pullRequests: [104],
        released: "03-04 12:10",
        signal: "deployment",
        way: `
          shaping               03-03 09:00  active
          implementation        03-03 09:30  active
          review                03-03 11:00  reviewer
                                03-03 14:00  merge
          release               03-04 10:00  release
                                03-04 12:00  active
                                03-04 12:10  verification
          production-stability  03-04 12:30  observation
          learning-and-flow     03-07 12:30  retrospective
          shipped               03-11 16:00`,
        tasks: `
          idea-capture              03-03 09:00 .. 03-03 09:05
          initial-triage            03-03 09:00 .. 03-03 09:05
          environment-setup         03-03 10:00:02
          coding                    03-03 10:00:02
          pull-request-creation     03-03 11:00
          human-review              03-03 11:00 .. 03-03 14:00
          deployment                03-04 12:00 .. 03-04 12:10
          post-deploy-verification  03-04 12:10 .. 03-04 12:30
          monitoring                03-04 12:30 .. 03-07 12:30
          retrospectives            03-09 08:00 .. 03-11 16:00`,
      },
    ],
    pullRequests: [
      {
        number: 104,
        issues: [4],
        opened: "03-03 11:00",
        ready: "03-03 11:00",
        firstReview: "03-03 14:00",
        merged: "03-04 10:00",
        released: "03-04 12:10",
        waits: `
          reviewer  03-03 11:00
          merge     03-03 14:00
          closed    03-04 10:00`,
      },
    ],
  },
  {
    title: "shipped, and reopened five days later: it begins again in shaping",
    tell({ at }) {
      at("03-02 13:00", (m) => m.issueOpened(32, { by: "ines", title: "The footer overlaps" }));
      at("03-02 13:05", (m) => m.assigned(32, "ravi", { by: "lena" }));
      at("03-02 14:00", (m) => m.pushed("32-footer", { by: "ravi" }));
      at("03-02 15:00", (m) => m.pullRequestOpened(132, { by: "ravi", branch: "32-footer", closes: [32] }));
      at("03-03 09:00", (m) => m.reviewed(132, "lena", "approved"));
      at("03-03 09:30", (m) => m.merged(132));
      at("03-16 10:00", (m) => m.issueReopened(32, { by: "ines" }));
      at("03-18 11:00", (m) => m.pushed("32-again", { by: "ravi" }));
      at("03-18 12:00", (m) => m.pullRequestOpened(232, { by: "ravi", branch: "32-again", closes: [32] }));
      at("03-18 13:00", (m) => m.reviewed(232, "lena", "approved"));
      at("03-18 14:00", (m) => m.merged(232));
    },
    items: [
      {
        number: 32,
        pullRequests: [132, 232],
        released: "03-04 12:10",
        signal: "deployment",
        way: `
          shaping               03-02 13:00     active
          implementation        03-02 14:00:02  active
          review                03-02 15:00     reviewer
                                03-03 09:00     merge
          release               03-03 09:30     release
                                03-04 12:00     active
                                03-04 12:10     verification
          production-stability  03-04 13:10     observation
          learning-and-flow     03-07 13:10     retrospective
          shipped               03-11 16:00
          shaping               03-16 10:00     attention
          implementation        03-18 11:00:02  active
          review                03-18 12:00     reviewer
                                03-18 13:00     merge
          release               03-18 14:00     release
                                03-19 12:00     active
                                03-19 12:10     verification
          production-stability  03-19 13:10     observation
          learning-and-flow     03-22 13:10     retrospective
          shipped               03-26 16:00`,
        tasks: `
          idea-capture              03-02 13:00 .. 03-02 13:05
          initial-triage            03-02 13:00 .. 03-02 13:05
          environment-setup         03-02 14:00:02
          coding                    03-02 14:00:02
          pull-request-creation     03-02 15:00
          human-review              03-02 15:00 .. 03-03 09:00
          deployment                03-04 12:00 .. 03-04 12:10
          post-deploy-verification  03-04 12:10 .. 03-04 13:10
          monitoring                03-04 13:10 .. 03-07 13:10
          retrospectives            03-09 08:00 .. 03-11 16:00
          environment-setup         03-18 11:00:02
          coding                    03-18 11:00:02
          pull-request-creation     03-18 12:00
          human-review              03-18 12:00 .. 03-18 13:00
          deployment                03-19 12:00 .. 03-19 12:10
          post-deploy-verification  03-19 12:10 .. 03-19 13:10
          monitoring                03-19 13:10 .. 03-22 13:10
          retrospectives            03-23 08:00 .. 03-26 16:00`,
        rework: `flow-back  shaping  03-16 10:00  issues.reopened #32`,
      },
    ],
    pullRequests: [
      {
        number: 132,
        issues: [32],
        opened: "03-02 15:00",
        ready: "03-02 15:00",
        firstReview: "03-03 09:00",
        merged: "03-03 09:30",
        released: "03-04 12:10",
        waits: `
          reviewer  03-02 15:00
          merge     03-03 09:00
          closed    03-03 09:30`,
      },
      {
        number: 232,
        issues: [32],
        opened: "03-18 12:00",
        ready: "03-18 12:00",
        firstReview: "03-18 13:00",
        merged: "03-18 14:00",
        released: "03-19 12:10",
        waits: `
          reviewer  03-18 12:00
          merge     03-18 13:00
          closed    03-18 14:00`,
      },
    ],
  },
];

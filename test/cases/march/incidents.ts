/** Decides the ways that an incident finds in production: one that names the item, and one that names nothing. */
import type { Story } from "../story.ts";

const pager = "pager[bot]";

export const incidents: Story[] = [
  {
    title: "an incident names the item while it is watched",
    tell({ at }) {
      at("03-16 13:00", (m) => m.issueOpened(28, { by: "ines", title: "A new basket" }));
      at("03-16 13:05", (m) => m.assigned(28, "omar", { by: "lena" }));
      at("03-16 14:00", (m) => m.pushed("28-basket", { by: "omar" }));
      at("03-16 15:00", (m) => m.pullRequestOpened(128, { by: "omar", branch: "28-basket", closes: [28] }));
      at("03-16 16:30", (m) => m.reviewed(128, "tess", "approved"));
      at("03-17 10:00", (m) => m.merged(128));
      at("03-18 11:00", (m) => {
        m.issueOpened(27, { by: "rosa", title: "Baskets are empty since #28" });
        m.labeled(27, "incident", { by: pager });
      });
      at("03-18 11:05", (m) => m.assigned(27, "omar", { by: "rosa" }));
      at("03-18 15:00", (m) => m.issueClosed(27, { by: "rosa" }));
    },
    items: [
      {
        number: 28,
        pullRequests: [128],
        released: "03-17 12:10",
        signal: "deployment",
        way: `
          shaping               03-16 13:00     active
          implementation        03-16 14:00:02  active
          review                03-16 15:00     reviewer
                                03-16 16:30     merge
          release               03-17 10:00     release
                                03-17 12:00     active
                                03-17 12:10     verification
          production-stability  03-17 13:10     observation
                                03-18 11:00     active
                                03-18 15:00     observation
          learning-and-flow     03-20 13:10     retrospective
          shipped               03-26 16:00`,
        tasks: `
          idea-capture              03-16 13:00 .. 03-16 13:05
          initial-triage            03-16 13:00 .. 03-16 13:05
          environment-setup         03-16 14:00:02
          coding                    03-16 14:00:02
          pull-request-creation     03-16 15:00
          human-review              03-16 15:00 .. 03-16 16:30
          deployment                03-17 12:00 .. 03-17 12:10
          post-deploy-verification  03-17 12:10 .. 03-17 13:10
          monitoring                03-17 13:10 .. 03-20 13:10
          deployment                03-18 09:00 .. 03-18 09:10
          post-deploy-verification  03-18 09:10 .. 03-18 10:10
          incident-response         03-18 11:00 .. 03-18 15:00
          retrospectives            03-23 08:00 .. 03-26 16:00`,
        rework: `incident  production-stability  03-18 11:00  issues.opened #27`,
      },
      {
        number: 27,
        way: `
          shaping    03-18 11:00  active
          completed  03-18 15:00`,
        tasks: `
          idea-capture       03-18 11:00 .. 03-18 11:05
          initial-triage     03-18 11:00 .. 03-18 11:05
          incident-response  03-18 11:00 .. 03-18 15:00`,
      },
    ],
    pullRequests: [
      {
        number: 128,
        issues: [28],
        opened: "03-16 15:00",
        ready: "03-16 15:00",
        firstReview: "03-16 16:30",
        merged: "03-17 10:00",
        released: "03-17 12:10",
        waits: `
          reviewer  03-16 15:00
          merge     03-16 16:30
          closed    03-17 10:00`,
      },
    ],
  },
  {
    title: "an incident names nothing: it keeps what the last deployment carried from leaving",
    tell({ at }) {
      at("03-23 09:00", (m) => m.issueOpened(30, { by: "ines", title: "Badges" }));
      at("03-23 09:05", (m) => m.assigned(30, "ravi", { by: "lena" }));
      at("03-23 10:00", (m) => m.pushed("30-badges", { by: "ravi" }));
      at("03-23 11:00", (m) => m.pullRequestOpened(130, { by: "ravi", branch: "30-badges", closes: [30] }));
      at("03-23 12:00", (m) => m.reviewed(130, "lena", "approved"));
      at("03-23 13:00", (m) => m.merged(130));
      at("03-25 09:00", (m) => {
        m.issueOpened(29, { by: "rosa", title: "The shop is slow" });
        m.labeled(29, "outage", { by: pager });
      });
      at("03-25 09:05", (m) => m.assigned(29, "lena", { by: "rosa" }));
      at("03-27 20:00", (m) => m.issueClosed(29, { by: "rosa" }));
    },
    items: [
      {
        number: 30,
        pullRequests: [130],
        released: "03-24 12:10",
        signal: "deployment",
        way: `
          shaping               03-23 09:00     active
          implementation        03-23 10:00:02  active
          review                03-23 11:00     reviewer
                                03-23 12:00     merge
          release               03-23 13:00     release
                                03-24 12:00     active
                                03-24 12:10     verification
          production-stability  03-24 13:10     observation
                                03-25 09:00     active
          learning-and-flow     03-27 20:00     retrospective
          shipped               04-01 16:00`,
        tasks: `
          idea-capture              03-23 09:00 .. 03-23 09:05
          initial-triage            03-23 09:00 .. 03-23 09:05
          environment-setup         03-23 10:00:02
          coding                    03-23 10:00:02
          pull-request-creation     03-23 11:00
          human-review              03-23 11:00 .. 03-23 12:00
          deployment                03-24 12:00 .. 03-24 12:10
          post-deploy-verification  03-24 12:10 .. 03-24 13:10
          monitoring                03-24 13:10 .. 03-27 20:00
          incident-response         03-25 09:00 .. 03-27 20:00
          retrospectives            03-30 08:00 .. 04-01 16:00`,
      },
      {
        number: 29,
        way: `
          shaping    03-25 09:00  active
                     03-26 09:05  attention
          completed  03-27 20:00`,
        tasks: `
          idea-capture       03-25 09:00 .. 03-25 09:05
          initial-triage     03-25 09:00 .. 03-25 09:05
          incident-response  03-25 09:00 .. 03-27 20:00`,
      },
    ],
    pullRequests: [
      {
        number: 130,
        issues: [30],
        opened: "03-23 11:00",
        ready: "03-23 11:00",
        firstReview: "03-23 12:00",
        merged: "03-23 13:00",
        released: "03-24 12:10",
        waits: `
          reviewer  03-23 11:00
          merge     03-23 12:00
          closed    03-23 13:00`,
      },
    ],
  },
];

/** Decides the ways whose story is the release: rolled back, two production environments, an approval, and the last one of the month. */
import type { Story } from "../story.ts";

export const release: Story[] = [
  {
    title: "deployed, rolled back, deployed again",
    tell({ at }) {
      at("03-06 16:00", (m) => m.issueOpened(25, { by: "ines", title: "Show taxes" }));
      at("03-06 16:05", (m) => m.assigned(25, "omar", { by: "lena" }));
      at("03-09 10:00", (m) => m.pushed("25-taxes", { by: "omar" }));
      at("03-09 11:00", (m) => m.pullRequestOpened(125, { by: "omar", branch: "25-taxes", closes: [25] }));
      at("03-09 15:00", (m) => m.reviewed(125, "tess", "approved"));
      at("03-09 16:00", (m) => m.merged(125));
    },
    items: [
      {
        number: 25,
        pullRequests: [125],
        // The first release counts, whatever comes after it.
        released: "03-10 12:10",
        signal: "deployment",
        way: `
          shaping               03-06 16:00     active
                                03-07 16:05     attention
          implementation        03-09 10:00:02  active
          review                03-09 11:00     reviewer
                                03-09 15:00     merge
          release               03-09 16:00     release
                                03-10 12:00     active
                                03-10 12:10     verification
          production-stability  03-10 13:10     observation
          release               03-10 15:10     release
                                03-11 12:00     active
                                03-11 12:10     verification
          production-stability  03-11 13:10     observation
          learning-and-flow     03-14 13:10     retrospective
          shipped               04-11 13:10`,
        tasks: `
          idea-capture              03-06 16:00 .. 03-06 16:05
          initial-triage            03-06 16:00 .. 03-06 16:05
          environment-setup         03-09 10:00:02
          coding                    03-09 10:00:02
          pull-request-creation     03-09 11:00
          human-review              03-09 11:00 .. 03-09 15:00
          deployment                03-10 12:00 .. 03-10 12:10
          post-deploy-verification  03-10 12:10 .. 03-10 13:10
          monitoring                03-10 13:10 .. 03-10 15:10
          incident-response         03-10 15:10 .. 03-11 12:10
          deployment                03-11 12:00 .. 03-11 12:10
          post-deploy-verification  03-11 12:10 .. 03-11 13:10
          monitoring                03-11 13:10 .. 03-14 13:10
          retrospectives            03-16 08:00 .. 04-11 13:10`,
        rework: `
          flow-back   release  03-10 15:10  deployment_status.created 9006
          deployment  release  03-11 12:00  deployment.created 9007`,
      },
    ],
    pullRequests: [
      {
        number: 125,
        issues: [25],
        opened: "03-09 11:00",
        ready: "03-09 11:00",
        firstReview: "03-09 15:00",
        merged: "03-09 16:00",
        released: "03-10 12:10",
        waits: `
          reviewer  03-09 11:00
          merge     03-09 15:00
          closed    03-09 16:00`,
      },
    ],
  },
  {
    title: "two production environments: released where it is first",
    tell({ at }) {
      at("03-17 13:00", (m) => m.pushed("fast-images", { by: "ravi" }));
      at("03-17 13:30", (m) => m.pullRequestOpened(126, { by: "ravi", branch: "fast-images" }));
      at("03-17 14:30", (m) => m.reviewed(126, "lena", "approved"));
      at("03-17 15:00", (m) => m.merged(126));
    },
    items: [
      {
        number: 126,
        kind: "pull_request",
        released: "03-18 09:10",
        signal: "deployment",
        way: `
          implementation        03-17 13:00:02  active
          review                03-17 13:30     reviewer
                                03-17 14:30     merge
          release               03-17 15:00     release
                                03-18 09:00     active
                                03-18 09:10     verification
          production-stability  03-18 10:10     observation
          learning-and-flow     03-21 10:10     retrospective
          shipped               03-26 16:00`,
        tasks: `
          environment-setup         03-17 13:00:02
          coding                    03-17 13:00:02
          pull-request-creation     03-17 13:30
          human-review              03-17 13:30 .. 03-17 14:30
          deployment                03-18 09:00 .. 03-18 09:10
          post-deploy-verification  03-18 09:10 .. 03-18 10:10
          monitoring                03-18 10:10 .. 03-21 10:10
          deployment                03-19 12:00 .. 03-19 12:10
          post-deploy-verification  03-19 12:10 .. 03-19 13:10
          retrospectives            03-23 08:00 .. 03-26 16:00`,
      },
    ],
    pullRequests: [
      {
        number: 126,
        opened: "03-17 13:30",
        ready: "03-17 13:30",
        firstReview: "03-17 14:30",
        merged: "03-17 15:00",
        released: "03-18 09:10",
        waits: `
          reviewer  03-17 13:30
          merge     03-17 14:30
          closed    03-17 15:00`,
      },
    ],
  },
  {
    title: "the deployment waits for somebody's approval",
    tell({ at }) {
      at("03-25 10:00", (m) => m.pushed("dark-mode", { by: "omar" }));
      at("03-25 11:00", (m) => m.pullRequestOpened(133, { by: "omar", branch: "dark-mode" }));
      at("03-25 12:00", (m) => m.reviewed(133, "tess", "approved"));
      at("03-25 13:00", (m) => m.merged(133));
    },
    items: [
      {
        number: 133,
        kind: "pull_request",
        released: "03-26 12:10",
        signal: "deployment",
        way: `
          implementation        03-25 10:00:02  active
          review                03-25 11:00     reviewer
                                03-25 12:00     merge
          release               03-25 13:00     release
                                03-26 11:31     approval
                                03-26 11:59:02  active
                                03-26 12:10     verification
          production-stability  03-26 13:10     observation
          learning-and-flow     03-29 13:10     retrospective
          shipped               04-01 16:00`,
        tasks: `
          environment-setup         03-25 10:00:02
          coding                    03-25 10:00:02
          pull-request-creation     03-25 11:00
          human-review              03-25 11:00 .. 03-25 12:00
          ci-cd-orchestration       03-26 11:31 .. 03-26 12:10
          deployment                03-26 11:31 .. 03-26 12:10
          post-deploy-verification  03-26 12:10 .. 03-26 13:10
          monitoring                03-26 13:10 .. 03-29 13:10
          retrospectives            03-30 08:00 .. 04-01 16:00`,
      },
    ],
    pullRequests: [
      {
        number: 133,
        opened: "03-25 11:00",
        ready: "03-25 11:00",
        firstReview: "03-25 12:00",
        merged: "03-25 13:00",
        released: "03-26 12:10",
        waits: `
          reviewer  03-25 11:00
          merge     03-25 12:00
          closed    03-25 13:00`,
      },
    ],
  },
  {
    title: "still in learning at the end: nobody has closed its week's summary",
    tell({ at }) {
      at("03-30 09:00", (m) => m.pushed("emails", { by: "omar" }));
      at("03-30 10:00", (m) => m.pullRequestOpened(141, { by: "omar", branch: "emails" }));
      at("03-30 11:00", (m) => m.reviewed(141, "lena", "approved"));
      at("03-30 12:00", (m) => m.merged(141));
    },
    items: [
      {
        number: 141,
        kind: "pull_request",
        released: "03-31 12:10",
        signal: "deployment",
        way: `
          implementation        03-30 09:00:02  active
          review                03-30 10:00     reviewer
                                03-30 11:00     merge
          release               03-30 12:00     release
                                03-31 12:00     active
                                03-31 12:10     verification
          production-stability  03-31 13:10     observation
          learning-and-flow     04-03 13:10     retrospective`,
        tasks: `
          environment-setup         03-30 09:00:02
          coding                    03-30 09:00:02
          pull-request-creation     03-30 10:00
          human-review              03-30 10:00 .. 03-30 11:00
          deployment                03-31 12:00 .. 03-31 12:10
          post-deploy-verification  03-31 12:10 .. 03-31 13:10
          monitoring                03-31 13:10 .. 04-03 13:10
          retrospectives            04-06 08:00 ..`,
      },
    ],
    pullRequests: [
      {
        number: 141,
        opened: "03-30 10:00",
        ready: "03-30 10:00",
        firstReview: "03-30 11:00",
        merged: "03-30 12:00",
        released: "03-31 12:10",
        waits: `
          reviewer  03-30 10:00
          merge     03-30 11:00
          closed    03-30 12:00`,
      },
    ],
  },
];

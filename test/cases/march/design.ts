/** Decides the way that is designed, built, and sent back from review to design. */
import type { Story } from "../story.ts";

export const design: Story[] = [
  {
    title: "designed, reviewed, and back from review to design",
    tell({ at }) {
      at("03-04 09:00", (m) => m.issueOpened(14, { by: "ines", title: "Guest accounts" }));
      at("03-04 09:10", (m) => m.assigned(14, "lena", { by: "lena" }));
      at("03-04 10:00", (m) => m.labeled(14, "stage: design", { by: "ines" }));
      at("03-04 13:00", (m) => m.labeled(14, "security review", { by: "lena" }));
      at("03-05 09:00", (m) => m.unlabeled(14, "security review", { by: "lena" }));
      at("03-05 10:00", (m) => m.labeled(14, "design review", { by: "tess" }));
      at("03-05 14:00", (m) => m.labeled(14, "design changes", { by: "lena" }));
      at("03-06 10:00", (m) => m.labeled(14, "design approved", { by: "lena" }));
      at("03-06 10:05", (m) => m.unlabeled(14, "design review", { by: "lena" }));
      at("03-06 11:00", (m) => m.labeled(14, "in progress", { by: "tess" }));
      at("03-06 11:01", (m) => m.unlabeled(14, "stage: design", { by: "tess" }));
      at("03-06 15:00", (m) => m.pushed("14-guests", { by: "tess" }));
      at("03-09 10:00", (m) => m.pullRequestOpened(114, { by: "tess", branch: "14-guests", closes: [14] }));
      at("03-09 16:00", (m) => m.reviewed(114, "lena", "commented"));
      at("03-10 10:00", (m) => m.labeled(14, "stage: design", { by: "lena" }));
      at("03-11 15:00", (m) => m.closedUnmerged(114));
      at("03-12 10:00", (m) => m.pushed("14-second", { by: "tess" }));
      at("03-12 11:00", (m) => m.pullRequestOpened(214, { by: "tess", branch: "14-second", closes: [14] }));
      at("03-12 15:00", (m) => m.reviewed(214, "lena", "approved"));
      at("03-12 15:30", (m) => m.merged(214));
    },
    items: [
      {
        number: 14,
        pullRequests: [114, 214],
        released: "03-13 12:10",
        signal: "deployment",
        way: `
          shaping               03-04 09:00     active
          design                03-04 10:00     active
                                03-05 10:00     decision
                                03-06 10:05     active
          implementation        03-06 11:00     active
                                03-07 15:00:02  attention
          review                03-09 10:00     reviewer
          design                03-10 10:00     active
                                03-11 10:00     attention
          implementation        03-11 15:00     attention
                                03-12 10:00:02  active
          review                03-12 11:00     reviewer
                                03-12 15:00     merge
          release               03-12 15:30     release
                                03-13 12:00     active
                                03-13 12:10     verification
          production-stability  03-13 13:10     observation
          learning-and-flow     03-16 13:10     retrospective
          shipped               03-26 16:00`,
        tasks: `
          idea-capture              03-04 09:00 .. 03-04 09:10
          initial-triage            03-04 09:00 .. 03-04 09:10
          solution-sketching        03-04 10:00 .. 03-04 13:00
          feasibility-checks        03-04 13:00 .. 03-05 09:00
          design-review             03-05 10:00 .. 03-06 10:00
          environment-setup         03-06 15:00:02
          coding                    03-06 15:00:02
          pull-request-creation     03-09 10:00
          human-review              03-09 10:00 .. 03-09 16:00
          solution-sketching        03-10 10:00 .. 03-11 15:00
          environment-setup         03-12 10:00:02
          coding                    03-12 10:00:02
          pull-request-creation     03-12 11:00
          human-review              03-12 11:00 .. 03-12 15:00
          deployment                03-13 12:00 .. 03-13 12:10
          post-deploy-verification  03-13 12:10 .. 03-13 13:10
          monitoring                03-13 13:10 .. 03-16 13:10
          retrospectives            03-23 08:00 .. 03-26 16:00`,
        rework: `
          design-changes  design  03-05 14:00  issues.labeled #14
          flow-back       design  03-10 10:00  issues.labeled #14`,
      },
    ],
    pullRequests: [
      {
        number: 114,
        issues: [14],
        opened: "03-09 10:00",
        ready: "03-09 10:00",
        firstReview: "03-09 16:00",
        closed: "03-11 15:00",
        waits: `
          reviewer  03-09 10:00
          closed    03-11 15:00`,
      },
      {
        number: 214,
        issues: [14],
        opened: "03-12 11:00",
        ready: "03-12 11:00",
        firstReview: "03-12 15:00",
        merged: "03-12 15:30",
        released: "03-13 12:10",
        waits: `
          reviewer  03-12 11:00
          merge     03-12 15:00
          closed    03-12 15:30`,
      },
    ],
  },
];

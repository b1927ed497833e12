/** Decides the ways whose story is whether they are ready: drafts, checks and the merge queue. All go out on the 13th. */
import type { Story } from "../story.ts";

export const readiness: Story[] = [
  {
    title: "a draft, ready, a draft again, ready again",
    tell({ at }) {
      at("03-11 13:20", (m) => m.pushed("speed-up", { by: "ravi" }));
      at("03-11 14:20", (m) => m.pullRequestOpened(119, { by: "ravi", branch: "speed-up", draft: true }));
      at("03-12 09:00", (m) => m.madeReady(119));
      at("03-12 10:00", (m) => m.madeDraft(119));
      at("03-12 11:00", (m) => m.madeReady(119));
      at("03-12 13:00", (m) => m.reviewed(119, "lena", "approved"));
      at("03-12 13:30", (m) => m.merged(119));
    },
    items: [
      {
        number: 119,
        kind: "pull_request",
        released: "03-13 12:10",
        signal: "deployment",
        way: `
          implementation        03-11 13:20:02  active
          review                03-12 09:00     reviewer
          implementation        03-12 10:00     active
          review                03-12 11:00     reviewer
                                03-12 13:00     merge
          release               03-12 13:30     release
                                03-13 12:00     active
                                03-13 12:10     verification
          production-stability  03-13 13:10     observation
          learning-and-flow     03-16 13:10     retrospective
          shipped               03-26 16:00`,
        tasks: `
          environment-setup         03-11 13:20:02
          coding                    03-11 13:20:02
          pull-request-creation     03-11 14:20 .. 03-12 09:00
          human-review              03-12 09:00 .. 03-12 13:00
          deployment                03-13 12:00 .. 03-13 12:10
          post-deploy-verification  03-13 12:10 .. 03-13 13:10
          monitoring                03-13 13:10 .. 03-16 13:10
          retrospectives            03-23 08:00 .. 03-26 16:00`,
        rework: `flow-back  implementation  03-12 10:00  pull_request.converted_to_draft #119`,
      },
    ],
    pullRequests: [
      {
        number: 119,
        opened: "03-11 14:20",
        ready: "03-12 09:00",
        firstReview: "03-12 13:00",
        merged: "03-12 13:30",
        released: "03-13 12:10",
        waits: `
          author    03-11 14:20
          reviewer  03-12 09:00
          author    03-12 10:00
          reviewer  03-12 11:00
          merge     03-12 13:00
          closed    03-12 13:30`,
      },
    ],
  },
  {
    title: "a red check on the draft and one in review, each followed by a push",
    tell({ at }) {
      at("03-11 13:30", (m) => m.pushed("coupon-codes", { by: "omar" }));
      at("03-11 14:30", (m) => m.pullRequestOpened(120, { by: "omar", branch: "coupon-codes", draft: true }));
      at("03-11 14:31", (m) => m.checkStarted(120, "build"));
      at("03-11 14:41", (m) => m.checkEnded(120, "build", "failure"));
      at("03-11 15:00", (m) => m.pushed("coupon-codes", { by: "omar" }));
      at("03-11 15:30", (m) => m.madeReady(120));
      at("03-11 15:40", (m) => m.checkStarted(120, "e2e"));
      at("03-11 15:50", (m) => m.checkEnded(120, "e2e", "failure"));
      at("03-11 16:30", (m) => m.pushed("coupon-codes", { by: "omar" }));
      at("03-11 16:31", (m) => m.checkStarted(120, "e2e"));
      at("03-11 16:41", (m) => m.checkEnded(120, "e2e", "success"));
      at("03-11 17:00", (m) => m.reviewed(120, "lena", "approved"));
      at("03-11 17:30", (m) => m.merged(120));
    },
    items: [
      {
        number: 120,
        kind: "pull_request",
        released: "03-13 12:10",
        signal: "deployment",
        way: `
          implementation        03-11 13:30:02  active
          review                03-11 15:30     reviewer
                                03-11 15:50     active
                                03-11 16:30     reviewer
                                03-11 17:00     merge
          release               03-11 17:30     release
                                03-13 12:00     active
                                03-13 12:10     verification
          production-stability  03-13 13:10     observation
          learning-and-flow     03-16 13:10     retrospective
          shipped               03-26 16:00`,
        tasks: `
          environment-setup         03-11 13:30:02
          coding                    03-11 13:30:02 .. 03-11 15:00
          pull-request-creation     03-11 14:30 .. 03-11 15:30
          local-testing             03-11 14:31 .. 03-11 14:41
          human-review              03-11 15:30 .. 03-11 17:00
          automated-checks          03-11 15:40 .. 03-11 15:50
          automated-checks          03-11 16:31 .. 03-11 16:41
          deployment                03-13 12:00 .. 03-13 12:10
          post-deploy-verification  03-13 12:10 .. 03-13 13:10
          monitoring                03-13 13:10 .. 03-16 13:10
          retrospectives            03-23 08:00 .. 03-26 16:00`,
        rework: `
          red-check  implementation  03-11 15:00  pull_request.synchronize #120
          red-check  review          03-11 16:30  pull_request.synchronize #120`,
      },
    ],
    pullRequests: [
      {
        number: 120,
        opened: "03-11 14:30",
        ready: "03-11 15:30",
        firstReview: "03-11 17:00",
        merged: "03-11 17:30",
        released: "03-13 12:10",
        waits: `
          author    03-11 14:30
          reviewer  03-11 15:30
          author    03-11 15:50
          reviewer  03-11 16:30
          merge     03-11 17:00
          closed    03-11 17:30`,
      },
    ],
  },
  {
    title: "out of the merge queue once, then through it",
    tell({ at }) {
      at("03-11 13:40", (m) => m.pushed("gift-cards", { by: "tess" }));
      at("03-11 14:40", (m) => m.pullRequestOpened(121, { by: "tess", branch: "gift-cards" }));
      at("03-11 15:40", (m) => m.reviewed(121, "lena", "approved"));
      at("03-11 16:00", (m) => m.enqueued(121));
      at("03-11 16:10", (m) => m.dequeued(121, { reason: "CI_FAILURE" }));
      at("03-11 16:20", (m) => m.enqueued(121));
      at("03-11 16:30", (m) => {
        m.dequeued(121, { reason: "MERGE" });
        m.merged(121);
      });
    },
    items: [
      {
        number: 121,
        kind: "pull_request",
        released: "03-13 12:10",
        signal: "deployment",
        way: `
          implementation        03-11 13:40:02  active
          review                03-11 14:40     reviewer
                                03-11 15:40     merge
                                03-11 16:00     merge-queue
                                03-11 16:10     merge
                                03-11 16:20     merge-queue
          release               03-11 16:30     release
                                03-13 12:00     active
                                03-13 12:10     verification
          production-stability  03-13 13:10     observation
          learning-and-flow     03-16 13:10     retrospective
          shipped               03-26 16:00`,
        tasks: `
          environment-setup         03-11 13:40:02
          coding                    03-11 13:40:02
          pull-request-creation     03-11 14:40
          human-review              03-11 14:40 .. 03-11 15:40
          deployment                03-13 12:00 .. 03-13 12:10
          post-deploy-verification  03-13 12:10 .. 03-13 13:10
          monitoring                03-13 13:10 .. 03-16 13:10
          retrospectives            03-23 08:00 .. 03-26 16:00`,
      },
    ],
    pullRequests: [
      {
        number: 121,
        opened: "03-11 14:40",
        ready: "03-11 14:40",
        firstReview: "03-11 15:40",
        merged: "03-11 16:30",
        released: "03-13 12:10",
        waits: `
          reviewer     03-11 14:40
          merge        03-11 15:40
          merge-queue  03-11 16:00
          merge        03-11 16:10
          merge-queue  03-11 16:20
          closed       03-11 16:30`,
      },
    ],
  },
];

/** Decides the ways whose story is what reviewers say. All go out on the 13th. */
import type { Story } from "../story.ts";

export const review: Story[] = [
  {
    title: "two reviewers, one asked again",
    tell({ at }) {
      at("03-11 13:00", (m) => m.pushed("search-index", { by: "omar" }));
      at("03-11 14:00", (m) => m.pullRequestOpened(117, { by: "omar", branch: "search-index" }));
      at("03-11 14:01", (m) => m.reviewAsked(117, "lena"));
      at("03-11 15:00", (m) => m.reviewed(117, "lena", "changes_requested"));
      at("03-11 15:30", (m) => m.reviewed(117, "tess", "approved"));
      at("03-11 16:30", (m) => m.reviewAsked(117, "lena"));
      at("03-11 17:30", (m) => m.reviewed(117, "lena", "approved"));
      at("03-11 17:40", (m) => m.dismissed(117, "tess", { by: "lena" }));
      at("03-11 18:00", (m) => m.merged(117));
    },
    items: [
      {
        number: 117,
        kind: "pull_request",
        released: "03-13 12:10",
        signal: "deployment",
        way: `
          implementation        03-11 13:00:02  active
          review                03-11 14:00     reviewer
                                03-11 15:00     active
                                03-11 16:30     reviewer
                                03-11 17:30     merge
          release               03-11 18:00     release
                                03-13 12:00     active
                                03-13 12:10     verification
          production-stability  03-13 13:10     observation
          learning-and-flow     03-16 13:10     retrospective
          shipped               03-26 16:00`,
        tasks: `
          environment-setup         03-11 13:00:02
          coding                    03-11 13:00:02
          pull-request-creation     03-11 14:00
          human-review              03-11 14:00 .. 03-11 15:00
          review-iteration          03-11 15:00 .. 03-11 17:30
          human-review              03-11 16:30 .. 03-11 17:30
          deployment                03-13 12:00 .. 03-13 12:10
          post-deploy-verification  03-13 12:10 .. 03-13 13:10
          monitoring                03-13 13:10 .. 03-16 13:10
          retrospectives            03-23 08:00 .. 03-26 16:00`,
        rework: `review-round  review  03-11 17:30  pull_request_review.submitted #117`,
      },
    ],
    pullRequests: [
      {
        number: 117,
        opened: "03-11 14:00",
        ready: "03-11 14:00",
        firstReview: "03-11 15:00",
        merged: "03-11 18:00",
        released: "03-13 12:10",
        rounds: 1,
        waits: `
          reviewer  03-11 14:00
          author    03-11 15:00
          reviewer  03-11 16:30
          merge     03-11 17:30
          closed    03-11 18:00`,
      },
    ],
  },
  {
    title: "a request for changes is dismissed: answered, and its reviewer's word is still awaited",
    tell({ at }) {
      at("03-11 13:10", (m) => m.pushed("cart-totals", { by: "tess" }));
      at("03-11 14:10", (m) => m.pullRequestOpened(118, { by: "tess", branch: "cart-totals" }));
      at("03-11 15:10", (m) => m.reviewed(118, "lena", "changes_requested"));
      at("03-12 10:00", (m) => m.dismissed(118, "lena", { by: "rosa" }));
      at("03-12 11:00", (m) => m.reviewed(118, "lena", "commented"));
      at("03-12 12:00", (m) => m.reviewed(118, "lena", "approved"));
      at("03-12 12:30", (m) => m.merged(118));
    },
    items: [
      {
        number: 118,
        kind: "pull_request",
        released: "03-13 12:10",
        signal: "deployment",
        way: `
          implementation        03-11 13:10:02  active
          review                03-11 14:10     reviewer
                                03-11 15:10     active
                                03-12 10:00     reviewer
                                03-12 12:00     merge
          release               03-12 12:30     release
                                03-13 12:00     active
                                03-13 12:10     verification
          production-stability  03-13 13:10     observation
          learning-and-flow     03-16 13:10     retrospective
          shipped               03-26 16:00`,
        tasks: `
          environment-setup         03-11 13:10:02
          coding                    03-11 13:10:02
          pull-request-creation     03-11 14:10
          human-review              03-11 14:10 .. 03-11 15:10
          review-iteration          03-11 15:10 .. 03-12 12:00
          deployment                03-13 12:00 .. 03-13 12:10
          post-deploy-verification  03-13 12:10 .. 03-13 13:10
          monitoring                03-13 13:10 .. 03-16 13:10
          retrospectives            03-23 08:00 .. 03-26 16:00`,
        rework: `review-round  review  03-12 12:00  pull_request_review.submitted #118`,
      },
    ],
    pullRequests: [
      {
        number: 118,
        opened: "03-11 14:10",
        ready: "03-11 14:10",
        firstReview: "03-11 15:10",
        merged: "03-12 12:30",
        released: "03-13 12:10",
        rounds: 1,
        waits: `
          reviewer  03-11 14:10
          author    03-11 15:10
          reviewer  03-12 10:00
          merge     03-12 12:00
          closed    03-12 12:30`,
      },
    ],
  },
];

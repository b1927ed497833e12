/** Decides the ways that end before a merge, or have not come to one yet. */
import type { Story } from "../story.ts";

export const unfinished: Story[] = [
  {
    title: "an attempt that is given up",
    tell({ at }) {
      at("03-24 09:00", (m) => m.pushed("try-wasm", { by: "ravi" }));
      at("03-24 10:00", (m) => m.pullRequestOpened(139, { by: "ravi", branch: "try-wasm", draft: true }));
      at("03-26 10:00", (m) => m.closedUnmerged(139));
    },
    items: [
      {
        number: 139,
        kind: "pull_request",
        way: `
          implementation  03-24 09:00:02  active
                          03-25 10:00     attention
          dropped         03-26 10:00`,
        tasks: `
          environment-setup      03-24 09:00:02
          coding                 03-24 09:00:02 .. 03-26 10:00
          pull-request-creation  03-24 10:00 .. 03-26 10:00`,
      },
    ],
    pullRequests: [
      {
        number: 139,
        opened: "03-24 10:00",
        closed: "03-26 10:00",
        waits: `
          author  03-24 10:00
          closed  03-26 10:00`,
      },
    ],
  },
  {
    title: "changes requested on Thursday, and not answered by Monday",
    tell({ at }) {
      at("04-09 09:00", (m) => m.pushed("gift-wrap", { by: "tess" }));
      at("04-09 10:00", (m) => m.pullRequestOpened(140, { by: "tess", branch: "gift-wrap" }));
      at("04-09 11:00", (m) => m.reviewed(140, "lena", "changes_requested"));
    },
    items: [
      {
        number: 140,
        kind: "pull_request",
        way: `
          implementation  04-09 09:00:02  active
          review          04-09 10:00     reviewer
                          04-09 11:00     active
                          04-10 10:00     author`,
        tasks: `
          environment-setup      04-09 09:00:02
          coding                 04-09 09:00:02
          pull-request-creation  04-09 10:00
          human-review           04-09 10:00 .. 04-09 11:00
          review-iteration       04-09 11:00 ..`,
      },
    ],
    pullRequests: [
      {
        number: 140,
        opened: "04-09 10:00",
        ready: "04-09 10:00",
        firstReview: "04-09 11:00",
        waits: `
          reviewer  04-09 10:00
          author    04-09 11:00`,
      },
    ],
  },
];

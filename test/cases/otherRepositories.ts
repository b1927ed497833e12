/** Decides two small cases of repositories that are never deployed: one publishes releases, one does neither. */
import type { Case } from "./story.ts";

export const library: Case = {
  year: 2026,
  repository: { fullName: "acme/library", id: 2002 },
  now: "03-20 12:00",
  stories: [
    {
      title: "a library that was released before: its next release counts",
      tell({ at }) {
        at("03-02 11:58", (m) => m.tagPushed("v1.0", { by: "rosa" }));
        at("03-02 12:00", (m) => m.releasePublished(1, "v1.0", { by: "rosa" }));
        at("03-03 09:00", (m) => m.pushed("parser", { by: "omar" }));
        at("03-03 10:00", (m) => m.pullRequestOpened(1, { by: "omar", branch: "parser" }));
        at("03-03 12:00", (m) => m.reviewed(1, "lena", "approved"));
        at("03-04 10:00", (m) => m.merged(1));
        at("03-05 11:58", (m) => m.tagPushed("v1.1", { by: "rosa" }));
        at("03-05 12:00", (m) => m.releasePublished(2, "v1.1", { by: "rosa" }));
      },
      items: [
        {
          number: 1,
          kind: "pull_request",
          released: "03-05 12:00",
          signal: "release",
          way: `
            implementation        03-03 09:00:02  active
            review                03-03 10:00     reviewer
                                  03-03 12:00     merge
            release               03-04 10:00     release
                                  03-05 11:58:02  active
            production-stability  03-05 12:00     observation
            learning-and-flow     03-08 12:00     retrospective`,
          tasks: `
            environment-setup      03-03 09:00:02
            coding                 03-03 09:00:02
            pull-request-creation  03-03 10:00
            human-review           03-03 10:00 .. 03-03 12:00
            release-packaging      03-05 11:58:02 .. 03-05 12:00
            monitoring             03-05 12:00 .. 03-08 12:00`,
        },
      ],
      pullRequests: [
        {
          number: 1,
          opened: "03-03 10:00",
          ready: "03-03 10:00",
          firstReview: "03-03 12:00",
          merged: "03-04 10:00",
          released: "03-05 12:00",
          waits: `
            reviewer  03-03 10:00
            merge     03-03 12:00
            closed    03-04 10:00`,
        },
      ],
    },
    {
      title: "merged after the last release: it waits for the next",
      tell({ at }) {
        at("03-05 12:30", (m) => m.pushed("printer", { by: "omar" }));
        at("03-05 13:00", (m) => m.pullRequestOpened(2, { by: "omar", branch: "printer" }));
        at("03-05 13:30", (m) => m.reviewed(2, "lena", "approved"));
        at("03-05 14:00", (m) => m.merged(2));
      },
      items: [
        {
          number: 2,
          kind: "pull_request",
          signal: "release",
          way: `
            implementation  03-05 12:30:02  active
            review          03-05 13:00     reviewer
                            03-05 13:30     merge
            release         03-05 14:00     release`,
          tasks: `
            environment-setup      03-05 12:30:02
            coding                 03-05 12:30:02
            pull-request-creation  03-05 13:00
            human-review           03-05 13:00 .. 03-05 13:30`,
        },
      ],
      pullRequests: [
        {
          number: 2,
          opened: "03-05 13:00",
          ready: "03-05 13:00",
          firstReview: "03-05 13:30",
          merged: "03-05 14:00",
          waits: `
            reviewer  03-05 13:00
            merge     03-05 13:30
            closed    03-05 14:00`,
        },
      ],
    },
  ],
};

export const notes: Case = {
  year: 2026,
  repository: { fullName: "acme/notes", id: 3003 },
  now: "03-20 12:00",
  stories: [
    {
      title: "neither deployed nor released: merging counts",
      tell({ at }) {
        at("03-03 09:00", (m) => m.pushed("minutes", { by: "ines" }));
        at("03-03 10:00", (m) => m.pullRequestOpened(1, { by: "ines", branch: "minutes" }));
        at("03-03 11:00", (m) => m.reviewed(1, "lena", "approved"));
        at("03-03 12:00", (m) => m.merged(1));
      },
      items: [
        {
          number: 1,
          kind: "pull_request",
          released: "03-03 12:00",
          signal: "merge",
          way: `
            implementation        03-03 09:00:02  active
            review                03-03 10:00     reviewer
                                  03-03 11:00     merge
            production-stability  03-03 12:00     observation
            learning-and-flow     03-06 12:00     retrospective`,
          tasks: `
            environment-setup      03-03 09:00:02
            coding                 03-03 09:00:02
            pull-request-creation  03-03 10:00
            human-review           03-03 10:00 .. 03-03 11:00
            monitoring             03-03 12:00 .. 03-06 12:00`,
        },
      ],
      pullRequests: [
        {
          number: 1,
          opened: "03-03 10:00",
          ready: "03-03 10:00",
          firstReview: "03-03 11:00",
          merged: "03-03 12:00",
          released: "03-03 12:00",
          waits: `
            reviewer  03-03 10:00
            merge     03-03 11:00
            closed    03-03 12:00`,
        },
      ],
    },
  ],
};

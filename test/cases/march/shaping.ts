/** Decides the ways that hardly leave shaping: questions, decisions, what blocks, what is split, dropped, or done without code. */
import type { Story } from "../story.ts";

export const shaping: Story[] = [
  {
    title: "a question to the one who asked, and then nobody cares: dropped",
    tell({ at }) {
      at("03-02 10:00", (m) => m.issueOpened(5, { by: "omar", title: "It crashes sometimes" }));
      at("03-02 11:00", (m) => m.labeled(5, "Needs Info", { by: "ines" }));
      at("03-03 10:00", (m) => m.commented(5, { by: "omar" }));
      at("03-03 12:00", (m) => m.unlabeled(5, "Needs Info", { by: "ines" }));
      at("03-03 12:30", (m) => m.commented(5, { by: "ines" }));
      at("03-20 10:00", (m) => m.issueClosed(5, { by: "ines", as: "not_planned" }));
    },
    items: [
      {
        number: 5,
        // Its label starts a task and so ends no triage, nor does its author's own comment.
        way: `
          shaping  03-02 10:00  active
                   03-02 11:00  information
                   03-03 12:00  active
                   03-04 12:30  attention
          dropped  03-20 10:00`,
        tasks: `
          idea-capture    03-02 10:00 .. 03-03 12:30
          initial-triage  03-02 10:00 .. 03-03 12:30
          clarification   03-02 11:00 .. 03-03 12:00`,
      },
    ],
  },
  {
    title: "three decisions, and it is done without any code",
    tell({ at }) {
      at("03-02 10:30", (m) => m.issueOpened(6, { by: "ines", title: "Rename the plans" }));
      at("03-02 10:31", (m) => m.labeled(6, "needs triage", { by: "lena" }));
      at("03-03 09:00", (m) => m.milestoned(6, "March", { by: "lena" }));
      at("03-03 09:05", (m) => m.unlabeled(6, "needs triage", { by: "lena" }));
      at("03-03 09:10", (m) => m.labeled(6, "needs-scoping", { by: "lena" }));
      at("03-04 09:00", (m) => m.labeled(6, "size: M", { by: "tess" }));
      at("03-04 09:30", (m) => m.unlabeled(6, "needs-scoping", { by: "tess" }));
      at("03-04 09:31", (m) => m.labeled(6, "needs priority", { by: "ines" }));
      at("03-05 10:00", (m) => m.labeled(6, "P2", { by: "ines" }));
      at("03-05 10:05", (m) => m.unlabeled(6, "needs priority", { by: "ines" }));
      at("03-06 10:00", (m) => m.issueClosed(6, { by: "ines" }));
    },
    items: [
      {
        number: 6,
        // A size ends the scoping; the wait for a decision lasts until the label is off.
        way: `
          shaping    03-02 10:30  active
                     03-02 10:31  decision
                     03-03 09:05  active
                     03-03 09:10  decision
                     03-04 09:30  active
                     03-04 09:31  decision
                     03-05 10:05  active
          completed  03-06 10:00`,
        tasks: `
          idea-capture    03-02 10:30 .. 03-03 09:00
          initial-triage  03-02 10:30 .. 03-03 09:00
          scoping         03-03 09:10 .. 03-04 09:00
          prioritisation  03-04 09:31 .. 03-05 10:00`,
      },
    ],
  },
  {
    title: "blocked by a label, then by another issue until that is closed",
    tell({ at }) {
      at("03-02 11:00", (m) => m.issueOpened(7, { by: "ines", title: "Pay by invoice" }));
      at("03-02 11:05", (m) => m.assigned(7, "tess", { by: "lena" }));
      at("03-02 11:10", (m) => m.issueOpened(8, { by: "ines", title: "Choose a payment provider" }));
      at("03-02 11:15", (m) => m.assigned(8, "lena", { by: "lena" }));
      at("03-03 10:00", (m) => m.labeled(7, "blocked", { by: "tess" }));
      at("03-04 10:00", (m) => m.unlabeled(7, "blocked", { by: "tess" }));
      at("03-05 09:00", (m) => m.blockedBy(7, 8, { by: "tess" }));
      at("03-06 15:00", (m) => m.issueClosed(8, { by: "lena" }));
      at("03-12 09:00", (m) => m.issueClosed(7, { by: "ines", as: "duplicate" }));
    },
    items: [
      {
        number: 7,
        way: `
          shaping  03-02 11:00     active
                   03-03 10:00     dependency
                   03-04 10:00     active
                   03-05 09:00:02  dependency
                   03-06 15:00     attention
          dropped  03-12 09:00`,
        tasks: `
          idea-capture    03-02 11:00 .. 03-02 11:05
          initial-triage  03-02 11:00 .. 03-02 11:05`,
      },
      {
        number: 8,
        way: `
          shaping    03-02 11:10  active
                     03-03 11:15  attention
          completed  03-06 15:00`,
        tasks: `
          idea-capture    03-02 11:10 .. 03-02 11:15
          initial-triage  03-02 11:10 .. 03-02 11:15`,
      },
    ],
  },
  {
    title: "a parent with two sub-issues: one is built, one is dropped, and the parent only follows",
    tell({ at }) {
      at("03-03 09:00", (m) => m.issueOpened(9, { by: "ines", title: "Address book" }));
      at("03-03 09:10", (m) => m.assigned(9, "tess", { by: "lena" }));
      at("03-03 14:00", (m) => m.issueOpened(10, { by: "tess", title: "Store addresses" }));
      at("03-03 14:05", (m) => m.issueOpened(11, { by: "tess", title: "Import addresses" }));
      at("03-03 15:00", (m) => m.subIssueAdded(9, 10, { by: "tess" }));
      at("03-03 15:05", (m) => m.subIssueAdded(9, 11, { by: "tess" }));
      at("03-03 15:10", (m) => m.assigned(10, "tess", { by: "tess" }));
      at("03-03 15:30", (m) => m.commented(11, { by: "lena" }));
      at("03-04 09:00", (m) => m.pushed("10-addresses", { by: "tess" }));
      at("03-04 13:00", (m) => m.pullRequestOpened(110, { by: "tess", branch: "10-addresses", closes: [10] }));
      at("03-05 09:30", (m) => m.reviewed(110, "lena", "approved"));
      at("03-05 10:00", (m) => m.merged(110));
      at("03-05 11:00", (m) => m.issueClosed(11, { by: "tess", as: "not_planned" }));
      at("03-09 17:00", (m) => m.issueClosed(9, { by: "ines" }));
    },
    items: [
      {
        number: 9,
        way: `
          shaping         03-03 09:00     active
          design          03-03 15:00:02  active
          implementation  03-04 09:00:02  active
                          03-04 15:05:02  attention
          completed       03-09 17:00`,
        tasks: `
          idea-capture        03-03 09:00 .. 03-03 09:10
          initial-triage      03-03 09:00 .. 03-03 09:10
          task-decomposition  03-03 15:00:02 .. 03-03 15:05:02`,
      },
      {
        number: 10,
        pullRequests: [110],
        released: "03-06 14:10",
        signal: "deployment",
        way: `
          shaping               03-03 14:00     active
          implementation        03-04 09:00:02  active
          review                03-04 13:00     reviewer
                                03-05 09:30     merge
          release               03-05 10:00     release
                                03-06 12:00     active
                                03-06 12:05     release
                                03-06 14:00     active
                                03-06 14:10     verification
          production-stability  03-06 15:10     observation
          learning-and-flow     03-09 15:10     retrospective
          shipped               04-06 15:10`,
        tasks: `
          idea-capture              03-03 14:00 .. 03-03 15:10
          initial-triage            03-03 14:00 .. 03-03 15:10
          environment-setup         03-04 09:00:02
          coding                    03-04 09:00:02
          pull-request-creation     03-04 13:00
          human-review              03-04 13:00 .. 03-05 09:30
          deployment                03-06 12:00 .. 03-06 12:05
          deployment                03-06 14:00 .. 03-06 14:10
          post-deploy-verification  03-06 14:10 .. 03-06 15:10
          monitoring                03-06 15:10 .. 03-09 15:10
          retrospectives            03-16 08:00 .. 04-06 15:10`,
        rework: `deployment  release  03-06 14:00  deployment.created 9004`,
      },
      {
        number: 11,
        way: `
          shaping  03-03 14:05  active
                   03-04 15:30  attention
          dropped  03-05 11:00`,
        tasks: `
          idea-capture    03-03 14:05 .. 03-03 15:30
          initial-triage  03-03 14:05 .. 03-03 15:30`,
      },
    ],
    pullRequests: [
      {
        number: 110,
        issues: [10],
        opened: "03-04 13:00",
        ready: "03-04 13:00",
        firstReview: "03-05 09:30",
        merged: "03-05 10:00",
        released: "03-06 14:10",
        waits: `
          reviewer  03-04 13:00
          merge     03-05 09:30
          closed    03-05 10:00`,
      },
    ],
  },
  {
    title: "nobody has looked at it yet: backlog",
    tell({ at }) {
      at("03-05 09:00", (m) => m.issueOpened(12, { by: "ines", title: "Confetti at checkout" }));
    },
    items: [
      {
        number: 12,
        way: `
          shaping  03-05 09:00  active
                   03-06 09:00  attention`,
        tasks: `
          idea-capture    03-05 09:00 ..
          initial-triage  03-05 09:00 ..`,
      },
    ],
  },
  {
    title: "reopened after it was dropped: back to where it was, and no rework",
    tell({ at }) {
      at("03-03 10:00", (m) => m.issueOpened(13, { by: "ines", title: "Gift receipts" }));
      at("03-03 10:10", (m) => m.assigned(13, "omar", { by: "lena" }));
      at("03-03 12:00", (m) => m.labeled(13, "In Progress", { by: "omar" }));
      at("03-05 10:00", (m) => m.issueClosed(13, { by: "ines", as: "not_planned" }));
      at("03-09 10:00", (m) => m.issueReopened(13, { by: "ines" }));
    },
    items: [
      {
        number: 13,
        way: `
          shaping         03-03 10:00  active
          implementation  03-03 12:00  active
                          03-04 12:00  attention
          dropped         03-05 10:00
          implementation  03-09 10:00  attention`,
        tasks: `
          idea-capture    03-03 10:00 .. 03-03 10:10
          initial-triage  03-03 10:00 .. 03-03 10:10`,
      },
    ],
  },
  {
    title: "a label gets another name: it means what it meant",
    tell({ at }) {
      at("03-09 09:00", (m) => m.issueOpened(16, { by: "ines", title: "Sort by price" }));
      at("03-09 09:05", (m) => m.labeled(16, "later", { by: "lena" }));
      at("03-09 10:00", (m) => m.labelRenamed("later", "blocked later", { by: "lena" }));
      at("03-09 10:01", (m) => m.labelRenamed("blocked later", "needs scoping", { by: "lena" }));
      at("03-10 12:00", (m) => m.commented(16, { by: "ines" }));
      at("03-12 09:00", (m) => m.issueClosed(16, { by: "ines", as: "not_planned" }));
    },
    items: [
      {
        number: 16,
        way: `
          shaping  03-09 09:00  active
                   03-10 09:05  attention
                   03-10 12:00  active
                   03-11 12:00  attention
          dropped  03-12 09:00`,
        tasks: `
          idea-capture    03-09 09:00 .. 03-09 09:05
          initial-triage  03-09 09:00 .. 03-09 09:05`,
      },
    ],
  },
];

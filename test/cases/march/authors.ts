/** Decides the ways that differ by who wrote them: an agent, an automation, a person with an assistant. */
import type { Story } from "../story.ts";

export const authors: Story[] = [
  {
    title: "an agent writes it for an issue",
    tell({ at }) {
      const agent = "devin-ai-integration[bot]";
      at("03-25 09:30", (m) => m.issueOpened(36, { by: "ines", title: "Answer common questions" }));
      at("03-25 09:35", (m) => m.assigned(36, "lena", { by: "lena" }));
      at("03-25 10:00", (m) => m.pushed("devin/36-faq", { by: agent }));
      at("03-25 10:30", (m) => m.pullRequestOpened(136, { by: agent, branch: "devin/36-faq" }));
      at("03-25 11:30", (m) => m.reviewed(136, "lena", "approved"));
      at("03-25 12:00", (m) => m.merged(136, { by: "lena" }));
    },
    items: [
      {
        number: 36,
        pullRequests: [136],
        released: "03-26 12:10",
        signal: "deployment",
        ai: "agent",
        way: `
          shaping               03-25 09:30     active
          implementation        03-25 10:00:02  active
          review                03-25 10:30     reviewer
                                03-25 11:30     merge
          release               03-25 12:00     release
                                03-26 11:31     approval
                                03-26 11:59:02  active
                                03-26 12:10     verification
          production-stability  03-26 13:10     observation
          learning-and-flow     03-29 13:10     retrospective
          shipped               04-01 16:00`,
        tasks: `
          idea-capture              03-25 09:30 .. 03-25 09:35
          initial-triage            03-25 09:30 .. 03-25 09:35
          environment-setup         03-25 10:00:02
          coding                    03-25 10:00:02
          pull-request-creation     03-25 10:30
          human-review              03-25 10:30 .. 03-25 11:30
          ci-cd-orchestration       03-26 11:31 .. 03-26 12:10
          deployment                03-26 11:31 .. 03-26 12:10
          post-deploy-verification  03-26 12:10 .. 03-26 13:10
          monitoring                03-26 13:10 .. 03-29 13:10
          retrospectives            03-30 08:00 .. 04-01 16:00`,
      },
    ],
    pullRequests: [
      {
        number: 136,
        issues: [36],
        opened: "03-25 10:30",
        ready: "03-25 10:30",
        firstReview: "03-25 11:30",
        merged: "03-25 12:00",
        released: "03-26 12:10",
        waits: `
          reviewer  03-25 10:30
          merge     03-25 11:30
          closed    03-25 12:00`,
      },
    ],
  },
  {
    title: "a dependency bot: automation, and nobody's act",
    tell({ at }) {
      const bot = "dependabot[bot]";
      at("03-25 14:00", (m) => m.pushed("dependabot/npm_and_yarn/zod-4.6", { by: bot }));
      at("03-25 14:01", (m) => m.pullRequestOpened(137, { by: bot, branch: "dependabot/npm_and_yarn/zod-4.6" }));
      at("03-25 15:00", (m) => m.reviewed(137, "tess", "approved"));
      at("03-25 15:30", (m) => m.merged(137, { by: "tess" }));
    },
    items: [
      {
        number: 137,
        kind: "pull_request",
        released: "03-26 12:10",
        signal: "deployment",
        ai: "automation",
        way: `
          implementation        03-25 14:00:02  attention
          review                03-25 14:01     reviewer
                                03-25 15:00     merge
          release               03-25 15:30     release
                                03-26 11:31     approval
                                03-26 11:59:02  active
                                03-26 12:10     verification
          production-stability  03-26 13:10     observation
          learning-and-flow     03-29 13:10     retrospective
          shipped               04-01 16:00`,
        tasks: `
          environment-setup         03-25 14:00:02
          coding                    03-25 14:00:02
          pull-request-creation     03-25 14:01
          human-review              03-25 14:01 .. 03-25 15:00
          ci-cd-orchestration       03-26 11:31 .. 03-26 12:10
          deployment                03-26 11:31 .. 03-26 12:10
          post-deploy-verification  03-26 12:10 .. 03-26 13:10
          monitoring                03-26 13:10 .. 03-29 13:10
          retrospectives            03-30 08:00 .. 04-01 16:00`,
      },
    ],
    pullRequests: [
      {
        number: 137,
        opened: "03-25 14:01",
        ready: "03-25 14:01",
        firstReview: "03-25 15:00",
        merged: "03-25 15:30",
        released: "03-26 12:10",
        waits: `
          reviewer  03-25 14:01
          merge     03-25 15:00
          closed    03-25 15:30`,
      },
    ],
  },
  {
    title: "a person with an assistant, as a trailer says",
    tell({ at }) {
      const trailer = "Co-authored-by: Claude <noreply@anthropic.com>";
      at("03-25 14:30", (m) => m.pushed("seo-tags", { by: "ravi", trailer }));
      at("03-25 15:30", (m) => m.pullRequestOpened(138, { by: "ravi", branch: "seo-tags" }));
      at("03-25 16:00", (m) => m.reviewed(138, "lena", "approved"));
      at("03-25 16:30", (m) => m.merged(138, { trailer }));
    },
    items: [
      {
        number: 138,
        kind: "pull_request",
        released: "03-26 12:10",
        signal: "deployment",
        ai: "assisted",
        way: `
          implementation        03-25 14:30:02  active
          review                03-25 15:30     reviewer
                                03-25 16:00     merge
          release               03-25 16:30     release
                                03-26 11:31     approval
                                03-26 11:59:02  active
                                03-26 12:10     verification
          production-stability  03-26 13:10     observation
          learning-and-flow     03-29 13:10     retrospective
          shipped               04-01 16:00`,
        tasks: `
          environment-setup         03-25 14:30:02
          coding                    03-25 14:30:02
          pull-request-creation     03-25 15:30
          human-review              03-25 15:30 .. 03-25 16:00
          ci-cd-orchestration       03-26 11:31 .. 03-26 12:10
          deployment                03-26 11:31 .. 03-26 12:10
          post-deploy-verification  03-26 12:10 .. 03-26 13:10
          monitoring                03-26 13:10 .. 03-29 13:10
          retrospectives            03-30 08:00 .. 04-01 16:00`,
      },
    ],
    pullRequests: [
      {
        number: 138,
        opened: "03-25 15:30",
        ready: "03-25 15:30",
        firstReview: "03-25 16:00",
        merged: "03-25 16:30",
        released: "03-26 12:10",
        waits: `
          reviewer  03-25 15:30
          merge     03-25 16:00
          closed    03-25 16:30`,
      },
    ],
  },
];

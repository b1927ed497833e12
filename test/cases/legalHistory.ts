/** Decides what histories can happen at all: at each step one of the things that GitHub would allow then, a while after the one before. */
import fc from "fast-check";
import { addSeconds, type Instant } from "../../src/instant.ts";
import type { Played } from "../support/scenario.ts";
import { played, type Moment } from "../support/scenario.ts";

/** A history as it is generated: how long to wait, and which of the possible things to do then. Fewer steps and smaller numbers are simpler. */
export type Step = { afterMinutes: number; choice: number };

export const legalHistories: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    // Now and then within the same second, where only the order of the definition counts.
    afterMinutes: fc.oneof(
      { arbitrary: fc.constant(0), weight: 1 },
      { arbitrary: fc.nat({ max: 3 * 24 * 60 }), weight: 4 },
    ),
    choice: fc.nat({ max: 9999 }),
  }),
  { minLength: 1, maxLength: 60, size: "max" },
);

export const generatedRepository = { fullName: "acme/generated", id: 4004 };

type State = {
  issues: Map<number, { open: boolean; labels: Set<string>; parent: number | null; blocker: number | null }>;
  pullRequests: Map<number, { is: "open" | "draft" | "closed" | "merged"; branch: string; qaFailed?: boolean }>;
  deployments: number[];
  unfinished: number[];
  next: number;
};

type Deed = (moment: Moment) => void;

const people = ["ines", "omar", "tess", "lena"];
const labels = [
  "blocked",
  "needs info",
  "needs scoping",
  "design review",
  "in progress",
  "stage: design",
  "needs qa",
  "qa failed",
  "verified",
];

/** What GitHub sends of it, and the moment a month after its last step. */
export function playedHistory(steps: readonly Step[]): Played & { now: Instant } {
  const state: State = { issues: new Map(), pullRequests: new Map(), deployments: [], unfinished: [], next: 1 };
  let now = "2026-03-02T09:00:00Z";
  const story = played(2026, generatedRepository, ({ at }) => {
    for (const { afterMinutes, choice } of steps) {
      now = addSeconds(now, afterMinutes * 60);
      const deeds = possibleDeeds(state, choice);
      const deed = deeds[choice % deeds.length];
      if (deed) at(`${now.slice(5, 10)} ${now.slice(11, 19)}`, deed());
    }
  });
  return { ...story, now: addSeconds(now, 31 * 24 * 3600) };
}

/** Each tells what happens and keeps in mind that it did. */
function possibleDeeds(state: State, choice: number): (() => Deed)[] {
  const by = people[choice % people.length] ?? "ines";
  return [
    () => openIssue(state, by),
    () => openIncident(state, by, choice),
    () => openPullRequest(state, by, choice),
    ...issueDeeds(state, by, choice),
    ...linkDeeds(state, by),
    ...pullRequestDeeds(state, by),
    ...deploymentDeeds(state),
  ];
}

function openIssue(state: State, by: string): Deed {
  const number = state.next++;
  state.issues.set(number, { open: true, labels: new Set(), parent: null, blocker: null });
  return (m) => m.issueOpened(number, { by, title: `Issue ${number}` });
}

/** It names what came before it, every other time. */
function openIncident(state: State, by: string, choice: number): Deed {
  const number = state.next++;
  state.issues.set(number, { open: true, labels: new Set(["incident"]), parent: null, blocker: null });
  const title = choice % 2 === 0 ? "It is down" : `It is down since #${Math.max(1, number - 2)}`;
  return (m) => {
    m.issueOpened(number, { by, title });
    m.labeled(number, "incident", { by });
  };
}

/** For the latest open issue, every other time; a draft, every third time. */
function openPullRequest(state: State, by: string, choice: number): Deed {
  const number = state.next++;
  const open = [...state.issues].filter(([, issue]) => issue.open).map(([issue]) => issue);
  const closes = choice % 2 === 0 ? open.slice(-1) : [];
  const branch = `work-${number}`;
  const draft = choice % 3 === 0;
  state.pullRequests.set(number, { is: draft ? "draft" : "open", branch });
  return (m) => {
    m.pushed(branch, { by });
    m.pullRequestOpened(number, { by, branch, closes, draft });
  };
}

function issueDeeds({ issues }: State, by: string, choice: number): (() => Deed)[] {
  const label = labels[choice % labels.length] ?? "blocked";
  return [...issues].flatMap(([number, issue]): (() => Deed)[] => {
    const labelled: () => Deed = () => {
      const on = issue.labels.has(label);
      if (on) issue.labels.delete(label);
      else issue.labels.add(label);
      return (m) => (on ? m.unlabeled(number, label, { by }) : m.labeled(number, label, { by }));
    };
    const comment: () => Deed = () => (m) => m.commented(number, { by });
    const reopen: () => Deed = () => {
      issue.open = true;
      return (m) => m.issueReopened(number, { by });
    };
    const close: () => Deed = () => {
      issue.open = false;
      return (m) => m.issueClosed(number, { by, as: choice % 2 === 0 ? "completed" : "not_planned" });
    };
    return [labelled, comment, issue.open ? close : reopen];
  });
}

/** A later issue becomes part of an earlier one, or is what the earlier waits for; so there is never a circle. */
function linkDeeds({ issues }: State, by: string): (() => Deed)[] {
  const [earlier, later] = [...issues].slice(-2);
  if (!earlier || !later) return [];
  const [[parent, parentIssue], [child, childIssue]] = [earlier, later];
  const adopt: () => Deed = () => {
    childIssue.parent = parent;
    return (m) => m.subIssueAdded(parent, child, { by });
  };
  const block: () => Deed = () => {
    parentIssue.blocker = child;
    return (m) => m.blockedBy(parent, child, { by });
  };
  return [...(childIssue.parent === null ? [adopt] : []), ...(parentIssue.blocker === null ? [block] : [])];
}

function pullRequestDeeds(all: State, by: string): (() => Deed)[] {
  return [...all.pullRequests].flatMap(([number, pullRequest]): (() => Deed)[] => {
    const { is, branch } = pullRequest;
    const become = (next: typeof is, deed: Deed) => () => {
      pullRequest.is = next;
      return deed;
    };
    if (is === "merged") return branch.startsWith("revert-") ? [] : [() => openRevert(all, number, by)];
    if (is === "closed") return [become("open", (m) => m.pullRequestReopened(number, { by }))];
    const state = (by.length + number) % 2 === 0 ? "approved" : "changes_requested";
    return [
      () => (m) => m.pushed(branch, { by }),
      () => (m) => m.reviewed(number, by, state),
      () => {
        pullRequest.qaFailed = !pullRequest.qaFailed;
        const { qaFailed } = pullRequest;
        return (m) => (qaFailed ? m.labeled(number, "qa failed", { by }) : m.unlabeled(number, "qa failed", { by }));
      },
      () => (m) => {
        m.checkStarted(number, "build");
        m.checkEnded(number, "build", state === "approved" ? "success" : "failure");
      },
      () => staged(all, number, state === "approved" ? "success" : "failure"),
      is === "draft"
        ? become("open", (m) => m.madeReady(number, { by }))
        : become("draft", (m) => m.madeDraft(number, { by })),
      become("closed", (m) => m.closedUnmerged(number, { by })),
      ...(is === "open" ? [become("merged", (m) => m.merged(number, { by }))] : []),
    ];
  });
}

/** Brought to staging before it is merged. */
function staged(state: State, pullRequest: number, outcome: "success" | "failure"): Deed {
  const id = 8000 + state.next++;
  return (m) => {
    m.deployed(id, "staging", { headOf: pullRequest });
    m.deploymentIs(id, outcome);
  };
}

function openRevert(state: State, of: number, by: string): Deed {
  const number = state.next++;
  const branch = `revert-${of}-${number}`;
  state.pullRequests.set(number, { is: "open", branch });
  return (m) => {
    m.pushed(branch, { by });
    m.pullRequestOpened(number, { by, branch, body: `Reverts ${generatedRepository.fullName}#${of}` });
  };
}

function deploymentDeeds(state: State): (() => Deed)[] {
  const begin: () => Deed = () => {
    const id = 9000 + state.next++;
    state.deployments.push(id);
    state.unfinished.push(id);
    return (m) => m.deployed(id, "production");
  };
  const again: () => Deed = () => {
    const id = 9000 + state.next++;
    const [sameAs = id] = state.deployments.slice(-2);
    state.deployments.push(id);
    state.unfinished.push(id);
    return (m) => m.deployed(id, "production", { sameAs });
  };
  const ends = state.unfinished.flatMap((id) =>
    (["success", "failure"] as const).map((outcome) => () => {
      state.unfinished = state.unfinished.filter((each) => each !== id);
      return (m: Moment) => m.deploymentIs(id, outcome);
    }),
  );
  const elsewhere: () => Deed = () => {
    const id = 9000 + state.next++;
    state.unfinished.push(id);
    return (m) => m.deployed(id, "prod-us");
  };
  const deploying: () => Deed = () => {
    const id = 9000 + state.next++;
    return (m) => {
      m.runStarted(id, "Deploy", { by: "rosa" });
      m.deployed(id, "production");
      m.deploymentIs(id, "success");
      m.runEnded(id, "success", { by: "rosa" });
    };
  };
  return [begin, elsewhere, deploying, ...(state.deployments.length > 1 ? [again] : []), ...ends];
}

/** Decides which signs an item's own facts hold: those of its issue, of its pull requests and of their labels. */
import type { LabelRole } from "../../config/labelRoles.ts";
import { isStageSlug, stages } from "../../stages.ts";
import type { Instant } from "../../instant.ts";
import type { Fact, IssueSnapshot } from "../../signals/signal.ts";
import { inOrder, withoutUndone } from "../factOrder.ts";
import type { IssueFacts } from "../known.ts";
import type { LabelVocabulary } from "../labels.ts";
import type { Sign, SignKind } from "./sign.ts";
import { causeOf } from "./sign.ts";
import type { Stretch } from "../stretch.ts";
import type { TimedReviewEvent } from "../review/waits.ts";

/** Signs of the issue's opening, closings and reopenings; a closing that no delivery told is taken from the snapshot. */
export function issueSigns({ snapshot, own }: IssueFacts): Sign[] {
  const { createdAt, closedAt, closeReason } = snapshot.signal;
  const opened: Sign = {
    ...sign(createdAt, "issue-opened", "issue opened", openedFact({ snapshot, own })),
    change: { of: "issue", to: "open" },
  };
  const changes = inOrder(withoutUndone(own.filter(isIssueChange))).flatMap(issueChange);
  const told = own.some(
    ({ signal, at }) => signal.kind === "closed" || (signal.kind === "reopened" && at > snapshot.at),
  );
  const missed = closedAt === null || told ? [] : [issueClosed(closedAt, closeReason, snapshot)];
  return [opened, ...changes, ...missed, ...decompositionSigns(own)];
}

/** The fact that tells of the opening: the delivery of it, or what a later one knows. */
export function openedFact({ snapshot, own }: IssueFacts): Fact {
  return own.find(({ signal }) => signal.kind === "opened") ?? snapshot;
}

/** The first sub-issue begins the task of decomposition. */
function decompositionSigns(own: readonly Fact[]): Sign[] {
  const [first] = inOrder(own.filter(({ signal }) => signal.kind === "sub-issue" && signal.added));
  return first ? [sign(first.at, "design-task", "first sub-issue added", first)] : [];
}

/** When the issue was open. */
export function openStretches(issue: IssueFacts): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { at, change } of issueSigns(issue)) {
    const last = stretches.at(-1);
    if (change?.to === "open" && last?.to !== null) stretches.push({ from: at, to: null });
    if (change?.to === "closed" && last?.to === null) last.to = at;
  }
  return stretches;
}

function isIssueChange({ signal }: Fact): boolean {
  return signal.kind === "reopened" || signal.kind === "closed" || signal.kind === "removed";
}

function issueChange(fact: Fact): Sign[] {
  const { signal, at } = fact;
  if (signal.kind === "reopened")
    return [{ ...sign(at, "issue-reopened", "issue reopened", fact), change: { of: "issue", to: "open" } }];
  if (signal.kind === "closed") return [issueClosed(at, signal.reason, fact)];
  if (signal.kind === "removed") return [issueClosed(at, "not-planned", fact)];
  return [];
}

function issueClosed(at: Instant, reason: IssueSnapshot["closeReason"], fact: Fact): Sign {
  const words = reason === null ? "issue closed" : `issue closed as ${reason.replace("-", " ")}`;
  return { ...sign(at, "closed", words, fact), change: { of: "issue", to: "closed", reason } };
}

/** Signs of one pull request's life, from its review events in order. */
export function pullRequestSigns(number: number, events: readonly TimedReviewEvent[]): Sign[] {
  let draft = false;
  let merged = false;
  const signs: Sign[] = [];
  for (const { at, event, fact } of events) {
    if (merged || fact === null) continue;
    const change = (kind: SignKind, words: string, to: "open" | "draft" | "closed" | "merged") =>
      signs.push({
        ...sign(at, kind, `pull request ${number} ${words}`, fact),
        change: { of: "pull-request", number, to },
      });
    switch (event.kind) {
      case "opened":
        draft = event.draft;
        if (draft) change("work-began", "opened as a draft", "draft");
        else change("review-began", "opened", "open");
        break;
      case "ready":
        draft = false;
        change("review-began", "made ready for review", "open");
        break;
      case "drafted":
        draft = true;
        change("pull-request-changed", "made a draft", "draft");
        break;
      case "reopened":
        change("pull-request-changed", "reopened", draft ? "draft" : "open");
        break;
      case "closed":
        merged = event.merged;
        change("pull-request-changed", merged ? "merged" : "closed unmerged", merged ? "merged" : "closed");
        break;
      case "pushed":
        signs.push(sign(at, "answered", `push to pull request ${number}`, fact));
        break;
      default:
        break;
    }
  }
  return signs;
}

const designTasks = stages
  .filter(({ slug }) => slug === "design")
  .flatMap(({ tasks }) => tasks.map(({ slug }): LabelRole => `task-${slug}`));

const signsOfRoles: readonly { kind: SignKind; roles: readonly LabelRole[] }[] = [
  { kind: "design-task", roles: ["feasibility", "design-review", ...designTasks] },
  { kind: "work-began", roles: ["in-progress"] },
  { kind: "sent-back", roles: ["qa-failed"] },
  { kind: "answered", roles: ["needs-qa"] },
];

/** Signs of the labels put on the item's issue or pull requests. Taking a label off is no sign. */
export function labelSigns(facts: readonly Fact[], roles: LabelVocabulary): Sign[] {
  return withoutUndone(facts).flatMap((fact) => {
    if (fact.signal.kind !== "labeled") return [];
    const meanings = roles(fact.signal.label.name);
    if (meanings.size === 0) return [];
    const words = `label "${fact.signal.label.name}" put on`;
    const moves = signsOfRoles
      .filter((row) => row.roles.some((role) => meanings.has(role)))
      .map(({ kind }) => sign(fact.at, kind, words, fact));
    return [...moves, ...stageLabels(fact, meanings, words)];
  });
}

function stageLabels(fact: Fact, meanings: ReadonlySet<LabelRole>, words: string): Sign[] {
  return [...meanings].flatMap((role) => {
    const stage = role.startsWith("stage-") ? role.slice("stage-".length) : "";
    return isStageSlug(stage) ? [{ ...sign(fact.at, "stage-label", words, fact), stage }] : [];
  });
}

function sign(at: Instant, kind: SignKind, words: string, fact: Fact): Sign {
  return { at, kind, words, cause: causeOf(fact) };
}

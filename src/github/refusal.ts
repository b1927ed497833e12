/** Decides what to tell the operator when GitHub refuses: which setting stands in the way, and what to change. */
import { withoutSecretShapes } from "../config/secretShapes.ts";

export type Refusal = {
  status: number;
  message: string;
  response?: { headers: Record<string, string | number | undefined> } | undefined;
};

/** One clause, without a full stop, that completes "GitHub refused; ...". */
export function adviceFor(refusal: Refusal): string {
  const known = reasons.find(({ sign }) => sign.test(refusal.message));
  if (known) return known.advice(refusal);
  switch (refusal.status) {
    case 404:
      return "the app cannot see it: check that the app is still installed on the repository and that the pull request is still there";
    case 410:
      return "it was deleted, or issues are switched off in the repository's settings";
    default:
      return `it said: ${oneLine(refusal.message)}`;
  }
}

/** GitHub tells these apart only by their English text. */
const reasons: { sign: RegExp; advice: (refusal: Refusal) => string }[] = [
  { sign: /archived/i, advice: () => "the repository is archived and read-only: unarchive it to go on" },
  { sign: /suspended/i, advice: () => "the installation is suspended: unsuspend it in its settings to go on" },
  { sign: /blocked/i, advice: () => "the app's account is blocked: unblock it in the owner's settings to go on" },
  // After "blocked", which holds this word.
  { sign: /locked/i, advice: () => "the conversation is locked: unlock it to let the app write in it" },
  {
    sign: /no commit found/i,
    advice: () => "the commit is no longer there: nothing to do, the next push brings a new one",
  },
  {
    sign: /not accessible by integration/i,
    advice: ({ response }) => {
      const accepted = response?.headers["x-accepted-github-permissions"];
      const which = accepted === undefined ? "a permission" : `the permission ${oneLine(String(accepted))}`;
      return `the app lacks ${which}: an owner must accept it in the settings of the installation`;
    },
  },
];

/** Short, without line breaks or control characters, and without what looks like a secret, since it ends in logs and in reasons that are kept. */
function oneLine(text: string): string {
  return withoutSecretShapes(text.replaceAll(/[\p{Cc}\s]+/gu, " ")).slice(0, 200);
}

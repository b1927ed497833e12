/** Decides how the questions are asked, asked again, and turned into what GitHub is sent. */
import type { IncomingMessage } from "node:http";
import { addressesOf, type SetUpConfig } from "../config/env.ts";
import type { Answer } from "../intake/answers.ts";
import { createByteBudget, readRawBody } from "../intake/rawBody.ts";
import { confirmPage } from "./confirmPage.ts";
import { type Field, readTyped, readWanted, type Typed, type Wanted } from "./form.ts";
import { formPage } from "./formPage.ts";
import { manifestFor } from "./manifest.ts";
import { messagePage } from "./page.ts";
import { browserOrigin, suggestedAddress } from "./requestAddress.ts";

type QuestionParts = { config: SetUpConfig; key: string; giveState: (wanted: Wanted) => string };

export type Questions = {
  /** Filled in with what the query says, as when the person goes back to change something. */
  ask: (request: IncomingMessage, query: URLSearchParams) => Answer;
  /** Null if nobody is left to answer. */
  confirm: (request: IncomingMessage) => Promise<Answer | null>;
};

const largestForm = 16 * 1024;

export function createQuestions({ config, key, giveState }: QuestionParts): Questions {
  const openHolding = createByteBudget(largestForm * 10);

  function page(typed: Typed, faults: Partial<Record<Field, string>>): Answer {
    const fixedHost = config.server?.host ?? null;
    return formPage({ action: `/setup?key=${key}`, typed, faults, fixedHost, envFile: config.envFile });
  }

  function confirmed(request: IncomingMessage, typed: Typed, wanted: Wanted): Answer {
    const manifest = manifestFor({ ...wanted, redirectUrl: `${browserOrigin(request)}/setup/created` });
    const { older, ...texts } = typed;
    const query = new URLSearchParams({ key, ...texts, ...(older ? { older: "on" } : {}) });
    const { webUrl } = addressesOf(wanted.server);
    return confirmPage({ wanted, manifest, webUrl, state: giveState(wanted), back: `/setup?${query.toString()}` });
  }

  return {
    ask: (request, query) => {
      const address = query.get("address") ?? suggestedAddress(request, config);
      return page({ ...readTyped(query), host: query.get("host") ?? "github.com", address }, {});
    },
    confirm: async (request) => {
      const holding = openHolding();
      const body = await readRawBody(request, largestForm, holding).finally(holding.close);
      if (body.kind === "gone") return null;
      if (body.kind !== "whole") return messagePage(413, "Too much was sent", "The form is smaller than that.");
      const typed = readTyped(new URLSearchParams(body.bytes.toString("utf8")));
      const read = readWanted(typed, config);
      return "faults" in read ? page(typed, read.faults) : confirmed(request, typed, read.wanted);
    },
  };
}

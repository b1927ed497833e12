/** Decides what a person sees once the app is registered: whether it runs, where to install it, and whether GitHub's deliveries verify. */
import type { Element } from "hast";
import { h } from "hastscript";
import type { Answer } from "../intake/answers.ts";
import { linkBeside, pageAnswer } from "./page.ts";

export type Progress = {
  app: {
    name: string;
    /** What everybody sees of it, and what its owner does. */
    url: string;
    settingsUrl: string;
    isRelayedBy: string | null;
  };
  /** What the app is doing with its new credentials; a failure is told on the terminal, which only the operator sees. */
  run: "starting" | "running" | "failed";
  /** Since the app was registered. */
  deliveries: { verified: number; refused: number; unkept: number };
};

export function statusPage({ app, run, deliveries }: Progress, { relayTarget }: { relayTarget: string }): Answer {
  const refreshSeconds = run === "starting" ? 2 : 5;
  return pageAnswer({
    title: run === "failed" ? `${app.name} is registered, but did not start` : `${app.name} is registered`,
    ...(run === "failed" ? {} : { refreshSeconds }),
    content: [
      runParagraph(run),
      ...(app.isRelayedBy === null || run === "failed" ? [] : relaySection(app.isRelayedBy, relayTarget)),
      ...(run === "failed" ? [] : installSection(app)),
      h("h2", "Deliveries"),
      ...deliverySection(deliveries, app.settingsUrl),
      ...(run === "failed"
        ? []
        : [h("p.hint", `This page asks again every ${refreshSeconds} seconds, until the app is restarted.`)]),
    ],
  });
}

function runParagraph(run: Progress["run"]): Element {
  switch (run) {
    case "starting":
      return h("p", "Its credentials are kept. The app is starting; this takes a few seconds.");
    case "running":
      return h("p", "Its credentials are kept, and the app is running. No restart is needed.");
    case "failed":
      return h(
        ".note",
        h(
          "p",
          "Its credentials are kept. What went wrong stands on the terminal: put it right there and run npm start again.",
        ),
      );
  }
}

function installSection(app: Progress["app"]): Element[] {
  return [
    h("h2", app.isRelayedBy === null ? "Install it" : "Then install it"),
    h("p", "Choose the repositories that it shall follow. Others can be added later in the same place."),
    h(
      "p",
      h("a.button", { href: `${app.url}/installations/new`, target: "_blank", rel: "noopener" }, "Install on GitHub"),
    ),
  ];
}

function relaySection(channel: string, target: string): Element[] {
  return [
    h("h2", "First, start the relay"),
    h("p", "Webhooks come through smee.io. Let this run in another terminal of this machine, before anything else:"),
    h("pre", `npx smee-client@5 --url ${channel} --target ${target}`),
    h(
      "p.hint",
      "For trying it out only: who knows the channel reads along, and what comes while it is not running is lost.",
    ),
  ];
}

function deliverySection({ verified, refused, unkept }: Progress["deliveries"], settingsUrl: string): Element[] {
  const seen = verified + refused + unkept;
  const words = seen === 1 ? "delivery seen" : "deliveries seen";
  const figure = h("p", [h("span.figure", `${seen}`), ` ${words}, ${verified} of them verified and kept.`]);
  if (seen === 0) {
    return [
      figure,
      h(
        "p",
        "None has come yet. GitHub sends the first one when the app is installed. If none comes a minute after that, GitHub does not reach the webhook address: ",
      ),
      h("ul", [
        h("li", ["does the web server or relay in front of this machine run, and hand on to it?"]),
        h("li", [
          "what does GitHub say of it, under ",
          linkBeside(`${settingsUrl}/advanced`, "Recent Deliveries"),
          "?",
        ]),
      ]),
    ];
  }
  if (refused > 0) {
    return [
      figure,
      h(
        ".note",
        h(
          "p",
          `${refused} not verified: not signed with this app's webhook secret. Either something in front of Throughline changes the bodies, or they come from another app.`,
        ),
      ),
    ];
  }
  if (unkept > 0) {
    return [figure, h(".note", h("p", `${unkept} not kept: the database did not take them. The log says why.`))];
  }
  return [
    figure,
    h(
      "p",
      "GitHub reaches the app, and the signatures are right. Open a pull request in an installed repository: within seconds it has its check and its comment.",
    ),
  ];
}

/** Decides what a person sees before leaving for GitHub: what will be registered where, and what it may do. */
import type { Element } from "hast";
import { h } from "hastscript";
import type { Answer } from "../intake/answers.ts";
import { permissions } from "../intake/events.ts";
import type { Wanted } from "./form.ts";
import type { Manifest } from "./manifest.ts";
import { pageAnswer } from "./page.ts";

type ConfirmPage = { wanted: Wanted; manifest: Manifest; webUrl: string; state: string; back: string };

/** The form goes to GitHub; its one field is the manifest. */
export function confirmPage({ wanted, manifest, webUrl, state, back }: ConfirmPage): Answer {
  const host = new URL(webUrl).host;
  return pageAnswer({
    title: "Look it over, then go to GitHub",
    formTo: "anywhere",
    content: [
      h("dl", [
        h("dt", "Registered on"),
        h(
          "dd",
          wanted.organization === null ? `${host}, your own account` : `${host}, organisation ${wanted.organization}`,
        ),
        h("dt", "Name, which you can change on GitHub"),
        h("dd", manifest.name),
        h("dt", "Webhooks go to"),
        h("dd", h("code", manifest.hook_attributes.url)),
      ]),
      h("h2", "What it may do"),
      h("p", "It cannot change code, merge or approve. GitHub gives it:"),
      h("ul", Object.entries(permissions).map(permissionItem)),
      h(
        "p",
        "GitHub shows this once more, with the name to confirm, and sends you back here. There is an hour for it.",
      ),
      h("form", { method: "post", action: `${registrationUrl(webUrl, wanted.organization)}?state=${state}` }, [
        h("input", { type: "hidden", name: "manifest", value: JSON.stringify(manifest) }),
        h("button", { type: "submit" }, `Go on to ${host}`),
      ]),
      h("p", h("a", { href: back }, "Change something")),
    ],
  });
}

function permissionItem([name, { access, why }]: [string, { access: string; why: string }]): Element {
  return h("li", [h("strong", `${name.replaceAll("_", " ")}, ${access}`), `: ${why}`]);
}

function registrationUrl(webUrl: string, organization: string | null): string {
  return organization === null
    ? `${webUrl}/settings/apps/new`
    : `${webUrl}/organizations/${organization}/settings/apps/new`;
}

/** Decides how a person is asked for what GitHub has to know to register the app. */
import type { Element } from "hast";
import { h } from "hastscript";
import type { Answer } from "../intake/answers.ts";
import type { Field, Typed } from "./form.ts";
import { pageAnswer } from "./page.ts";

type FormPage = {
  /** With the set-up key. */
  action: string;
  typed: Typed;
  faults: Partial<Record<Field, string>>;
  /** The server that the environment names, so that it is not asked for. */
  fixedHost: string | null;
  /** Where credentials are kept. */
  envFile: string;
};

export function formPage({ action, typed, faults, fixedHost, envFile }: FormPage): Answer {
  const isWrong = Object.keys(faults).length > 0;
  return pageAnswer({
    title: "Register your GitHub App",
    status: isWrong ? 422 : 200,
    content: [
      ...(isWrong ? [h("p.wrong", { role: "alert" }, "Something below has to be put right first.")] : []),
      h(
        "p",
        "Throughline runs as a GitHub App of your own. Three answers, then GitHub asks you to confirm, and the app starts by itself. It takes about two minutes.",
      ),
      h("form", { method: "post", action }, [
        textField("organization", "Organisation that owns the repositories", typed.organization, faults.organization, [
          "Its short name. Leave it empty for your own account. The app can be installed only where it is registered, so choose where the repositories are. ",
          "For an organisation you have to be one of its owners.",
        ]),
        ...(fixedHost === null ? serverFields(typed, faults.host) : [fixedServer(fixedHost)]),
        textField("address", "Address that GitHub sends webhooks to", typed.address, faults.address, [
          "GitHub sends a message there whenever something happens in a repository. It is this machine as GitHub sees it: an https address that is reachable from outside, such as ",
          h("code", "https://throughline.example.com"),
          ". Throughline itself speaks plain http, so a web server or tunnel with https stands in front of it. The path is added for you. On a laptop, open a channel on ",
          h("a", { href: "https://smee.io/new", target: "_blank", rel: "noopener" }, "smee.io/new"),
          " and paste its address here.",
        ]),
        h("button", { type: "submit" }, "Go on"),
      ]),
      h("p.hint", [
        "You have registered the app already? Then set APP_ID, PRIVATE_KEY and WEBHOOK_SECRET in the file ",
        h("code", envFile),
        " and start Throughline again.",
      ]),
    ],
  });
}

function serverFields(typed: Typed, fault: string | undefined): Element[] {
  return [
    textField("host", "GitHub", typed.host, fault, ["github.com, or the host name of your GitHub Enterprise Server."]),
    h(".field", [
      h("label.choice", [
        h("input", { type: "checkbox", name: "older", checked: typed.older }),
        "My Enterprise Server is an older one and refused the newest events",
      ]),
    ]),
  ];
}

function fixedServer(host: string): Element {
  return h(".field", [h(".label", "GitHub"), h("p.hint", [h("code", host), ", as GHE_HOST says."])]);
}

function textField(
  name: Field,
  label: string,
  value: string,
  fault: string | undefined,
  hint: (Element | string)[],
): Element {
  const about = fault === undefined ? `${name}-hint` : `${name}-wrong ${name}-hint`;
  return h(".field", [
    h("label", { htmlFor: name }, label),
    h("input", {
      type: "text",
      id: name,
      name,
      value,
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      ariaDescribedBy: about,
      ...(fault === undefined ? {} : { ariaInvalid: "true" }),
    }),
    ...(fault === undefined ? [] : [h("p.wrong", { id: `${name}-wrong` }, fault)]),
    h("p.hint", { id: `${name}-hint` }, hint),
  ]);
}

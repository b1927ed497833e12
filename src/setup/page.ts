/** Decides what every page of the set-up looks like, and what a browser may do with it: show it, and send its form. */
import { createHash } from "node:crypto";
import type { Element, Nodes } from "hast";
import { toHtml } from "hast-util-to-html";
import { h } from "hastscript";
import type { Answer } from "../intake/answers.ts";

export type Content = (Element | string)[];

export type Page = {
  title: string;
  content: Content;
  status?: number;
  /** How often the browser asks again by itself. */
  refreshSeconds?: number;
  /** Where its form may be sent besides this app. A login on the way may be anywhere. */
  formTo?: "anywhere";
};

/** Everything in it is text, so that nothing typed or told by GitHub becomes markup. */
export function pageAnswer({ title, content, status = 200, refreshSeconds, formTo }: Page): Answer {
  const refresh =
    refreshSeconds === undefined ? [] : [h("meta", { httpEquiv: "refresh", content: `${refreshSeconds}` })];
  const document: Nodes = {
    type: "root",
    children: [
      { type: "doctype" },
      h("html", { lang: "en" }, [
        h("head", [
          h("meta", { charSet: "utf-8" }),
          h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
          h("meta", { name: "color-scheme", content: "light dark" }),
          ...refresh,
          h("title", `${title} · Throughline`),
          h("style", style),
        ]),
        h("body", [h("main", [h("p.brand", "Throughline · set-up"), h("h1", title), ...content])]),
      ]),
    ],
  };
  return { status, body: toHtml(document), headers: headersFor(formTo) };
}

export function redirectAnswer(location: string): Answer {
  return { status: 303, body: "", headers: { ...headersFor(undefined), location } };
}

/** A few words in place of what was asked for. */
export function messagePage(status: number, title: string, words: string, again?: string): Answer {
  const link = again === undefined ? [] : [h("p", h("a", { href: again }, "Begin again"))];
  return pageAnswer({ status, title, content: [h("p", words), ...link] });
}

/** A link that opens beside this page, which goes on counting. */
export function linkBeside(href: string, words: string): Element {
  return h("a", { href, target: "_blank", rel: "noopener" }, words);
}

function headersFor(formTo: "anywhere" | undefined): Record<string, string> {
  const forms = formTo === "anywhere" ? "'self' https: http:" : "'self'";
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`,
    // The address holds the set-up key, which is nobody else's business; the name of the machine is enough for GitHub.
    "referrer-policy": "strict-origin",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  };
}

/** Text holds 4.5:1 against its ground on both (WCAG 2.2, 1.4.3). */
const style = `
:root { --ground: #ffffff; --text: #1f2328; --muted: #59636e; --line: #8c959f; --link: #0059a8; --button: #0059a8; --on-button: #ffffff; --wrong: #b3261e; --note: #eef3f8; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #0d1117; --text: #f0f6fc; --muted: #9da7b3; --line: #6e7681; --link: #79c0ff; --button: #79c0ff; --on-button: #0d1117; --wrong: #ff8a80; --note: #161f2b; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.55 system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
.brand { margin: 0; color: var(--muted); }
h1 { margin: 0.25rem 0 1rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.15rem; }
a { color: var(--link); }
label, .label { display: block; font-weight: 600; }
.field { margin: 1.5rem 0; }
.hint { margin: 0.25rem 0 0; color: var(--muted); font-size: 0.95rem; }
.wrong { margin: 0.25rem 0 0; color: var(--wrong); font-weight: 600; }
input[type="text"] { width: 100%; margin-top: 0.35rem; padding: 0.55rem 0.7rem; border: 1px solid var(--line); border-radius: 6px; background: var(--ground); color: var(--text); font: inherit; }
input[aria-invalid="true"] { border: 2px solid var(--wrong); }
.choice { display: flex; gap: 0.6rem; align-items: baseline; font-weight: 400; }
button, .button { display: inline-block; padding: 0.65rem 1.1rem; border: 0; border-radius: 6px; background: var(--button); color: var(--on-button); font: inherit; font-weight: 600; text-decoration: none; cursor: pointer; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.note { margin: 1rem 0; padding: 0.75rem 1rem; border-left: 4px solid var(--line); background: var(--note); }
.note p { margin: 0; }
dl { margin: 1rem 0; }
dt { margin-top: 0.75rem; color: var(--muted); font-size: 0.95rem; }
dd { margin: 0; }
pre { margin: 0.5rem 0; padding: 0.75rem; background: var(--note); border-radius: 6px; white-space: pre-wrap; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.92em; }
.figure { font-size: 2rem; font-weight: 600; line-height: 1.2; }
ol, ul { padding-left: 1.4rem; }
li { margin: 0.4rem 0; }
`;

const styleHash = createHash("sha256").update(style).digest("base64");

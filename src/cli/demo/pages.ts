/** Decides what a browser shows at the address of a pull request, an issue or a check of the emulated GitHub, which has no pages of its own. */
import { z } from "zod";
import type { ProxyAnswer, ProxyRequest } from "./proxy.ts";
import { terminalMarkdown } from "./terminalMarkdown.ts";

type Ask = (path: string) => Promise<unknown>;

/** The page at that path, or null if it is none. `ask` reads from the API, and answers null for what is not there. */
export async function pageFor(request: ProxyRequest, ask: Ask): Promise<ProxyAnswer | null> {
  if (request.method !== "GET") return null;
  const item = request.path.match(/^\/([\w.-]+\/[\w.-]+)\/(?:pull|issues)\/(\d+)$/);
  if (item !== null) return itemPage(`/repos/${item[1]}`, Number(item[2]), ask);
  const check = request.path.match(/^\/([\w.-]+\/[\w.-]+)\/commit\/[0-9a-f]+\/checks\/(\d+)$/);
  return check === null ? null : checkPage(`/repos/${check[1]}/check-runs/${check[2]}`, ask);
}

async function itemPage(repository: string, number: number, ask: Ask): Promise<ProxyAnswer | null> {
  const item = (await ask(`${repository}/pulls/${number}`)) ?? (await ask(`${repository}/issues/${number}`));
  if (item === null) return null;
  const { title, user, body, state } = itemSchema.parse(item);
  const comments = z.array(commentSchema).parse(await ask(`${repository}/issues/${number}/comments?per_page=100`));
  return page(`${title} #${number}`, [
    { id: "opening", by: `${user.login}, ${state}`, text: body ?? "" },
    ...comments.map((each) => ({ id: `issuecomment-${each.id}`, by: each.user.login, text: each.body })),
  ]);
}

async function checkPage(path: string, ask: Ask): Promise<ProxyAnswer | null> {
  const check = await ask(path);
  if (check === null) return null;
  const { name, output, conclusion } = checkSchema.parse(check);
  return page(`${name}: ${output.title ?? ""}`, [
    { id: "check", by: conclusion ?? "running", text: output.summary ?? "" },
  ]);
}

const itemSchema = z.object({
  title: z.string(),
  state: z.string(),
  body: z.string().nullable(),
  user: z.object({ login: z.string() }),
});
const commentSchema = z.object({ id: z.number(), body: z.string(), user: z.object({ login: z.string() }) });
const checkSchema = z.object({
  name: z.string(),
  conclusion: z.string().nullable(),
  output: z.object({ title: z.string().nullable(), summary: z.string().nullable() }),
});

function page(title: string, parts: { id: string; by: string; text: string }[]): ProxyAnswer {
  const sections = parts.map(
    ({ id, by, text }) =>
      `<section id="${id}"><h2>${escaped(by)}</h2><pre>${escaped(terminalMarkdown(text, { width: 96, colour: false }))}</pre></section>`,
  );
  const style =
    "body{font:16px system-ui;max-width:60rem;margin:2rem auto}h2{font-size:1rem}pre{background:#f6f8fa;padding:1rem}";
  const body = `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title><style>${style}</style><h1>${escaped(title)}</h1>${sections.join("")}`;
  return { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** Decides how a test goes through pages as a person does: it reads them, fills forms in and sends them, and follows where it is sent. */
import { all, type DrawnElement, parseHtml } from "./dom.ts";

export type Seen = { url: string; status: number; text: string; headers: Headers; page: DrawnElement };

export async function open(url: string, given: RequestInit = {}): Promise<Seen> {
  const response = await fetch(url, given);
  const page = parseHtml(await response.text());
  const [body] = all(page, "body");
  const text = (body?.textContent ?? "").replaceAll(/\s+/g, " ");
  return { url: response.url, status: response.status, text, headers: response.headers, page };
}

/** Sends the page's one form, with what is typed in place of what stands in it. */
export async function submit(seen: Seen, typed: Record<string, string> = {}): Promise<Seen> {
  const fields = all(seen.page, "form input").filter((field) => field.getAttribute("type") !== "checkbox");
  const values = fields.map((field) => [field.getAttribute("name") ?? "", field.getAttribute("value") ?? ""]);
  const action = all(seen.page, "form")[0]?.getAttribute("action") ?? "";
  return open(new URL(action, seen.url).href, {
    method: "POST",
    body: new URLSearchParams({ ...Object.fromEntries(values), ...typed }),
    headers: { origin: new URL(seen.url).origin },
  });
}

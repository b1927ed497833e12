/**
 * Decides what a real browser makes of hostile texts: every text in every place that shows it, rendered as GitHub's Markdown without GitHub's own cleaning,
 * and every chart. Nothing may run, load, or be in the page that the plain words do not have. Chromium's every name leads to a trap here that
 * counts what it asks for. The same texts as they are, without the app's rendering, show first that the trap works.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { marked } from "marked";
import { everyChart, aLook } from "../support/chartData.ts";
import { hostileTexts } from "../support/hostileTexts.ts";
import { gitHubPlaces, type OutsidePlace } from "../support/outsidePlaces.ts";

/** `alive` are elements that act, load or lead somewhere, but for the app's own links. */
type Judged = { ran: number; alive: number; broken: number };
type Seen = Judged & { requests: string[] };
/** `like` is what the plain words make; empty where the words differ. */
type Look = { html: string; like: string };

const chromium = ["chromium", "chromium-browser", "google-chrome"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);
if (chromium === undefined) throw new Error("Chromium is needed: apt-get install chromium, or put it into the PATH.");
const hasCmark = spawnSync("cmark-gfm", ["--version"]).status === 0;

const cut = "<!-- the next text -->";

const folder = await mkdtemp(path.join(tmpdir(), "throughline-texts-"));
const requests: string[] = [];
let page = "";
/** What the browser is to look at next, and what it is told to do with what it finds. */
let toLook: readonly Look[] | null = null;
let toldBy: (figures: Judged) => void = () => {};
let finish = () => {};

const trap = createServer((request, response) => {
  if (request.headers.host !== `127.0.0.1:${port}`) {
    // The browser's own errands, such as updates, are not the texts'.
    if (/example|github/.test(request.headers.host ?? "")) requests.push(`${request.headers.host}${request.url}`);
    return void response.writeHead(200).end();
  }
  if (request.url === "/page") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    return void response.end(page);
  }
  if (request.url === "/next") {
    const answer = () => {
      if (toLook === null) return void setTimeout(answer, 50);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(toLook));
      toLook = null;
    };
    return answer();
  }
  if (request.url === "/judged") {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      response.writeHead(204).end();
      toldBy(JSON.parse(body));
    });
    return;
  }
  if (request.url !== "/favicon.ico") requests.push(`${request.url}`);
  response.writeHead(404).end();
});
// What begins as HTTPS does not fit and is told of here; its first bytes name the host.
trap.on("clientError", (error, socket) => {
  const bytes: unknown = Reflect.get(error, "rawPacket");
  const host = bytes instanceof Buffer ? /[\w.-]*(example|github)[\w.-]*/.exec(bytes.toString("latin1")) : null;
  if (host !== null) requests.push(`https ${host[0]}`);
  socket.destroy();
});
await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
const address = trap.address();
const port = typeof address === "object" ? address?.port : address;

page = judgingPage();
const browsing = browse([], `http://127.0.0.1:${port}/page`);

try {
  const raw = await look(rendered(hostileTexts).map((html) => ({ html, like: "" })));
  console.log(`Without the app's rendering (${hostileTexts.length} texts): ${inWords(raw)}.`);
  if (raw.ran === 0 || raw.requests.length === 0 || raw.alive === 0) throw new Error("the trap catches nothing");

  const sum: Seen = { ran: 0, alive: 0, broken: 0, requests: [] };
  for (const place of gitHubPlaces) {
    const seen = await look(looksAt(place));
    console.log(
      `- ${place.name}: ${isHarmful(seen) ? `${inWords(seen)} ${seen.requests.slice(0, 3).join(" ")}` : "nothing"}`,
    );
    add(sum, seen);
  }
  const shown = gitHubPlaces.length * hostileTexts.length;
  console.log(
    `In ${gitHubPlaces.length} places of GitHub (${shown} texts, by ${hasCmark ? "cmark-gfm" : "marked"}): ${inWords(sum)}.`,
  );

  // Each text in one of them: all show it in the same places.
  const charts = hostileTexts.flatMap((of, index) => {
    const draw = everyChart[index % everyChart.length]?.[1];
    return draw === undefined ? [] : [draw({ ...aLook, of: of.slice(0, 300) })];
  });
  const drawn = await look(
    charts.flatMap((svg) => [
      { html: svg, like: "" },
      { html: asImage(svg), like: "" },
    ]),
  );
  console.log(`In ${charts.length} charts, in the page and as images: ${inWords({ ...drawn, broken: 0 })}.`);
  add(sum, { ...drawn, broken: 0, alive: drawn.alive });
  finish();
  await browsing;
  await screenshot();
  if (isHarmful(sum)) process.exitCode = 1;
} finally {
  finish();
  trap.closeAllConnections();
  trap.close();
  await rm(folder, { recursive: true, force: true });
}

/** By GitHub's own parser where it is to be had; many at once, for each start of it takes longer than its work. */
function rendered(texts: readonly string[]): string[] {
  if (!hasCmark) return texts.map((text) => marked.parse(text.toWellFormed(), { async: false, gfm: true }));
  const parts = cmark(texts.join(`\n\n${cut}\n\n`)).split(cut);
  // One that does not end where it should swallows the next: each by itself shows which.
  return parts.length === texts.length ? parts : texts.map(cmark);
}

function cmark(text: string): string {
  const args = ["--unsafe", ...["table", "autolink", "strikethrough", "tasklist"].flatMap((each) => ["-e", each])];
  return spawnSync("cmark-gfm", args, { input: text.toWellFormed(), encoding: "utf8", maxBuffer: 1e9 }).stdout;
}

/** What the place shows of each text, beside what it shows of plain words. */
function looksAt(place: OutsidePlace): Look[] {
  const [plain = ""] = place.wordsDiffer === true ? [] : rendered([place.show("plain words")]);
  const looks: Look[] = [];
  for (let from = 0; from < hostileTexts.length; from += 50) {
    const some = rendered(hostileTexts.slice(from, from + 50).map((outside) => place.show(outside)));
    looks.push(...some.map((html) => ({ html, like: plain })));
  }
  return looks;
}

function asImage(svg: string): string {
  return `<img class="own" src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`;
}

async function look(all: readonly Look[]): Promise<Seen> {
  const seen: Seen = { ran: 0, alive: 0, broken: 0, requests: [] };
  for (let from = 0; from < all.length; from += 60) {
    requests.length = 0;
    const judged = await new Promise<Judged>((resolve) => {
      toldBy = resolve;
      toLook = all.slice(from, from + 60);
    });
    add(seen, { ...judged, requests: [...requests] });
  }
  return seen;
}

/** Looks at each in a frame of its own, so that one that breaks out of its element breaks no other, and tells what it saw. */
function judgingPage(): string {
  return `<!DOCTYPE html><meta charset="utf-8"><body><script>
    let ran = 0;
    window.addEventListener("message", ({ data }) => { if (data === "ran") ran += 1; });
    const spy = "<script>window.alert = () => parent.postMessage('ran', '*')<\\/script>";
    const parsed = (html) => new DOMParser().parseFromString("<body>" + html, "text/html").body;
    const shape = (html) => [...parsed(html).querySelectorAll("*")].map((each) => each.localName).join(" ");
    const acting = "a, area, script, iframe, object, embed, form, input, style, link, meta, base, video, audio, picture, img, math";
    const own = ({ localName, href, className }) => className === "own" ||
      (localName === "a" && /^https:\\/\\/(redirect\\.github\\.com\\/|github\\.com\\/octo\\/exports\\/issues\\/new)/.test(href));
    function show(html) {
      const frame = document.createElement("iframe");
      // A real alert, of a frame within, would stop everything.
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
      frame.srcdoc = "<!DOCTYPE html><base href='http://trap.example/'>" + spy + "<body>" + html;
      const loaded = new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 3000); });
      document.body.append(frame);
      return loaded;
    }
    (async () => {
      for (;;) {
        const all = await (await fetch("/next")).json();
        ran = 0;
        let alive = 0, broken = 0;
        await Promise.all(all.map(({ html }) => show(html)));
        await new Promise((resolve) => setTimeout(resolve, 100));
        for (const { html, like } of all) {
          const body = parsed(html);
          alive += [...body.querySelectorAll(acting)].filter((each) => !own(each)).length;
          alive += [...body.querySelectorAll("*")].filter(({ attributes }) => [...attributes].some(({ name }) => name.startsWith("on"))).length;
          if (like !== "" && shape(html) !== shape(like) && !html.includes("(no readable text)")) broken += 1;
        }
        document.querySelectorAll("iframe").forEach((frame) => frame.remove());
        await fetch("/judged", { method: "POST", body: JSON.stringify({ ran, alive, broken }) });
      }
    })();
  </script>`;
}

/** Every name leads to the trap. */
async function browse(args: readonly string[], url: string): Promise<void> {
  const child = spawn(chromium!, [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    `--user-data-dir=${path.join(folder, "profile")}`,
    `--host-resolver-rules=MAP * 127.0.0.1:${port}`,
    "--ignore-certificate-errors",
    // Without a picture to take it would end as soon as the page is there.
    ...(args.length === 0 ? ["--remote-debugging-port=0"] : args),
    url,
  ]);
  finish = () => void child.kill();
  await new Promise((resolve) => child.on("close", resolve));
}

/** Of the weekly summary and some charts, to be looked at. */
async function screenshot(): Promise<void> {
  const [file] = process.argv.slice(2);
  if (file === undefined) return;
  const hostile = hostileTexts.filter((_, index) => index % 40 === 3);
  const weekly = gitHubPlaces.find(({ name }) => name === "weekly summary")!;
  const texts = rendered(hostile.slice(0, 3).map((outside) => weekly.show(outside))).map((html) =>
    html.replaceAll("<details>", "<details open>"),
  );
  const charts = everyChart.slice(0, 2).map(([, draw], index) => draw({ ...aLook, of: hostile[index]! }));
  page = `<!DOCTYPE html><meta charset="utf-8"><style>body{font:14px sans-serif;width:900px}td,th{border:1px solid #ccc;padding:4px}</style>${charts.join("")}${texts.join("<hr>")}`;
  await writeFile(path.join(folder, "page.html"), page);
  await browse([`--screenshot=${path.resolve(file)}`, "--window-size=960,4000"], `http://127.0.0.1:${port}/page`);
  console.log(`A picture is in ${file}.`);
}

function add(sum: Seen, { ran, alive, broken, requests: more }: Seen): void {
  sum.ran += ran;
  sum.alive += alive;
  sum.broken += broken;
  sum.requests.push(...more);
}

function isHarmful({ ran, alive, broken, requests: sent }: Seen): boolean {
  return ran + alive + broken + sent.length > 0;
}

function inWords({ ran, alive, broken, requests: sent }: Seen): string {
  return `${ran} scripts ran, ${sent.length} requests left, ${alive} elements acted or led elsewhere, ${broken} shapes broke`;
}

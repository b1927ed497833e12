/**
 * Goes through the set-up in a real browser, from the first start to the first delivery, and writes a picture of every page that a newcomer sees.
 * Run: npm run setup:browser [-- FOLDER]; needs Chromium in the PATH. The GitHub is one of our own that registers apps from manifests.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseEnv } from "node:util";
import { chromium, type Page } from "playwright-core";
import { openManifestGitHub } from "../support/manifestGitHub.ts";
import { post } from "../support/testFront.ts";

const pictures = path.resolve(process.argv[2] ?? mkdtempSync(path.join(tmpdir(), "throughline-setup-pages-")));
mkdirSync(pictures, { recursive: true });
const folder = mkdtempSync(path.join(tmpdir(), "throughline-setup-"));
const executablePath = execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();

const github = await openManifestGitHub();
const app = spawn(process.execPath, [path.resolve("src/cli.ts"), "start"], {
  cwd: folder,
  env: { PATH: process.env["PATH"], GHE_HOST: github.host, GHE_PROTOCOL: "http", PORT: "0" },
  stdio: ["ignore", "ignore", "pipe"],
});
let said = "";
app.stderr.on("data", (bytes: Buffer) => (said += bytes.toString()));
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage({ viewport: { width: 900, height: 1000 } });
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!["localhost", "127.0.0.1"].includes(new URL(request.url()).hostname)) foreign.push(request.url());
  });
  await goThrough(page);
  if (foreign.length > 0) throw new Error(`The pages asked for ${foreign.join(", ")}`);
  console.log(`6 pages seen, nothing loaded from elsewhere. Pictures: ${pictures}`);
} finally {
  await browser.close();
  app.kill("SIGKILL");
  await github.close();
  rmSync(folder, { recursive: true });
}

async function goThrough(page: Page): Promise<void> {
  const address = await untilSaid(/http:\/\/localhost:\d+\/setup\?key=[\w-]{43}/);
  await page.goto(address);
  await picture(page, "1-form");
  await page.fill("[name=address]", "http://not a machine");
  await page.click("button[type=submit]");
  await picture(page, "2-form-with-a-mistake");
  await page.fill("[name=organization]", "acme");
  await page.fill("[name=address]", "https://throughline.example.com");
  await page.click("button[type=submit]");
  await picture(page, "3-confirm");
  await page.click("button[type=submit]");
  await page.waitForURL(/\/setup\/status/);
  await picture(page, "4-registered");
  await untilShown(page, "the app is running");
  await picture(page, "5-running");
  const written = path.join(folder, ".env");
  if ((statSync(written).mode & 0o777) !== 0o600) throw new Error("Others can read the credentials");
  const secret = parseEnv(readFileSync(written, "utf8"))["WEBHOOK_SECRET"] ?? "";
  const origin = new URL(address).origin;
  await post(origin, { secret });
  await post(origin, { secret: "of-somebody-else-8c1f0e6b7" });
  await untilShown(page, "2 deliveries seen, 1 of them verified and kept.");
  await picture(page, "6-deliveries");
}

async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
}

async function untilSaid(wanted: RegExp): Promise<string> {
  for (let tries = 0; tries < 250; tries += 1) {
    const [found] = wanted.exec(said) ?? [];
    if (found !== undefined) return found;
    await wait(100);
  }
  throw new Error(`The app did not say where the set-up is:\n${said}`);
}

async function untilShown(page: Page, words: string): Promise<void> {
  for (let tries = 0; tries < 60; tries += 1) {
    if ((await page.innerText("body")).includes(words)) return;
    await wait(500);
    await page.reload();
  }
  throw new Error(`The page does not say: ${words}`);
}

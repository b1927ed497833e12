/** Decides how the part of GitHub behaves that registers an app from a manifest: its page, the way back, and the code that is good once. */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { z } from "zod";
import { appPrivateKey } from "./appPrivateKey.ts";

/** What GitHub takes as a manifest. */
export const manifestShape = z.strictObject({
  name: z.string().min(1).max(34),
  description: z.string(),
  url: z.url({ protocol: /^https?$/ }),
  redirect_url: z.url({ protocol: /^https?$/ }),
  hook_attributes: z.strictObject({ url: z.url({ protocol: /^https?$/ }), active: z.boolean() }),
  public: z.boolean(),
  default_permissions: z.record(z.string(), z.enum(["read", "write"])),
  default_events: z.array(z.string()).refine((events) => !events.some((event) => event.startsWith("installation"))),
});
export type SentManifest = z.infer<typeof manifestShape>;

export type ManifestGitHub = {
  /** For GHE_HOST, with GHE_PROTOCOL=http. */
  host: string;
  /** What was registered, and on whose page. */
  registered: { path: string; manifest: SentManifest }[];
  webhookSecret: string;
  close: () => Promise<void>;
};

export const madeAppId = 4711;

/** Closed with the test. A `webhookSecret` of null is what GitHub says of an app whose webhook is off. */
export async function startManifestGitHub(given: { webhookSecret?: string | null } = {}): Promise<ManifestGitHub> {
  const github = await openManifestGitHub(given);
  onTestFinished(github.close);
  return github;
}

export async function openManifestGitHub(given: { webhookSecret?: string | null } = {}): Promise<ManifestGitHub> {
  const webhookSecret = given.webhookSecret === undefined ? randomBytes(20).toString("hex") : given.webhookSecret;
  const registered: ManifestGitHub["registered"] = [];
  const codes = new Map<string, SentManifest>();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", `http://${host()}`);
    const form = new URLSearchParams(await textOf(request));
    if (request.method === "POST" && /^\/(organizations\/[\w-]+\/)?settings\/apps\/new$/.test(pathname)) {
      const manifest = manifestShape.parse(JSON.parse(form.get("manifest") ?? ""));
      registered.push({ path: pathname, manifest });
      const code = randomBytes(20).toString("hex");
      codes.set(code, manifest);
      const back = new URL(manifest.redirect_url);
      back.search = new URLSearchParams({ code, state: searchParams.get("state") ?? "" }).toString();
      response.writeHead(302, { location: back.href }).end();
      return;
    }
    const [, code = ""] = /^\/api\/v3\/app-manifests\/(\w+)\/conversions$/.exec(pathname) ?? [];
    const manifest = codes.get(code);
    codes.delete(code);
    if (request.method !== "POST" || manifest === undefined) {
      response.writeHead(404, { "content-type": "application/json" }).end('{"message":"Not Found"}');
      return;
    }
    const slug = manifest.name.toLowerCase().replaceAll(/\W+/g, "-");
    const made = {
      id: madeAppId,
      slug,
      name: manifest.name,
      html_url: `http://${host()}/apps/${slug}`,
      pem: appPrivateKey,
      webhook_secret: webhookSecret,
      client_id: "Iv1.8a61f9b3a7aba766",
      client_secret: "1726be1638095a19edd134c77bde3aa2ece1e5d8",
    };
    response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify(made));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(422).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  function host(): string {
    return `127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`;
  }
  return {
    host: host(),
    registered,
    webhookSecret: webhookSecret ?? "",
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

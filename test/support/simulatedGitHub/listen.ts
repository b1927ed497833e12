/** Decides how the simulated GitHub is reached over HTTP, as a GitHub Enterprise Server is: REST under `/api/v3`, GraphQL under `/api/graphql`. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { SimulatedGitHub } from "./simulatedGitHub.ts";

/** `host` is what GHE_HOST names, with GHE_PROTOCOL=http; `apiUrl` is where its REST API answers. */
export type ListeningGitHub = { host: string; apiUrl: string; close: () => Promise<void> };

/** What comes with another token than `token` is refused as GitHub refuses it; without one any is taken. */
export async function listen(gitHub: SimulatedGitHub, token: string | null = null): Promise<ListeningGitHub> {
  const server = createServer((request, response) => {
    void (async () => {
      const { method = "GET", url = "/", headers } = request;
      const body = await text(request);
      const answer = isLetIn(headers.authorization, token)
        ? await gitHub.fetch(`http://${host}${url}`, { method, body })
        : Response.json({ message: "Bad credentials" }, { status: 401 });
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(await answer.text());
    })();
  });
  // A busy test machine would otherwise close connections that are still in use.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${portOf(server.address())}`;
  return {
    host,
    apiUrl: `http://${host}/api/v3`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function isLetIn(authorization: string | undefined, token: string | null): boolean {
  return token === null || authorization === `token ${token}` || authorization === `Bearer ${token}`;
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the server listens nowhere");
  return address.port;
}

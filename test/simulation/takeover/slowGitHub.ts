/** Decides how a GitHub answers that keeps everybody waiting: each request after some seconds, with a token or that there is nothing. */
import { createServer } from "node:http";
import { portOf } from "../../support/simulatedGitHub/listen.ts";

/** Work that asks it is held for at least so long. */
export const answerSeconds = 4;

export async function startSlowGitHub(): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume();
    setTimeout(() => {
      const isToken = request.url?.endsWith("/access_tokens") ?? false;
      const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
      const answer = isToken ? { token: "ghs_slow", expires_at: inAnHour, permissions: {} } : { message: "Not Found" };
      response.writeHead(isToken ? 201 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    }, answerSeconds * 1000);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: portOf(server.address()),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

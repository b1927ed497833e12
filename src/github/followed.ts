/** Decides which redirects are followed: those of a repository that has another name now, on the same host, with the same request. */

const mostRedirects = 3;

/**
 * `fetch` follows to any host, and makes a GET of a POST that is answered 301: a comment that was to be created would be listed instead. What leads
 * elsewhere is answered with 403, as a refusal.
 */
export async function fetchFollowing(input: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> {
  let url = String(input instanceof Request ? input.url : input);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    const response = await fetch(url, { ...init, redirect: "manual" });
    const location = isRedirect(response.status) ? response.headers.get("location") : null;
    if (location === null) return response;
    const next = new URL(location, url);
    if (next.origin !== new URL(url).origin) return refusal("the answer leads to another host");
    url = next.href;
  }
  return refusal("the answer leads on and on");
}

function isRedirect(status: number): boolean {
  return [301, 302, 307, 308].includes(status);
}

function refusal(message: string): Response {
  return Response.json({ message }, { status: 403 });
}

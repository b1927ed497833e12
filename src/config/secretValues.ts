/** Decides which texts of the operator's settings may stand nowhere else, in every spelling in which they come. */
import type { Config } from "./env.ts";

/** Shorter words, such as a database's default password, are parts of others; the shape of an address gives them away in the log. */
const shortest = 12;

export function secretValues({
  webhookSecrets,
  app,
  store,
}: Pick<Config, "webhookSecrets" | "app" | "store">): string[] {
  const { current, previous } = webhookSecrets;
  const password = "databaseUrl" in store ? passwordsIn(store.databaseUrl) : [];
  const all = [current, previous ?? "", ...keySpellings(app.privateKey), ...password];
  return all.filter((secret) => secret.length >= shortest);
}

/** Whole, as one line of base64, and line by line, which covers every way to break or join it. */
function keySpellings(pem: string): string[] {
  const lines = pem.split(/\s*\n\s*/).filter((line) => line !== "" && !line.startsWith("-----"));
  return [pem, Buffer.from(pem).toString("base64"), ...lines];
}

/** As it stands in the address, and as it is meant. */
function passwordsIn(databaseUrl: string): string[] {
  const spelled = URL.parse(databaseUrl)?.password ?? "";
  try {
    return [spelled, decodeURIComponent(spelled)];
  } catch {
    return [spelled];
  }
}

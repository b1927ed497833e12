/** Decides which secrets and private texts are seeded where they must not come out again: one of every kind, none of them real. */
import { appPrivateKey } from "./appPrivateKey.ts";

const jwt = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiIxMjM0IiwiY2FuYXJ5IjoxfQ.Y2FuYXJ5LXNpZ25hdHVyZQ";
const token = "CanaryCanary0123456789abcdefABCDEF01";

/** What the operator sets. */
export const settings = {
  secret: "canary-webhook-secret-4f1d",
  previousSecret: "canary-previous-secret-9a2b",
  databasePassword: "canary-database-password-7c3e",
  privateKey: appPrivateKey,
};

/** By kind: the text that it stands in, and the part that may come out nowhere. */
export const canaries: Record<string, { seeded: string; secret: string }> = {
  "the webhook secret": whole(settings.secret),
  "the previous webhook secret": whole(settings.previousSecret),
  "the private key as PEM": { seeded: appPrivateKey, secret: keyLine(3) },
  "the private key as base64": whole(Buffer.from(appPrivateKey).toString("base64")),
  "the private key on one line": { seeded: appPrivateKey.replaceAll("\n", "\\n"), secret: keyLine(5) },
  "a line of the private key": whole(keyLine(7)),
  "a JSON web token": whole(jwt),
  "an installation token": whole(`ghs_${token}`),
  "a personal token": whole(`ghp_${token}`),
  "a fine-grained token": whole(`github_pat_${token}_${token}`),
  "an OAuth token": whole(`gho_${token}`),
  "a user's token": whole(`ghu_${token}`),
  "a refresh token": whole(`ghr_${token}`),
  "a password in a database URL": {
    seeded: `postgres://flow:${settings.databasePassword}@db:5432/flow`,
    secret: settings.databasePassword,
  },
  "the client secret of a manifest": {
    seeded: '{"client_secret":"canary0c11e47a5ec2e7d0f0a1b2c3d4e5f6a7b8c9"}',
    secret: "canary0c11e47a5ec2e7d0f0a1b2c3d4e5f6a7b8c9",
  },
  "the key of the set-up": {
    seeded: "http://localhost:3000/setup?key=canary-setup-key-AbCdEf",
    secret: "setup-key-AbCdEf",
  },
  "the state of the set-up": {
    seeded: "/setup/back?code=canarycode01&state=canary-state-GhIj",
    secret: "canary-state-GhIj",
  },
  "a signed address": { seeded: "https://x.example/c.svg?w=1&sig=canary-signature-KlMnOp", secret: "signature-KlMnOp" },
  "an Authorization header": {
    seeded: "authorization: Basic Y2FuYXJ5OmNhbmFyeS1wYXNzd29yZA==",
    secret: "Y2FuYXJ5OmNhbmFyeS1wYXNzd29yZA",
  },
  "a cookie": { seeded: "cookie: session=canary-session-QrStUv; a=b", secret: "canary-session-QrStUv" },
  "a webhook's signature": whole(`sha256=${"0c".repeat(32)}`),
  "an e-mail address": whole("canary.person@mail.example.org"),
};

/** Texts that only people in the repository may read; they may stand in no log, and in no database once the bodies are gone. */
export const privateTexts = {
  comment: "canary-private-comment-text",
  issue: "canary-private-issue-text",
  commit: "canary-private-commit-message",
};

/** All of them in one text. */
export const everyCanary = Object.values(canaries)
  .map(({ seeded }) => seeded)
  .join(" | ");

/** Those that GitHub could ever tell: not what only the app and its operator know. */
export const githubsCanaries = Object.entries(canaries)
  .filter(([kind]) => !/webhook secret|a line of/.test(kind))
  .map(([, { seeded }]) => seeded);

/** The kinds that stand in the text, in any of the spellings that JSON has for them. */
export function canariesIn(text: string): string[] {
  const secrets = [
    ...Object.entries(canaries).map(([kind, { secret }]) => [kind, secret] as const),
    ...Object.entries(privateTexts),
  ];
  return secrets.filter(([, secret]) => text.includes(secret)).map(([kind]) => kind);
}

function whole(secret: string): { seeded: string; secret: string } {
  return { seeded: secret, secret };
}

function keyLine(number: number): string {
  return appPrivateKey.split("\n")[number] ?? "";
}

/** Decides with which key a test's app signs: a new one each run, so that none is kept in the repository. */
import { generateKeyPairSync } from "node:crypto";

export const appPrivateKey: string = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
}).privateKey;

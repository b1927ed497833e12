/** Decides whether the app has what it needs to start, and whether nobody else can read it. */
import type { Finding } from "./finding.ts";
import type { Readings } from "./readings.ts";

export function checkCredentials({ setting, envFile }: Pick<Readings, "setting" | "envFile">): Finding[] {
  return [...settingFindings(setting), ...fileFindings(envFile)];
}

const check = "credentials";

function settingFindings(setting: Readings["setting"]): Finding[] {
  switch (setting.kind) {
    case "not-set-up":
      return [
        {
          check,
          state: "wrong",
          says: "Throughline is not set up: there are no credentials here.",
          wayOut: "Run `npm start` in this folder and open the address that it prints.",
        },
      ];
    case "faulty":
      return setting.faults.map((says) => ({ check, state: "wrong", says }));
    case "set":
      return [
        { check, state: "good", says: "App id, private key and webhook secret are set, and the secret is strong." },
      ];
  }
}

function fileFindings(file: Readings["envFile"]): Finding[] {
  if (file === null || !file.readableByOthers) return [];
  const says = `Other accounts of this machine can read ${file.path}, and with it the credentials.`;
  return [{ check, state: "wrong", says, wayOut: `Run \`chmod 600 ${file.path}\`.` }];
}

/** Decides whether the app and each installation of it have the permissions and events that Throughline reads, and says what stays unseen. */
import type { AppSeen } from "../../github/octokitApp.ts";
import { extras, permissions, subscriptions } from "../../intake/events.ts";
import type { Finding } from "./finding.ts";
import { foundIn, type GitHubReadings } from "./readings.ts";

const check = "permissions";

type Granted = Pick<AppSeen, "permissions" | "events">;

export function checkPermissions(
  { app, installations }: Pick<GitHubReadings, "app" | "installations">,
  { settingsUrl, installUrl }: { settingsUrl: string; installUrl: string },
): Finding[] {
  const own = foundIn(app);
  if (own === null) return [];
  const ofApp = [
    ...lacking(own).map(({ name, says }) =>
      wrong(`The app ${says}`, `Grant ${name} under ${settingsUrl}/permissions.`),
    ),
    ...silentOn(own).map(({ name, says }) =>
      wrong(`The app ${says}`, `Subscribe to ${name} under ${settingsUrl}/permissions.`),
    ),
  ];
  const seen = foundIn(installations);
  if (seen === null)
    return [...ofApp, { check, state: "unknown", says: "GitHub did not say where the app is installed." }];
  const places = seen.flatMap((installation) => {
    const who = `The installation on ${installation.account?.login ?? installation.id}`;
    if (installation.suspended_at !== null && installation.suspended_at !== undefined) {
      const says = `${who} is suspended: nothing is heard from there.`;
      return [{ check, state: "note", says, wayOut: `Lift it at ${installation.html_url}.` } satisfies Finding];
    }
    // What the app itself does not ask for was said above.
    return lacking(installation)
      .filter(({ name, access }) => includes(own.permissions[name], access))
      .map(({ name, says }) => wrong(`${who} ${says}`, `An owner has to accept ${name} at ${installation.html_url}.`));
  });
  const nowhere = seen.length === 0 ? [wrong("The app is installed nowhere.", `Install it at ${installUrl}.`)] : [];
  const told = [...ofApp, ...places, ...nowhere];
  const good = told.some(({ state }) => state === "wrong") ? [] : [allGood(seen.length)];
  return [...good, ...told, ...unseenExtras(own)];
}

function allGood(installations: number): Finding {
  const where = installations === 1 ? "1 installation" : `${installations} installations`;
  return { check, state: "good", says: `The app and its ${where} have every permission and event of app.yml.` };
}

function wrong(says: string, wayOut: string): Finding {
  return { check, state: "wrong", says, wayOut };
}

type Lack = { name: string; access: string; says: string };

function lacking(granted: Granted): Lack[] {
  return Object.entries(permissions).flatMap(([name, { access, why }]) =>
    includes(granted.permissions[name], access)
      ? []
      : [{ name, access, says: `lacks the permission ${name}: ${access}. Without it stays unseen or undone: ${why}.` }],
  );
}

function silentOn(granted: Granted): Pick<Lack, "name" | "says">[] {
  return subscriptions.flatMap(({ event, why }) =>
    granted.events.includes(event)
      ? []
      : [{ name: event, says: `does not subscribe to ${event}. Without it stays unseen: ${why}.` }],
  );
}

function includes(granted: string | undefined, wanted: string): boolean {
  const levels = ["read", "write", "admin"];
  return granted !== undefined && levels.indexOf(granted) >= levels.indexOf(wanted);
}

function unseenExtras(app: Granted): Finding[] {
  const unseen = extras.filter(({ event }) => !app.events.includes(event));
  if (unseen.length === 0) return [];
  const each = unseen.map(({ event, permission, why }) => `${why} (${permission}, ${event})`).join("; ");
  return [{ check, state: "note", says: `Not asked for by default, and so unseen: ${each}.` }];
}

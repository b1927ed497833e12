/** Decides how old work is listed in answers. */
import type { PhrasingContent, Table } from "mdast";
import type { OldWork } from "../metrics/ageing.ts";
import { nameOf } from "../stages.ts";
import { duration } from "../reports/durations.ts";
import { itemName, table, text, untrusted } from "../reports/markdown.ts";
import { quietItemUrl } from "../reports/webAddress.ts";
import { waitWords } from "../reports/weekly/waitWords.ts";
import { type Place, type Reading, shownRepository } from "./reading.ts";

/** With the stage, unless all are in one. */
export function oldWorkTable(
  some: readonly OldWork[],
  { place, reading, withStage }: { place: Place; reading: Reading; withStage: boolean },
): Table {
  const head = ["Item", ...(withStage ? ["Stage"] : []), "There for", "Waiting on"].map(text);
  const rows = some.map((work): PhrasingContent[] => [
    nameCell(work, place, reading),
    ...(withStage ? [text(nameOf(work.stage))] : []),
    text(`${duration(work.ageSeconds)}${work.isOverP85 === true ? " (over 85%)" : ""}`),
    text(work.waitingOn === null || work.waitingOn === "active" ? "touched lately" : waitWords[work.waitingOn]),
  ]);
  return table(head, ...rows);
}

function nameCell({ repository, number }: OldWork, place: Place, { titles }: Reading): PhrasingContent {
  const name = itemName(number, quietItemUrl(place.web, repository, number), shownRepository(repository, place));
  const title = titles.get(`${repository}#${number}`);
  return { type: "emphasis", children: [name, ...(title === undefined ? [] : [text(" "), untrusted(title, 60)])] };
}

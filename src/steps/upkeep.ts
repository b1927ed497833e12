/** Decides what is done by the clock alone: what is old is forgotten, and what the app no longer sees is erased. */
import type { Step } from "../intake/worker.ts";
import { eraseGone } from "./eraseGone.ts";
import { forgetOld } from "./forgetOld.ts";
import type { StepContext } from "./stepContext.ts";

export function upkeep(context: StepContext, eraseAfterDays: number): Step[] {
  return [
    { name: "forgetOld", run: () => forgetOld(context), pollMilliseconds: 600_000, onlyByClock: true },
    {
      name: "eraseGone",
      run: () => eraseGone(context, eraseAfterDays),
      pollMilliseconds: 60_000,
      onlyByClock: true,
    },
  ];
}

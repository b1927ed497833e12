/** Decides what the Probot app does with an event: it stores the delivery, and nothing else; the worker does the rest. */
import type { ApplicationFunction, Probot } from "probot";
import type { Arrival } from "./intake/arrival.ts";
import type { Receipt } from "./intake/receive.ts";

type Crossing = { arrival: Arrival; receipt: Receipt | null };

/**
 * What goes through Probot together with a payload. Probot hands its handlers the parsed payload, the very object that it was given, and
 * nothing else: not the text that was signed, and no answer comes back. So the rest of the delivery, and what became of it, is found by the
 * payload's identity; the entry goes with the object.
 */
const crossings = new WeakMap<object, Crossing>();

/** The app for `probot.load`. `store` answers once the delivery is committed, or known not to be; it does not throw. */
export default function throughline(store: (arrival: Arrival) => Promise<Receipt>): ApplicationFunction {
  return (probot) => {
    probot.onAny(async ({ payload }) => {
      const crossing = crossings.get(payload);
      if (crossing === undefined) throw new Error("Probot was given an event that did not come in through the front");
      crossing.receipt = await store(crossing.arrival);
    });
  };
}

/** Hands arrivals to the app that the Probot has loaded, and returns what became of each. */
export function receiveThrough(probot: Probot): (arrival: Arrival) => Promise<Receipt> {
  return async (arrival) => {
    const crossing: Crossing = { arrival, receipt: null };
    crossings.set(arrival.payload, crossing);
    const event = { id: arrival.id, name: arrival.event, payload: arrival.payload };
    if (!isProbotEvent(event)) throw new Error("Probot takes no event without a name");
    await probot.receive(event);
    if (crossing.receipt === null) throw new Error("Probot did not hand the event to the app");
    return crossing.receipt;
  };
}

type ProbotEvent = Parameters<Probot["receive"]>[0];

/** Probot's types list the events of today by name; at run time any name passes, so that what GitHub adds is stored as well. */
function isProbotEvent(event: { id: string; name: string; payload: object }): event is ProbotEvent {
  return event.name !== "";
}

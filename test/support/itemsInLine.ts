/** Decides how each item that passes a simulated line is followed: taken up in the order of arrival, and of those in service any is the next done. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { LineFollower, Station } from "../../src/forecast/queueLine.ts";

/** In weeks: of those taken up how long they had waited, of those that left how long they had been there, and item-weeks spent there up to the last event. */
export type FollowedStation = {
  begun: number;
  waited: number;
  left: number;
  stayed: number;
  presence: number;
};

export function itemsInLine(
  stations: readonly Pick<Station, "servers">[],
  seed: number,
): LineFollower & { followed: readonly FollowedStation[] } {
  const random = xoroshiro128plus(seed);
  const all = stations.map(({ servers }) => ({
    servers,
    waiting: [] as number[],
    head: 0,
    inService: [] as number[],
    since: 0,
    told: { begun: 0, waited: 0, left: 0, stayed: 0, presence: 0 },
  }));
  type Place = (typeof all)[number];
  const count = (place: Place, now: number) => {
    place.told.presence += (place.waiting.length - place.head + place.inService.length) * (now - place.since);
    place.since = now;
  };
  const takeUp = (place: Place, now: number) => {
    const came = place.waiting[place.head]!;
    place.head += 1;
    if (place.head > mostForgotten) {
      place.waiting.splice(0, place.head);
      place.head = 0;
    }
    place.told.begun += 1;
    place.told.waited += now - came;
    place.inService.push(came);
  };
  return {
    followed: all.map(({ told }) => told),
    came: (station, now) => {
      const place = all[station]!;
      count(place, now);
      place.waiting.push(now);
      if (place.inService.length < place.servers) takeUp(place, now);
    },
    left: (station, now) => {
      const place = all[station]!;
      count(place, now);
      const [came] = place.inService.splice(uniformInt(random, 0, place.inService.length - 1), 1);
      place.told.left += 1;
      place.told.stayed += now - came!;
      if (place.head < place.waiting.length) takeUp(place, now);
    },
  };
}

/** So many that were taken up are kept before the list is cut, which takes time. */
const mostForgotten = 4096;

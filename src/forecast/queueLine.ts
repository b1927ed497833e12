/** Decides how work runs through stations with queues before them: one random course of so many weeks. */

/** Times are in weeks. Of what leaves it, `routes[j]` goes to station j and `shipped` is done; the rest is gone. */
export type Station = {
  /** What comes from outside the line, by chance at this rate (Poisson). */
  externalPerWeek: number;
  /** All servers together; each takes `servers / capacityPerWeek` weeks in the mean, exponentially distributed. */
  capacityPerWeek: number;
  servers: number;
  startQueue: number;
  routes: readonly number[];
  shipped: number;
};

/** Sums over courses, one entry for each station and week (`station * weeks + week`). `shipped` is by week alone. */
export type LineTally = {
  courses: number;
  arrivals: Float64Array;
  departures: Float64Array;
  /** Items at the week's end, and of these not taken up yet. */
  queueAtEnd: Float64Array;
  waitingAtEnd: Float64Array;
  /** What who comes at the week's end has to expect before being taken up. */
  waitAtEnd: Float64Array;
  shipped: Float64Array;
};

/** Hears of each item that comes to a station, or leaves it; what stands there at the start comes then. */
export type LineFollower = {
  came: (station: number, now: number) => void;
  left: (station: number, now: number) => void;
};

export function emptyTally(stations: number, weeks: number): LineTally {
  const sums = () => new Float64Array(stations * weeks);
  return {
    courses: 0,
    arrivals: sums(),
    departures: sums(),
    queueAtEnd: sums(),
    waitingAtEnd: sums(),
    waitAtEnd: sums(),
    shipped: new Float64Array(weeks),
  };
}

/**
 * Adds one course to the tally. Arrivals and service times are exponential, so the next event is any of those that are possible, by their rates (Gillespie's
 * direct method, Journal of Physical Chemistry 81, 1977, 2340-2361). What comes next then depends on how many items are where, and not on which: only so many are
 * kept, and whoever wants to know of each item follows it. `chance` gives numbers from 0 up to 1.
 */
export function runCourse(
  stations: readonly Station[],
  weeks: number,
  chance: () => number,
  tally: LineTally,
  follower: LineFollower | null = null,
): void {
  const line = openLine(stations);
  tally.courses += 1;
  for (const [station, { startQueue }] of stations.entries())
    for (let each = 0; each < startQueue; each += 1) follower?.came(station, 0);
  for (let week = 0; week < weeks; week += 1) {
    runWeek(line, { week, weeks, chance, tally, follower });
    for (const [station, open] of stations.entries())
      closeWeek(tally, station * weeks + week, open, line.present[station] ?? 0);
  }
}

/** Lists by station; plain numbers beside each other, since a question asks for millions of events. */
type Line = {
  present: Int32Array;
  /** First the rates at which any of those in service at each station is done, then those at which something comes from outside. */
  rates: Float64Array;
  /** Of all rates. */
  total: number;
  servers: Int32Array;
  serverPerWeek: Float64Array;
  /** From each station to each, one row after the other. */
  routes: Float64Array;
  shipped: Float64Array;
};

function openLine(stations: readonly Station[]): Line {
  const present = Int32Array.from(stations, ({ startQueue }) => startQueue);
  const servers = Int32Array.from(stations, (station) => station.servers);
  const serverPerWeek = Float64Array.from(stations, (station) => station.capacityPerWeek / station.servers);
  const done = stations.map(
    (station) => Math.min(station.startQueue, station.servers) * (station.capacityPerWeek / station.servers),
  );
  return {
    present,
    rates: Float64Array.from([...done, ...stations.map(({ externalPerWeek }) => externalPerWeek)]),
    total: 0,
    servers,
    serverPerWeek,
    routes: Float64Array.from(stations.flatMap(({ routes }) => stations.map((_, to) => routes[to] ?? 0))),
    shipped: Float64Array.from(stations, (station) => station.shipped),
  };
}

type Week = { week: number; weeks: number; chance: () => number; tally: LineTally; follower: LineFollower | null };

/** Memoryless: what would have come after the week's end is drawn anew in the next one. */
function runWeek(line: Line, within: Week): void {
  const { rates, present } = line;
  const { week, chance, tally } = within;
  const stations = present.length;
  // Added up anew each week, without what rounding has left.
  line.total = rates.reduce((sum, rate) => sum + rate, 0);
  for (let now = 0; line.total > 0;) {
    now -= Math.log(1 - chance()) / line.total;
    if (now >= 1) return;
    // One of what is possible, by its rate: a mark falls somewhere on all rates, laid one after the other.
    let mark = chance() * line.total;
    let event = 0;
    for (; event < rates.length; event += 1) {
      const rate = rates[event] ?? 0;
      if (mark < rate) break;
      mark -= rate;
    }
    if (event >= stations) {
      if (event < rates.length) arrive(line, event - stations, now, within);
      continue;
    }
    // Where the mark fell within that rate is by chance as well.
    let left = mark / (rates[event] ?? 1);
    leave(line, event, now, within);
    let to = 0;
    for (; to < stations; to += 1) {
      const share = line.routes[event * stations + to] ?? 0;
      if (left < share) break;
      left -= share;
    }
    if (to < stations) arrive(line, to, now, within);
    else if (left < (line.shipped[event] ?? 0)) add(tally.shipped, week, 1);
  }
}

function arrive(line: Line, station: number, now: number, { week, weeks, tally, follower }: Week): void {
  add(tally.arrivals, station * weeks + week, 1);
  follower?.came(station, week + now);
  const present = (line.present[station] ?? 0) + 1;
  line.present[station] = present;
  if (present <= (line.servers[station] ?? 0)) setRate(line, station, present);
}

function leave(line: Line, station: number, now: number, { week, weeks, tally, follower }: Week): void {
  add(tally.departures, station * weeks + week, 1);
  follower?.left(station, week + now);
  const present = (line.present[station] ?? 0) - 1;
  line.present[station] = present;
  if (present < (line.servers[station] ?? 0)) setRate(line, station, present);
}

function setRate(line: Line, station: number, inService: number): void {
  const rate = inService * (line.serverPerWeek[station] ?? 0);
  line.total += rate - (line.rates[station] ?? 0);
  line.rates[station] = rate;
}

function add(sums: Float64Array, place: number, more: number): void {
  sums[place] = (sums[place] ?? 0) + more;
}

/** Who comes while all servers are busy waits until each of those ahead, and one more, is done: exact where service is exponential. */
function closeWeek(tally: LineTally, place: number, { servers, capacityPerWeek }: Station, present: number): void {
  const waiting = Math.max(0, present - servers);
  add(tally.queueAtEnd, place, present);
  add(tally.waitingAtEnd, place, waiting);
  add(tally.waitAtEnd, place, present < servers ? 0 : (waiting + 1) / capacityPerWeek);
}

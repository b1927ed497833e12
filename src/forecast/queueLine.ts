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
  /** Item-weeks spent there. */
  presence: Float64Array;
  /** Items taken up and the weeks that they had waited; items that left and the weeks that they had been there. */
  begun: Float64Array;
  waited: Float64Array;
  stayed: Float64Array;
  shipped: Float64Array;
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
    presence: sums(),
    begun: sums(),
    waited: sums(),
    stayed: sums(),
    shipped: new Float64Array(weeks),
  };
}

/**
 * Adds one course to the tally. Arrivals and service times are exponential, so the next event is any of those that are possible, by their rates (Gillespie's
 * direct method, Journal of Physical Chemistry 81, 1977, 2340-2361), and of those in service each is as likely to be the next done. Each station serves in the
 * order of arrival. `chance` gives numbers from 0 up to 1. What stands in the queue at the start counts as having come then.
 */
export function runCourse(stations: readonly Station[], weeks: number, chance: () => number, tally: LineTally): void {
  const course: Course = { line: stations.map(openStation), now: 0, week: 0, weeks, total: 0, chance, tally };
  tally.courses += 1;
  for (const [index, { startQueue }] of stations.entries()) {
    for (let each = 0; each < startQueue; each += 1) arrive(course, index);
    add(tally.arrivals, index * weeks, -startQueue);
  }
  course.total = totalOf(course.line);
  while (course.week < weeks) {
    const next = course.total <= 0 ? Infinity : course.now - Math.log(1 - chance()) / course.total;
    if (next < course.week + 1) {
      course.now = next;
      happen(course);
    } else {
      // Memoryless: what would have come after the week's end is drawn anew.
      course.now = course.week + 1;
      for (let index = 0; index < course.line.length; index += 1) closeWeek(course, index);
      course.week += 1;
      course.total = totalOf(course.line);
    }
  }
}

type Open = Omit<Station, "startQueue"> & {
  serverPerWeek: number;
  /** When each came: those before `head` are no longer waiting. */
  waiting: number[];
  head: number;
  inService: number[];
  /** The rate at which any of those in service is done. */
  donePerWeek: number;
  /** Since when as many as now have been there. */
  since: number;
};

type Course = {
  line: readonly Open[];
  now: number;
  week: number;
  weeks: number;
  /** Of all rates. */
  total: number;
  chance: () => number;
  tally: LineTally;
};

function openStation(station: Station): Open {
  const serverPerWeek = station.capacityPerWeek / station.servers;
  return { ...station, serverPerWeek, waiting: [], head: 0, inService: [], donePerWeek: 0, since: 0 };
}

function totalOf(line: readonly Open[]): number {
  return line.reduce((sum, { externalPerWeek, donePerWeek }) => sum + externalPerWeek + donePerWeek, 0);
}

function add(sums: Float64Array, place: number, more: number): void {
  sums[place] = (sums[place] ?? 0) + more;
}

/** One of what is possible, by its rate: a mark falls somewhere on all rates, laid one after the other. */
function happen(course: Course): void {
  const { line } = course;
  let left = course.chance() * course.total;
  for (let index = 0; index < line.length; index += 1) {
    const open = line[index];
    if (open === undefined) return;
    left -= open.externalPerWeek;
    if (left < 0) return arrive(course, index);
    left -= open.donePerWeek;
    if (left < 0) return finish(course, open, index);
  }
}

function arrive(course: Course, index: number): void {
  const open = course.line[index];
  if (open === undefined) return;
  const place = index * course.weeks + course.week;
  countPresence(course, open, place);
  add(course.tally.arrivals, place, 1);
  open.waiting.push(course.now);
  if (open.inService.length < open.servers) takeUp(course, open, place);
}

function takeUp(course: Course, open: Open, place: number): void {
  const came = open.waiting[open.head];
  if (came === undefined) return;
  open.head += 1;
  if (open.head > mostForgotten) {
    open.waiting.splice(0, open.head);
    open.head = 0;
  }
  add(course.tally.begun, place, 1);
  add(course.tally.waited, place, course.now - came);
  open.inService.push(came);
  setRate(course, open);
}

function finish(course: Course, open: Open, index: number): void {
  const { now, week, weeks, chance, tally } = course;
  const place = index * weeks + week;
  countPresence(course, open, place);
  const count = open.inService.length;
  const which = count === 1 ? 0 : Math.floor(chance() * count);
  add(tally.stayed, place, now - (open.inService[which] ?? now));
  const last = open.inService.pop();
  if (last !== undefined && which < count - 1) open.inService[which] = last;
  add(tally.departures, place, 1);
  if (open.head < open.waiting.length) takeUp(course, open, place);
  else setRate(course, open);
  let left = chance();
  for (let to = 0; to < open.routes.length; to += 1) {
    left -= open.routes[to] ?? 0;
    if (left < 0) return arrive(course, to);
  }
  if (left < open.shipped) add(tally.shipped, week, 1);
}

function setRate(course: Course, open: Open): void {
  const rate = open.inService.length * open.serverPerWeek;
  course.total += rate - open.donePerWeek;
  open.donePerWeek = rate;
}

function sizeOf({ waiting, head, inService }: Open): number {
  return waiting.length - head + inService.length;
}

function countPresence({ now, tally }: Course, open: Open, place: number): void {
  add(tally.presence, place, sizeOf(open) * (now - open.since));
  open.since = now;
}

/** Who comes while all servers are busy waits until each of those ahead, and one more, is done: exact where service is exponential. */
function closeWeek(course: Course, index: number): void {
  const open = course.line[index];
  if (open === undefined) return;
  const place = index * course.weeks + course.week;
  countPresence(course, open, place);
  const waiting = open.waiting.length - open.head;
  const wait = open.inService.length < open.servers ? 0 : (waiting + 1) / open.capacityPerWeek;
  add(course.tally.queueAtEnd, place, waiting + open.inService.length);
  add(course.tally.waitingAtEnd, place, waiting);
  add(course.tally.waitAtEnd, place, wait);
}

/** So many that were taken up are kept before the list is cut, which takes time. */
const mostForgotten = 4096;

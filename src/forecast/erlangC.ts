/** Decides what the textbook says of a queue before servers that are all alike, for choosing how many there are. */

/**
 * Of M/M/c, Poisson arrivals and exponential service: the mean number waiting, for `servers` that can finish `capacityPerWeek` together. Erlang's C formula,
 * by the recursion of his B formula (Gross, Shortle, Thompson and Harris, Fundamentals of Queueing Theory, section 2.3). Infinite where as much comes as
 * can be done, or more.
 */
export function meanWaiting(arrivalsPerWeek: number, capacityPerWeek: number, servers: number): number {
  const load = arrivalsPerWeek / capacityPerWeek;
  if (load >= 1) return Infinity;
  const offered = load * servers;
  let blocked = 1;
  for (let server = 1; server <= servers; server += 1) blocked = (offered * blocked) / (server + offered * blocked);
  const mustWait = blocked / (1 - load * (1 - blocked));
  return (mustWait * load) / (1 - load);
}

/** The mean number waiting or in service. By Little's law, over the arrivals it is the time that an item spends there. */
export function meanQueue(arrivalsPerWeek: number, capacityPerWeek: number, servers: number): number {
  return meanWaiting(arrivalsPerWeek, capacityPerWeek, servers) + (servers * arrivalsPerWeek) / capacityPerWeek;
}

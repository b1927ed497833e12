/** Decides whether an alert's expression holds between two scrapes; it reads no more of PromQL than the rules use, and throws at anything else. */

export type Sample = { name: string; labels: Record<string, string>; value: number };

/** Of one scrape in Prometheus' text format. */
export function samplesIn(text: string): Sample[] {
  return text.split("\n").flatMap((line) => {
    const [, name, labels = "", value] = /^([a-z_][a-z0-9_]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = "", said = ""]) => [label, said] as const);
    return [{ name, labels: Object.fromEntries(pairs), value: Number(value) }];
  });
}

export type Scrapes = { before: readonly Sample[]; after: readonly Sample[] };

/** `after` is taken a window's length after `before`; rates are per second over it. */
export function holds(expression: string, scrapes: Scrapes): boolean {
  const absent = /^absent\((\w+)\)$/.exec(expression)?.[1];
  if (absent !== undefined) return scrapes.after.every(({ name }) => name !== absent);
  const [, left, sign, right] = /^(.+?) (>|==) (.+)$/.exec(expression) ?? [];
  if (left === undefined || right === undefined) throw new Error(`no comparison: ${expression}`);
  const limit = valuesOf(right, scrapes)[0] ?? Number.NaN;
  return valuesOf(left, scrapes).some((value) => (sign === ">" ? value > limit : value === limit));
}

function valuesOf(term: string, scrapes: Scrapes): number[] {
  if (/^[\d.]+$/.test(term)) return [Number(term)];
  const [, factor, rest] = /^([\d.]+) \* (.+)$/.exec(term) ?? [];
  if (rest !== undefined) return valuesOf(rest, scrapes).map((value) => value * Number(factor));
  const [, joins, by, joined] = /^(sum|min|max)(?: by \((\w+)\))? ?\((.+)\)$/.exec(term) ?? [];
  if (joined === undefined) return series(term, scrapes).map(({ value }) => value);
  const groups = Map.groupBy(series(joined, scrapes), ({ labels }) => (by === undefined ? "" : labels[by]));
  return [...groups.values()].map((group) => join(joins ?? "", group));
}

function join(joins: string, group: readonly Sample[]): number {
  const values = group.map(({ value }) => value);
  if (joins === "sum") return values.reduce((sum, value) => sum + value, 0);
  return joins === "min" ? Math.min(...values) : Math.max(...values);
}

/** A metric as it stands, or how much each of its series grew. */
function series(term: string, { before, after }: Scrapes): Sample[] {
  const [, counts, metric, minutes] = /^(rate|increase)\((.+)\[(\d+)[mh]\]\)$/.exec(term) ?? [];
  if (metric === undefined) return selected(term, after);
  const seconds = Number(minutes) * (term.includes("h]") ? 3600 : 60);
  return selected(metric, after).map((sample) => {
    const earlier = before.find((each) => each.name === sample.name && sameLabels(each, sample))?.value ?? 0;
    const grown = sample.value - earlier;
    return { ...sample, value: counts === "rate" ? grown / seconds : grown };
  });
}

function selected(term: string, samples: readonly Sample[]): Sample[] {
  const [, name, selector = ""] = /^(\w+)(?:\{(.+)\})?$/.exec(term) ?? [];
  if (name === undefined) throw new Error(`not read: ${term}`);
  const conditions = [...selector.matchAll(/(\w+)(=~|=)"([^"]*)"/g)];
  return samples.filter(
    (sample) =>
      sample.name === name &&
      conditions.every(([, label = "", sign, said = ""]) =>
        sign === "=" ? sample.labels[label] === said : new RegExp(`^(?:${said})$`).test(sample.labels[label] ?? ""),
      ),
  );
}

function sameLabels(a: Sample, b: Sample): boolean {
  const names = Object.keys(a.labels);
  return names.length === Object.keys(b.labels).length && names.every((name) => a.labels[name] === b.labels[name]);
}

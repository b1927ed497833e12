/** Decides how a long replay shows that it goes on: a bar on a terminal, a plain line now and then otherwise. */
import { SingleBar } from "cli-progress";
import { count } from "./printReplay.ts";

export type Progress = {
  /** Bytes read so far, and deliveries taken in. */
  advance: (bytes: number, deliveries: number) => void;
  end: () => void;
};

const secondsBetweenLines = 5;

/** `totalBytes` is null where nobody knows how much will come; then neither a share nor a remaining time is told. */
export function startProgress(
  what: string,
  totalBytes: number | null,
  { note, clock }: { note: (line: string) => void; clock: () => number },
): Progress {
  return process.stderr.isTTY && totalBytes !== null
    ? bar(what, totalBytes, clock)
    : lines(what, totalBytes, note, clock);
}

function bar(what: string, totalBytes: number, clock: () => number): Progress {
  const startedAt = clock();
  const single = new SingleBar({
    format: `${what} [{bar}] {percentage}%  {deliveries} deliveries  {rate}/s  {left} left`,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  single.start(totalBytes, 0, { deliveries: "0", rate: "0", left: "?" });
  return {
    advance: (bytes, deliveries) => single.update(bytes, pace(bytes, deliveries, totalBytes, clock() - startedAt)),
    end: () => single.stop(),
  };
}

function lines(what: string, totalBytes: number | null, note: (line: string) => void, clock: () => number): Progress {
  const startedAt = clock();
  let toldAt = startedAt;
  return {
    advance: (bytes, deliveries) => {
      if (clock() - toldAt < secondsBetweenLines) return;
      toldAt = clock();
      const { rate, left } = pace(bytes, deliveries, totalBytes, toldAt - startedAt);
      const share = totalBytes === null ? "" : `, ${Math.floor((100 * bytes) / totalBytes)}%, ${left} left`;
      note(`${what}: ${count(deliveries)} deliveries, ${rate}/s${share}`);
    },
    end: () => {},
  };
}

/** All as texts; the remaining time by the bytes still to be read. */
function pace(bytes: number, deliveries: number, totalBytes: number | null, elapsedSeconds: number) {
  const rate = count(Math.round(deliveries / Math.max(elapsedSeconds, 0.001)));
  const leftSeconds = totalBytes === null || bytes === 0 ? null : (elapsedSeconds * (totalBytes - bytes)) / bytes;
  return { deliveries: count(deliveries), rate, left: leftSeconds === null ? "?" : `${Math.ceil(leftSeconds)} s` };
}

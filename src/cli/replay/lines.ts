/** Decides what a line of a file is, whatever its length and however the file ends. */

/** Null stands for a line that is longer than anybody can want to hold in memory; it is passed over and the next one is read. */
export type Line = string | null;

/**
 * The lines of a UTF-8 file, without a byte order mark. They end at line feeds alone: JSON strings may hold U+2028, which some readers take for a
 * line's end. Throws what the source throws, after every whole line before it.
 */
export async function* linesIn(chunks: AsyncIterable<Buffer>, longest: number): AsyncGenerator<Line> {
  const decoder = new TextDecoder();
  let begun: Line = "";
  for await (const chunk of chunks) {
    const parts = decoder.decode(chunk, { stream: true }).split("\n");
    for (const [index, part] of parts.entries()) {
      if (index > 0) {
        yield begun;
        begun = "";
      }
      if (begun !== null) begun = begun.length + part.length > longest ? null : begun + part;
    }
  }
  yield begun;
}

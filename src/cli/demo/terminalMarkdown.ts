/** Decides how a text written for GitHub is drawn in a terminal. */
import { render, strip } from "markdansi";

/** Tables with borders, emphasis where the terminal has it, folded parts open. */
export function terminalMarkdown(markdown: string, options: { width: number; colour: boolean }): string {
  const { width } = options;
  const draw = (block: string) => (options.colour ? render(block, { width, color: true }) : strip(block, { width }));
  // Block by block: all at once, paragraphs would stand without a line between them.
  const blocks = unfolded(markdown).split(/\n{2,}/);
  return blocks
    .map((block) => draw(block).trimEnd())
    .filter((drawn) => drawn !== "")
    .join("\n\n");
}

/** GitHub folds a part away with HTML, which a terminal does not show: its headline becomes bold and it stays open. */
function unfolded(markdown: string): string {
  return markdown
    .replaceAll(/<summary>(.*?)<\/summary>/g, "**$1**\n")
    .replaceAll(/<\/?(?:details|sub)>\n?/g, "")
    .replaceAll(/<!--.*?-->/gs, "");
}

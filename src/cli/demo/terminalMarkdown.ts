/** Decides how a text written for GitHub is drawn in a terminal. */
import { render, strip } from "markdansi";

/** Tables with borders, emphasis where the terminal has it, folded parts open. */
export function terminalMarkdown(markdown: string, options: { width: number; colour: boolean }): string {
  const source = unfolded(markdown);
  const drawn = options.colour
    ? render(source, { width: options.width, color: true })
    : strip(source, { width: options.width });
  return drawn.trimEnd();
}

/** GitHub folds a part away with HTML, which a terminal does not show: its headline becomes bold and it stays open. */
function unfolded(markdown: string): string {
  return markdown
    .replaceAll(/<summary>(.*?)<\/summary>/g, "**$1**\n")
    .replaceAll(/<\/?(?:details|sub)>\n?/g, "")
    .replaceAll(/<!--.*?-->/gs, "");
}

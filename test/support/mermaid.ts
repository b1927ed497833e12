/** Decides how a test asks Mermaid itself what it makes of a diagram: the real package, loaded once, in a window of its own. */
import { window } from "./dom.ts";

Object.assign(globalThis, { window, document: Reflect.get(window, "document") });

const { default: mermaid } = await import("mermaid");

/** The kind of diagram that it reads, such as `flowchart-v2`; throws where it reads none. */
export async function kindOfDiagram(source: string): Promise<string> {
  const { diagramType } = await mermaid.parse(source);
  return diagramType;
}

/** Parsing makes the kinds of diagrams known, which the reading takes for granted. */
async function readBy(source: string): Promise<object> {
  await mermaid.parse(source);
  return (await mermaid.mermaidAPI.getDiagramFromText(source)).db;
}

type Edge = { start: string; end: string; text: string; stroke: string };

/** The boxes and arrows of a flowchart, as Mermaid has read them. */
export async function flowchartOf(source: string): Promise<{ boxes: Map<string, string>; arrows: Edge[] }> {
  const db = await readBy(source);
  const vertices: Map<string, { text: string }> = Reflect.get(db, "getVertices").call(db);
  const edges: Edge[] = Reflect.get(db, "getEdges").call(db);
  return { boxes: new Map([...vertices].map(([id, vertex]) => [id, vertex.text])), arrows: edges };
}

/** The slices of a pie, as Mermaid has read them. */
export async function slicesOf(source: string): Promise<Map<string, number>> {
  const db = await readBy(source);
  return Reflect.get(db, "getSections").call(db);
}

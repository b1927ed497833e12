/** Decides what a question costs, by GitHub's own formula: the lists that have to be asked for, divided by a hundred, and one point at least. */
import { type DocumentNode, Kind, type SelectionSetNode } from "graphql";

export function pointsOf(document: DocumentNode, variables: Record<string, unknown>): number {
  let lists = 0;
  const count = (selections: SelectionSetNode, times: number): void => {
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD || selection.selectionSet === undefined) continue;
      const first =
        selection.kind === Kind.FIELD ? selection.arguments?.find(({ name }) => name.value === "first") : undefined;
      if (first !== undefined) lists += times;
      const size = first?.value.kind === Kind.INT ? Number(first.value.value) : sizeIn(first, variables);
      count(selection.selectionSet, times * size);
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) count(definition.selectionSet, 1);
  }
  return Math.max(1, Math.round(lists / 100));
}

function sizeIn(
  first: { value: { kind: string; name?: { value: string } } } | undefined,
  variables: Record<string, unknown>,
): number {
  return first?.value.name === undefined ? 1 : Number(variables[first.value.name.value] ?? 1);
}

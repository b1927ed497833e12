/** Decides how editors and people are told the keys of `.github/throughline.yml`: as JSON Schema, from the schema that reads the file. */
import { z } from "zod";
import { configFile } from "./configSchema.ts";

/** Published as `throughline.schema.json`. */
export const configJsonSchema = z.toJSONSchema(
  configFile.meta({
    title: "Throughline configuration",
    description: "Settings of a repository in .github/throughline.yml. Every key is optional.",
  }),
  { io: "input", target: "draft-7" },
);

/** Every key with those above it: `labels.stages.review`. */
export const configKeys: readonly string[] = keysBelow(configJsonSchema, "");

function keysBelow({ properties = {} }: z.core.JSONSchema.JSONSchema, above: string): string[] {
  return Object.entries(properties).flatMap(([key, schema]) => [
    `${above}${key}`,
    ...(typeof schema === "object" ? keysBelow(schema, `${above}${key}.`) : []),
  ]);
}

/** Decides what `npm run schema` writes: the published JSON Schema of the configuration, beside package.json. */
import { writeFileSync } from "node:fs";
import { configJsonSchema } from "../src/config/configJsonSchema.ts";

writeFileSync(new URL("../throughline.schema.json", import.meta.url), `${JSON.stringify(configJsonSchema, null, 2)}\n`);

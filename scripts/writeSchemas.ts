/** Decides what `npm run schema` writes: the published JSON Schemas of the configuration and of a report, beside package.json. */
import { writeFileSync } from "node:fs";
import { configJsonSchema } from "../src/config/configJsonSchema.ts";
import { reportJsonSchema } from "../src/reports/weekly/reportJsonSchema.ts";

write("throughline.schema.json", configJsonSchema);
write("throughline.report.schema.json", reportJsonSchema);

function write(name: string, schema: object): void {
  writeFileSync(new URL(`../${name}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}

/** Decides what `npm run schema` writes: the published JSON Schemas of the configuration, of a report and of a look, beside package.json. */
import { writeFileSync } from "node:fs";
import { configJsonSchema } from "../src/config/configJsonSchema.ts";
import { lookJsonSchema } from "../src/reports/look/lookSchema.ts";
import { reportJsonSchema } from "../src/reports/weekly/reportJsonSchema.ts";

write("throughline.schema.json", configJsonSchema);
write("throughline.report.schema.json", reportJsonSchema);
write("throughline.look.schema.json", lookJsonSchema);

function write(name: string, schema: object): void {
  writeFileSync(new URL(`../${name}`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
}

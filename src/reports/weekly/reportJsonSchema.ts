/** Decides how programs are told the shape of a week's numbers: as JSON Schema, from the schema that the numbers are typed by. */
import { z } from "zod";
import { reportSchema } from "./reportSchema.ts";

/** Published as `throughline.report.schema.json`. */
export const reportJsonSchema = z.toJSONSchema(reportSchema.meta({ title: "Throughline report" }), {
  io: "output",
  target: "draft-7",
});

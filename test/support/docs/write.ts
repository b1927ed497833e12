/** Decides how the documents are brought up to date with the code: `npm run docs:write`. */
import { writeFileSync } from "node:fs";
import { blocksFromCode } from "./blocks.ts";
import { readDocuments, withBlocks } from "./documents.ts";

const blocks = await blocksFromCode();
for (const document of readDocuments()) writeFileSync(document.path, withBlocks(document, blocks));

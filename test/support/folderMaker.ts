/** Decides what a process does that a test kills on the way: it makes the database in the folder of its first argument. */
import { connect } from "../../src/db/connect.ts";

const [folder = ""] = process.argv.slice(2);
await connect({ dataDir: folder });

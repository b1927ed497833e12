/** Decides what another process does with a data folder in a test: it takes the lock of its first argument, says so, and stays. */
import { lockDataDir } from "../../src/db/dataDirLock.ts";
import { messageOf } from "../../src/errors.ts";

const [folder = ""] = process.argv.slice(2);
const said = await lockDataDir(folder).then(() => "held", messageOf);
process.stdout.write(`${said}\n`);
setInterval(() => {}, 60_000);

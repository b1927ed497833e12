/** Decides how a PostgreSQL server of our own is made, stopped at once, and started again. */
import { execFile } from "node:child_process";
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

export type Cluster = {
  /** Where it lies; owned by whom it runs as. */
  folder: string;
  databaseUrl: string;
  /** By its socket: what is asked in many small questions takes a third less time. */
  socketUrl: string;
  /** As by a power switch: nobody is asked to finish, nothing is written out. What the system had taken is not lost, so this is no power cut. */
  stopAtOnce: () => Promise<void>;
  start: () => Promise<void>;
  remove: () => Promise<void>;
};

const run = promisify(execFile);

/** Throws where no PostgreSQL is installed. It refuses to run as root, so there it runs as the user `postgres`. */
export async function makeCluster(): Promise<Cluster> {
  const binaries = await newestBinaries();
  const folder = await mkdtemp(path.join(tmpdir(), "throughline-cluster-"));
  const asServer = await serverUser(folder);
  const port = await freePort();
  const data = path.join(folder, "data");
  const command = (name: string, ...words: string[]) => asServer(path.join(binaries, name), words);
  const start = async () => {
    const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200`;
    await command("pg_ctl", "-D", data, "-l", path.join(folder, "log"), "-w", "-t", "60", "-o", options, "start");
  };
  const stopAtOnce = () => command("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
  await command("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync");
  await start();
  return {
    folder,
    databaseUrl: `postgres://postgres@127.0.0.1:${port}/postgres`,
    socketUrl: `postgres://postgres@localhost:${port}/postgres?host=${folder}`,
    stopAtOnce,
    start,
    remove: async () => {
      await stopAtOnce();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

async function newestBinaries(): Promise<string> {
  const root = "/usr/lib/postgresql";
  const versions = await readdir(root).catch((): string[] => []);
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined)
    throw new Error(`no PostgreSQL is installed in ${root}, and this makes a server of its own`);
  return path.join(root, newest, "bin");
}

async function serverUser(folder: string): Promise<(file: string, words: string[]) => Promise<void>> {
  if (process.getuid?.() !== 0) return (file, words) => finished(run(file, words));
  const id = async (flag: string) => Number((await run("id", [flag, "postgres"])).stdout);
  await chown(folder, await id("-u"), await id("-g"));
  return (file, words) => finished(run("runuser", ["-u", "postgres", "--", file, ...words], { cwd: folder }));
}

async function finished(command: Promise<unknown>): Promise<void> {
  await command;
}

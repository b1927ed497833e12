/** Decides how a replica is started, killed and started again, always on the same port. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { appPrivateKey } from "../../support/appPrivateKey.ts";

export const secret = "8c1f0e6b7d2a49538c1f0e6b";

export type Replica = {
  url: string;
  isUp: () => boolean;
  /** It has a process, which may still be starting. */
  isRunning: () => boolean;
  /** Of the process that runs now. */
  pid: () => number | null;
  /** Resolves when it listens; rejects if it ends before. */
  start: () => Promise<void>;
  /** When the process that runs now has ended, for whatever reason. */
  ended: () => Promise<void>;
  /** kill -9, and the end of the process. */
  kill: () => Promise<void>;
};

/** `app`: `cli.ts start`, as an operator starts it. `intake`: front and store alone. */
export type ReplicaKind = "app" | "intake";

export type ReplicaPlace = { kind: ReplicaKind; port: number; store: string; gitHubPort: number; cwd: string };

export function replicaAt({ kind, port, store, gitHubPort, cwd }: ReplicaPlace): Replica {
  let child: ChildProcess | null = null;
  let up = false;

  async function start(): Promise<void> {
    const started = kind === "app" ? startApp() : startIntake();
    child = started;
    started.once("exit", () => {
      up = false;
    });
    let said = "";
    await new Promise<void>((resolve, reject) => {
      started.once("exit", (code) => reject(new Error(`a replica ended with code ${code}: ${said.slice(-500)}`)));
      started.stderr?.on("data", (bytes: Buffer) => {
        said = (said + bytes.toString()).slice(-5_000);
        if (!said.includes("listens on")) return;
        up = true;
        resolve();
      });
    });
  }

  const startApp = (): ChildProcess =>
    spawn(process.execPath, [path.resolve("src/cli.ts"), "start"], {
      cwd,
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        PATH: process.env["PATH"],
        APP_ID: "1234",
        PRIVATE_KEY: appPrivateKey.replaceAll("\n", "\\n"),
        WEBHOOK_SECRET: secret,
        HOST: "127.0.0.1",
        PORT: String(port),
        [store.startsWith("postgres") ? "DATABASE_URL" : "DATA_DIR"]: store,
        LOG_LEVEL: "fatal",
        GHE_HOST: `127.0.0.1:${gitHubPort}`,
        GHE_PROTOCOL: "http",
      },
    });

  const startIntake = (): ChildProcess =>
    spawn(process.execPath, [path.join(import.meta.dirname, "intakeReplica.ts"), String(port), store, secret], {
      stdio: ["ignore", "ignore", "pipe"],
    });

  const running = () => (child !== null && child.exitCode === null && child.signalCode === null ? child : null);

  async function ended(): Promise<void> {
    const process = running();
    if (process !== null) await once(process, "exit");
  }

  return {
    url: `http://127.0.0.1:${port}`,
    isUp: () => up,
    isRunning: () => running() !== null,
    pid: () => (up ? (child?.pid ?? null) : null),
    start,
    ended,
    kill: async () => {
      up = false;
      const end = ended();
      running()?.kill("SIGKILL");
      await end;
    },
  };
}

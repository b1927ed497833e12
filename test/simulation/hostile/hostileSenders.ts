/** Decides how hostile senders behave, in a process of their own: each makes one connection after the other, until the time is over. */
import net from "node:net";
import { setTimeout as wait } from "node:timers/promises";

const [appPort = 0, senders = 0, seconds = 0] = process.argv.slice(2).map(Number);
const end = performance.now() + seconds * 1000;
let connections = 0;

/** One connection each, until it is closed or the time is over. */
type Behaviour = (port: number, milliseconds: number) => Promise<void>;

const signatureOfNobody = `x-hub-signature-256: sha256=${"0".repeat(64)}`;

const behaviours: readonly Behaviour[] = [
  // Oversize: a body without end, with what looks like a signature.
  (port, milliseconds) => pour(port, head("transfer-encoding: chunked", signatureOfNobody), milliseconds),
  // Oversize, and announced below the limit: 24 MB that are signed by nobody.
  (port, milliseconds) => pour(port, head("content-length: 25000000", signatureOfNobody), milliseconds),
  // Slow: a byte now and then.
  (port, milliseconds) => trickle(port, head("content-length: 100000", signatureOfNobody), milliseconds),
  // Slow: headers without end.
  (port, milliseconds) => trickle(port, "POST / HTTP/1.1\r\nhost: localhost\r\nx-a: ", milliseconds),
  // Unsigned.
  (port, milliseconds) => say(port, `${head("content-length: 2")}{}`, milliseconds),
  // Signed by somebody else.
  (port, milliseconds) => say(port, `${head("content-length: 2", signatureOfNobody)}{}`, milliseconds),
  // Malformed: no HTTP at all.
  (port, milliseconds) => say(port, "\u0000\u0001\u0002 no HTTP \r\n\r\n".repeat(50), milliseconds),
  // Malformed: the body is longer than it says.
  (port, milliseconds) => say(port, `${head("content-length: 1", signatureOfNobody)}{}{}{}{}`, milliseconds),
];

function head(...lines: string[]): string {
  const all = ["POST /api/github/webhooks HTTP/1.1", "host: localhost", "content-type: application/json", ...lines];
  return `${all.join("\r\n")}\r\n\r\n`;
}

function say(port: number, words: string, milliseconds: number): Promise<void> {
  return connected(port, milliseconds, (socket) => void socket.end(words));
}

function pour(port: number, words: string, milliseconds: number): Promise<void> {
  const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
  return connected(port, milliseconds, (socket) => {
    const pump = () => {
      while (socket.writable && socket.write(chunk));
    };
    socket.write(words);
    socket.on("drain", pump);
    pump();
  });
}

function trickle(port: number, words: string, milliseconds: number): Promise<void> {
  return connected(port, milliseconds, (socket) => {
    socket.write(words);
    const timer = setInterval(() => socket.write("x"), 500);
    socket.on("close", () => clearInterval(timer));
  });
}

function connected(port: number, milliseconds: number, begin: (socket: net.Socket) => void): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => begin(socket));
    const over = setTimeout(() => socket.destroy(), Math.max(0, milliseconds));
    socket.on("data", () => {});
    // Being cut off is what it is there for.
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(over);
      resolve();
    });
  });
}

async function beHostile(place: number): Promise<void> {
  const behave = behaviours[place % behaviours.length]!;
  while (performance.now() < end) {
    connections += 1;
    await behave(appPort, end - performance.now());
    await wait(10);
  }
}

await Promise.all(Array.from({ length: senders }, (_, place) => beHostile(place)));
process.stdout.write(String(connections));

/** Decides how a file that the operator's settings name is read, and what is said where it cannot be. */
import { readFileSync } from "node:fs";

/** The whole text, or the error code that says why there is none, such as `ENOENT`. */
export function readNamedFile(path: string): { text: string } | { reason: string } {
  try {
    return { text: readFileSync(path, "utf8") };
  } catch (error) {
    return { reason: error instanceof Error && "code" in error ? String(error.code) : "unknown" };
  }
}

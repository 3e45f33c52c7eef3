import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { memberOf } from "../../spec/json.ts";
import { parsedOr } from "../../reports/encoding/json-text.ts";
import { HarnessError } from "../runtime/harness-error.ts";

/** Age of the last write after which a lock of another machine counts as stale. */
const silenceMs = 15 * 60_000;

type Holder = { readonly pid: number; readonly host: string };

/**
 * Takes a folder for one process, by a file with its id; the result gives it back. A lock whose process is gone is taken over. `sign` is a file that a
 * living holder writes to. Throws a HarnessError where another process holds the folder.
 */
export function lockFolder(lock: string, sign: string): () => void {
  const own = JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder);
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeNew(lock, own);
      return () => {
        if (textOf(lock) === own) rmSync(lock, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const found = textOf(lock);
    if (attempt === 3 || (found !== undefined && isHeld(found, lock, sign))) throw inUse(found, lock);
    if (found !== undefined) removeStale(lock, found);
  }
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: "wx", mode: 0o640 });
  } catch (error) {
    // An empty lock would keep others out for a while.
    if ((error as NodeJS.ErrnoException).syscall !== "open") rmSync(file, { force: true });
    throw error;
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function holderOf(text: string): Holder | undefined {
  const value = parsedOr(text, undefined);
  const [pid, host] = [memberOf(value, "pid"), memberOf(value, "host")];
  return typeof pid === "number" && Number.isSafeInteger(pid) && pid > 0 && typeof host === "string" ? { pid, host } : undefined;
}

function isHeld(text: string, lock: string, sign: string): boolean {
  const holder = holderOf(text);
  // A lock that says nothing was just made, or its maker was killed at that very moment.
  if (holder === undefined) return isRecent(lock, 2_000);
  if (holder.host !== hostname()) return isRecent(sign, silenceMs) || isRecent(lock, silenceMs);
  // In containers, process ids come again: one that is our own was another's before.
  return holder.pid !== process.pid && isAlive(holder.pid);
}

function isRecent(file: string, ms: number): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs < ms;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // In a container a killed process may have no parent that waits for it: its id stays, and it does nothing.
    return !/\) [ZX] /u.test(textOf(`/proc/${String(pid)}/stat`) ?? "");
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

// Renamed before it is removed: of two processes that find the same stale lock, one gets it, and a fresh lock of the other is put back.
function removeStale(lock: string, text: string): void {
  const aside = `${lock}.${String(process.pid)}`;
  try {
    renameSync(lock, aside);
  } catch {
    return;
  }
  if (textOf(aside) === text) rmSync(aside, { force: true });
  else renameSync(aside, lock);
}

function inUse(text: string | undefined, lock: string): HarnessError {
  const holder = text === undefined ? undefined : holderOf(text);
  const who = holder === undefined ? "" : ` (process ${holder.pid} on ${holder.host})`;
  const advice = `Wait, or name another folder; if there is no such run, remove ${lock}.`;
  return new HarnessError("usage", `another run is writing into this folder${who}. ${advice}`, undefined, "folder-in-use");
}

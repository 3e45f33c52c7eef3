import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { setTimeout as delay } from "node:timers/promises";

/** A program that answers on a loopback port until it is stopped. */
export interface ServiceProcess {
  readonly url: string;
  /** Ends it, at once unless a signal is named that lets it end by itself. */
  readonly stop: (signal?: "SIGKILL" | "SIGTERM") => Promise<void>;
}

/** How a program is started. */
export interface ServiceStart {
  /** Milliseconds until something must answer: 20,000 unless given. */
  readonly limitMs?: number;
  /** The address that it is to listen at; without it, the first address that it prints. */
  readonly url?: string;
  /** The folder that it runs in: that of this process unless given. */
  readonly folder?: string;
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

// A digit may still follow until something else does.
const address = /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+(?=\D)/u;
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Starts a program in the background, without showing its output, and waits until it answers. It is stopped at the latest when this process ends, by a
 * signal too. Throws an Error with the program's last words where it ends early, or where nothing answers in time.
 */
export async function startServiceProcess(
  command: string,
  args: readonly string[],
  { limitMs = 20_000, url: given, folder, environment }: ServiceStart = {},
): Promise<ServiceProcess> {
  // In a group of its own: an interrupt from the terminal is for the user of the service, and the program's children end with it.
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached: true, cwd: folder, env: { ...process.env, ...environment } });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));
  const kill = (signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has ended already.
    }
  };
  const exit = (signal: (typeof signals)[number]): void => {
    // Another listener decides when to stop.
    if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]); // oxlint-disable-line unicorn/no-process-exit -- as the signal would, but with the handlers of `exit`
  };
  const killAtExit = (): void => kill();
  process.on("exit", killAtExit);
  for (const signal of signals) process.on(signal, exit);
  const stop: ServiceProcess["stop"] = async (how) => {
    kill(how);
    await ended;
    process.off("exit", killAtExit);
    for (const signal of signals) process.off(signal, exit);
  };
  try {
    const wordsOf = listenTo(child);
    const url = given ?? (await printedAddress(child, wordsOf, limitMs));
    await untilItAnswers(url, child, wordsOf, limitMs);
    return { url, stop };
  } catch (error) {
    await stop();
    throw new Error(`${[command, ...args].join(" ")} did not start: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Reads the output of a program until it ends, so that it never has to wait; gives the end of what it has said so far. */
function listenTo(child: ChildProcess): () => string {
  let said = "";
  const keep = (text: string): void => {
    said = (said + text).slice(-10_000);
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", keep);
  return () => said;
}

function lastWords(said: string): string {
  return said.trim().split("\n").slice(-3).join(" / ") || "it said nothing";
}

/** The first loopback address in the output of a program. */
function printedAddress(child: ChildProcess, wordsOf: () => string, limitMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (what: string): void => reject(new Error(`${what}: ${lastWords(wordsOf())}`));
    const timer = setTimeout(fail, limitMs, `it has printed no address after ${limitMs / 1000} s`);
    const look = (): void => {
      const url = address.exec(wordsOf())?.[0];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", look);
    child.once("error", reject);
    child.once("close", () => {
      clearTimeout(timer);
      fail("it ended before it had printed an address");
    });
  });
}

async function untilItAnswers(url: string, child: ChildProcess, wordsOf: () => string, limitMs: number): Promise<void> {
  let failure: Error | undefined;
  child.once("error", (error) => (failure = error));
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    try {
      await (await fetch(url, { signal: AbortSignal.timeout(limitMs) })).arrayBuffer();
      return;
    } catch (error) {
      if (failure !== undefined) throw failure;
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended before it answered: ${lastWords(wordsOf())}`, { cause: error });
      if (performance.now() > giveUpAt) throw new Error(`${url} does not answer: ${lastWords(wordsOf())}`, { cause: error });
    }
    await delay(20);
  }
}

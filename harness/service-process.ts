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
  /** Milliseconds until something must answer. */
  readonly limitMs?: number;
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

// A digit may still follow until something else does.
const address = /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+(?=\D)/u;
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Starts a program in the background, without showing its output, and waits until the address that it prints answers. It is stopped at the latest when
 * this process ends, by a signal too. Throws an Error with the program's last words where it ends early, or where nothing answers within `limitMs`.
 */
export async function startServiceProcess(
  command: string,
  args: readonly string[],
  { limitMs = 20_000, environment = {} }: ServiceStart = {},
): Promise<ServiceProcess> {
  // In a group of its own: an interrupt from the terminal is for whoever uses the service, and what the program has started ends with it.
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached: true, env: { ...process.env, ...environment } });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));
  const kill = (signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has ended already.
    }
  };
  const exit = (signal: (typeof signals)[number]): void => {
    // Whoever else listens decides when to stop.
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
    const url = await printedAddress(child, limitMs);
    await untilItAnswers(url, limitMs);
    return { url, stop };
  } catch (error) {
    await stop();
    throw new Error(`${[command, ...args].join(" ")} did not start: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** The first loopback address in the output of a program; the output is read on until the program ends, so that it never has to wait. */
function printedAddress(child: ChildProcess, limitMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (what: string): void => reject(new Error(`${what}: ${said.trim().split("\n").slice(-3).join(" / ") || "it said nothing"}`));
    const timer = setTimeout(fail, limitMs, `it has printed no address after ${limitMs / 1000} s`);
    const read = (text: string): void => {
      said = (said + text).slice(-10_000);
      const url = address.exec(said)?.[0];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding("utf8").on("data", read);
    child.once("error", reject);
    child.once("close", () => {
      clearTimeout(timer);
      fail("it ended before it had printed an address");
    });
  });
}

async function untilItAnswers(url: string, limitMs: number): Promise<void> {
  const giveUpAt = performance.now() + limitMs;
  for (;;) {
    try {
      await (await fetch(url, { signal: AbortSignal.timeout(limitMs) })).arrayBuffer();
      return;
    } catch (error) {
      if (performance.now() > giveUpAt) throw new Error(`${url} does not answer`, { cause: error });
    }
    await delay(20);
  }
}

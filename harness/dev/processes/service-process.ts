import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
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
  /** All of its variables: those of this process unless given. */
  readonly environment?: NodeJS.ProcessEnv;
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
  { limitMs = 20_000, url: given, folder, environment = process.env }: ServiceStart = {},
): Promise<ServiceProcess> {
  // In a group of its own: an interrupt from the terminal is for the user of the service, and the program's children end with it.
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached: true, cwd: folder, env: environment });
  let said = "";
  const keep = (text: string): void => void (said = (said + text).slice(-10_000));
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", keep);
  let end: string | undefined;
  child.once("error", ({ message }) => (end ??= message)).once("close", () => (end ??= "it ended before it answered"));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", () => resolve()));
  const kill = (signal: "SIGKILL" | "SIGTERM"): void => {
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
  const killAtExit = (): void => kill("SIGKILL");
  process.on("exit", killAtExit);
  for (const signal of signals) process.on(signal, exit);
  const stop: ServiceProcess["stop"] = async (signal = "SIGKILL") => {
    kill(signal);
    await ended;
    process.off("exit", killAtExit);
    for (const one of signals) process.off(one, exit);
  };
  for (const giveUpAt = performance.now() + limitMs; ; await delay(20)) {
    const url = given ?? address.exec(said)?.[0];
    if (url !== undefined && end === undefined && (await answers(url, limitMs))) return { url, stop };
    if (end === undefined && performance.now() > giveUpAt) end = `${url ?? "it has printed no address and"} does not answer after ${String(limitMs / 1_000)} s`;
    if (end === undefined) continue;
    await stop();
    const words = said.trim().split("\n").slice(-3).join(" / ") || "it said nothing";
    throw new Error(`${[command, ...args].join(" ")} did not start: ${end}: ${words}`);
  }
}

async function answers(url: string, limitMs: number): Promise<boolean> {
  try {
    await (await fetch(url, { signal: AbortSignal.timeout(limitMs) })).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** A port of 127.0.0.1 that nothing listens on now, for programs that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startServiceProcess } from "../processes/service-process.ts";
import type { Emulator } from "./emulator.ts";
import { emulatorsPage } from "./emulators-page.ts";
import { unexpectedOf } from "./findings.ts";
import { commandLine, findingsOf, emulatorFolder, recordIn, records } from "./folder.ts";
import { freePort } from "./free-port.ts";
import { findEmulator, installEmulator } from "./install.ts";

/** How an emulator is judged. */
export interface EmulatorJudging {
  /** Whether the results are checked in. */
  readonly record: boolean;
  /** The user's own options of `run`. */
  readonly options: readonly string[];
}

/** Installs, starts, judges and stops an emulator. Resolves to the exit status: 0 where exactly the known breaches were found, or it could not be installed. */
export async function judgeEmulator(emulator: Emulator, { record: asked, options }: EmulatorJudging): Promise<number> {
  const { name, version } = emulator;
  const program = findEmulator(emulator) ?? installed(emulator);
  if (typeof program === "object") {
    say(`skipped: ${name} was not judged. It was not found, and could not be installed: ${program.because}`);
    return 0;
  }
  const { values } = parseArgs({ args: [...options], options: { out: { type: "string" } }, strict: false });
  const out = join(typeof values.out === "string" ? values.out : "conformance-report", name);
  // The results of an earlier run must not be mistaken for those of this one.
  rmSync(join(out, "run.json"), { force: true });
  const findings = findingsOf(name);
  const service = await startEmulator(emulator, program);
  try {
    const exit = await runSuite(["--endpoint", service.url, "--name", `${name} ${version}`, ...emulator.options, ...options, "--out", out]);
    if (exit === 130) return exit;
    const record = recordIn(out);
    const unexpected = unexpectedOf({ exit, record }, findings);
    for (const line of unexpected) process.stderr.write(`${line}\n`);
    if (record === undefined) return 1;
    if (asked && findings.preflight === "works") writeRecord(name, out);
    if (unexpected.length > 0) return 1;
    if (findings.preflight !== "works") {
      say(`${name} ${version} cannot be judged, as expected: its preflight ends with ${findings.preflight}.`);
      return 0;
    }
    const failed = new Set(record.checks.filter(({ status }) => status === "failed").map(({ id }) => id));
    const found = findings.breaches.filter(({ property }) => failed.has(property)).length;
    const rest = found === findings.breaches.length ? "" : ", the options excluded the others";
    say(`${name} ${version} fails as expected: ${found} of ${findings.breaches.length} known breaches were found${rest}; no other must failed.`);
    return 0;
  } finally {
    await service.stop();
  }
}

/** Starts an emulator on a free port of loopback, in a folder of its own. */
export async function startEmulator(emulator: Emulator, program: string): ReturnType<typeof startServiceProcess> {
  const port = await freePort();
  const { args, environment } = emulator.serve(port);
  const folder = join(emulatorFolder(emulator.name), "work");
  mkdirSync(folder, { recursive: true });
  return startServiceProcess(program, args, {
    limitMs: 60_000,
    url: `http://127.0.0.1:${String(port)}`,
    folder,
    environment: { HOME: folder, TMPDIR: folder, ...environment },
  });
}

function installed(emulator: Emulator): ReturnType<typeof installEmulator> {
  say(`Installing ${emulator.name} ${emulator.version} from ${emulator.registry} into ${emulatorFolder(emulator.name)}`);
  return installEmulator(emulator);
}

/** Runs the command line in the foreground, and resolves to its exit status. */
function runSuite(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [commandLine, "run", ...args], { stdio: "inherit" });
  const end = (): void => void child.kill();
  process.once("exit", end);
  // Ctrl-C reaches the run as well: it writes down what it has found, and this process waits for it.
  const wait = (): void => undefined;
  process.on("SIGINT", wait);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      process.removeListener("exit", end);
      process.removeListener("SIGINT", wait);
      resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]);
    });
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Checks in the record of a judged emulator, and the page that compares all of them. */
function writeRecord(name: string, out: string): void {
  const folder = join(records, name);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(out, "run.json"), join(folder, "run.json"));
  writeFileSync(join(records, "README.md"), emulatorsPage());
}

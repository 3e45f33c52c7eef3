import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { commandLine } from "../processes/package-root.ts";
import { runProcess } from "../processes/run-process.ts";
import { freePort, startServiceProcess } from "../processes/service-process.ts";
import type { Emulator } from "./emulators.ts";
import { emulatorsPage } from "./emulators-page.ts";
import { unexpectedOf } from "./findings.ts";
import { emulatorFolder, findEmulator, installEmulator } from "./install.ts";
import { findingsOf, recordIn, records } from "./records.ts";

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
    const args = ["--endpoint", service.url, "--name", `${name} ${version}`, ...emulator.options, ...options, "--out", out];
    const { status: exit } = await runProcess(process.execPath, [commandLine, "run", ...args], { inTerminal: true });
    if (exit === 130) return exit;
    const record = recordIn(out);
    const unexpected = unexpectedOf({ exit, record }, findings);
    for (const line of unexpected) process.stderr.write(`${line}\n`);
    if (record === undefined) return 1;
    if (asked && findings.preflight === "works") checkIn(name, out);
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
    environment: { ...process.env, HOME: folder, TMPDIR: folder, ...environment },
  });
}

function installed(emulator: Emulator): ReturnType<typeof installEmulator> {
  say(`Installing ${emulator.name} ${emulator.version} from ${emulator.registry} into ${emulatorFolder(emulator.name)}`);
  return installEmulator(emulator);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Checks in the record of a judged emulator, and the page that compares all of them. */
function checkIn(name: string, out: string): void {
  const folder = join(records, name);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(out, "run.json"), join(folder, "run.json"));
  writeFileSync(join(records, "README.md"), emulatorsPage());
}

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../../runtime/harness-error.ts";
import { root } from "../processes/package-root.ts";
import { type EndedProcess, lastWords, runProcess } from "../processes/run-process.ts";
import { freePort, startServiceProcess } from "../processes/service-process.ts";
import type { Emulator, Installable } from "./emulators.ts";

/** The ignored folder that an emulator is installed into. */
function emulatorFolder(name: string): string {
  return join(root, ".emulators", name);
}

/** The program of an emulator's pinned version where it is installed: in its folder, or, from PyPI, beside the `python3` on PATH. */
export async function findEmulator(emulator: Installable): Promise<string | undefined> {
  for (const program of emulator.registry === "PyPI" ? await programsOfPython(emulator) : programsOfCargo(emulator))
    if ((await attempt(program, ["--help"])).status === 0) return program;
  return undefined;
}

/** The program of an emulator, installed from its own registry into its folder where it is missing; where that fails, says why. */
export async function installEmulator(emulator: Installable): Promise<string | { readonly because: string }> {
  const { name, version, registry, package: wanted, program } = emulator;
  const found = await findEmulator(emulator);
  if (found !== undefined) return found;
  const folder = emulatorFolder(name);
  process.stderr.write(`Installing ${name} ${version} from ${registry} into ${folder}\n`);
  mkdirSync(folder, { recursive: true });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `${wanted}==${version}`];
  const cargo = ["install", "--quiet", "--debug", "--locked", "--root", folder, "--version", version, wanted];
  const steps: readonly (readonly [string, ...string[]])[] =
    registry === "PyPI"
      ? [
          ["python3", "-m", "venv", folder],
          [pythonIn(name), ...pip],
        ]
      : [["cargo", ...cargo]];
  for (const [command, ...args] of steps) {
    const ended = await attempt(command, args);
    if (ended.status !== 0) return { because: `${[command, ...args].join(" ")}: ${lastWords(ended).split("\n").at(-1)?.slice(0, 300) ?? ""}` };
  }
  return (await findEmulator(emulator)) ?? { because: `${program} is installed but does not start.` };
}

/** Starts an emulator on a free port of loopback, in a folder of its own. */
export async function startEmulator({ name, serve }: Emulator, program: string): ReturnType<typeof startServiceProcess> {
  const port = await freePort();
  const { args = [], environment } = serve(port);
  const folder = join(emulatorFolder(name), "work");
  mkdirSync(folder, { recursive: true });
  const options = { limitMs: 60_000, url: `http://127.0.0.1:${String(port)}`, folder };
  return await startServiceProcess(program, args, { ...options, environment: { ...process.env, HOME: folder, TMPDIR: folder, ...environment } });
}

/** The lines that a program of Python prints, in each interpreter that can run it: that of a folder of emulators, and the `python3` on PATH. */
export async function askPython(name: string, code: string, ...args: readonly string[]): Promise<readonly (readonly string[])[]> {
  const ended = await Promise.all([pythonIn(name), "python3"].map((python) => attempt(python, ["-c", code, ...args])));
  return ended.flatMap(({ status, stdout }) => (status === 0 ? [stdout.trim().split("\n")] : []));
}

function pythonIn(name: string): string {
  return join(emulatorFolder(name), "bin", "python");
}

/** Runs a program that may be missing. */
async function attempt(command: string, args: readonly string[]): Promise<EndedProcess> {
  // A debug build without symbols takes a fraction of the time of a release build, and answers alike.
  const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: "0" };
  const missing = (error: unknown): EndedProcess => ({ status: 127, wallMs: 0, stdout: "", stderr: messageOf(error) });
  return await runProcess(command, args, { env, timeout: 3_600_000 }).catch(missing);
}

/** Where interpreters that have the pinned version of a package keep its program. */
async function programsOfPython({ name, version, package: wanted, program }: Installable): Promise<readonly string[]> {
  const code = "import importlib.metadata, sys, sysconfig; print(importlib.metadata.version(sys.argv[1])); print(sysconfig.get_path('scripts'))";
  const found = await askPython(name, code, wanted.replace(/\[.*$/u, ""));
  return found.flatMap(([installed, scripts = ""]) => (installed === version ? [join(scripts, program)] : []));
}

function programsOfCargo({ name, version, package: wanted, program }: Installable): readonly string[] {
  const list = join(emulatorFolder(name), ".crates.toml");
  const isInstalled = existsSync(list) && readFileSync(list, "utf8").includes(`"${wanted} ${version} `);
  return isInstalled ? [join(emulatorFolder(name), "bin", program)] : [];
}

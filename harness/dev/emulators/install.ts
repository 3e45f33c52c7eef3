import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../processes/package-root.ts";
import type { Installable } from "./emulators.ts";

/** The ignored folder that an emulator is installed into. */
export function emulatorFolder(name: string): string {
  return join(root, ".emulators", name);
}

/** The program of an emulator's pinned version where it is installed: in its folder, or, from PyPI, beside the `python3` on PATH. */
export function findEmulator(emulator: Installable): string | undefined {
  const programs = emulator.registry === "PyPI" ? programsOfPython(emulator) : programsOfCargo(emulator);
  return programs.find((program) => spawnSync(program, ["--help"], { stdio: "ignore", timeout: 60_000 }).status === 0);
}

/** Installs an emulator from its own registry into its folder; where that fails, says why. */
export function installEmulator(emulator: Installable): string | { readonly because: string } {
  const { name, version, registry } = emulator;
  const folder = emulatorFolder(name);
  mkdirSync(folder, { recursive: true });
  const steps: readonly (readonly [string, ...string[]])[] =
    registry === "PyPI"
      ? [
          ["python3", "-m", "venv", folder],
          [pythonOf(emulator), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", `${emulator.package}==${version}`],
        ]
      : [["cargo", "install", "--quiet", "--debug", "--locked", "--root", folder, "--version", version, emulator.package]];
  for (const [command, ...args] of steps) {
    // A debug build without symbols takes a fraction of the time of a release build, and answers alike.
    const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: "0" };
    const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", timeout: 3_600_000, maxBuffer: 1024 ** 3, env });
    if (status === 0) continue;
    const words = error?.message ?? (stderr.trim() || stdout.trim()).split("\n").at(-1)?.slice(0, 300);
    return { because: `${[command, ...args].join(" ")}: ${String(words)}` };
  }
  return findEmulator(emulator) ?? { because: `${emulator.program} is installed but does not start.` };
}

function pythonOf({ name }: Installable): string {
  return join(emulatorFolder(name), "bin", "python");
}

/** Where interpreters that have the pinned version of a package keep its program. */
function programsOfPython(emulator: Installable): readonly string[] {
  const code = "import importlib.metadata, sys, sysconfig; print(importlib.metadata.version(sys.argv[1])); print(sysconfig.get_path('scripts'))";
  return [pythonOf(emulator), "python3"].flatMap((python) => {
    const { status, stdout } = spawnSync(python, ["-c", code, emulator.package.replace(/\[.*$/u, "")], { encoding: "utf8" });
    const [version, scripts] = status === 0 ? stdout.split("\n") : [];
    return version === emulator.version && scripts !== undefined ? [join(scripts, emulator.program)] : [];
  });
}

function programsOfCargo(emulator: Installable): readonly string[] {
  const folder = emulatorFolder(emulator.name);
  const list = join(folder, ".crates.toml");
  const isInstalled = existsSync(list) && readFileSync(list, "utf8").includes(`"${emulator.package} ${emulator.version} `);
  return isInstalled ? [join(folder, "bin", emulator.program)] : [];
}

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Installable } from "./emulator.ts";
import { emulatorFolder } from "./folder.ts";

/** The program of an emulator's pinned version where it is installed: in its folder, or, from PyPI, beside the `python3` on PATH. */
export function findEmulator(emulator: Installable): string | undefined {
  return programsOf(emulator).find((program) => spawnSync(program, ["--help"], { stdio: "ignore", timeout: 60_000 }).status === 0);
}

/** Installs an emulator from its own registry into its folder; where that fails, says why. */
export function installEmulator(emulator: Installable): string | { readonly because: string } {
  mkdirSync(emulatorFolder(emulator.name), { recursive: true });
  for (const [command, ...args] of stepsOf(emulator)) {
    // A debug build without symbols takes a fraction of the time of a release build, and answers alike.
    const env = { ...process.env, CARGO_PROFILE_DEV_DEBUG: "0" };
    const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", timeout: 3_600_000, maxBuffer: 1024 ** 3, env });
    if (status === 0) continue;
    const words = error?.message ?? (stderr.trim() || stdout.trim()).split("\n").at(-1)?.slice(0, 300);
    return { because: `${[command, ...args].join(" ")}: ${String(words)}` };
  }
  return findEmulator(emulator) ?? { because: `${emulator.program} is installed but does not start.` };
}

function stepsOf(emulator: Installable): readonly (readonly [string, ...string[]])[] {
  const folder = emulatorFolder(emulator.name);
  const { version } = emulator;
  switch (emulator.registry) {
    case "PyPI":
      return [
        ["python3", "-m", "venv", folder],
        [pythonOf(emulator), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", `${emulator.package}==${version}`],
      ];
    case "crates.io":
      return [["cargo", "install", "--quiet", "--debug", "--locked", "--root", folder, "--version", version, emulator.package]];
  }
}

function programsOf(emulator: Installable): readonly string[] {
  switch (emulator.registry) {
    case "PyPI":
      return [pythonOf(emulator), "python3"].flatMap((python) => scriptsOf(python, emulator)).map((folder) => join(folder, emulator.program));
    case "crates.io": {
      const folder = emulatorFolder(emulator.name);
      const list = join(folder, ".crates.toml");
      return existsSync(list) && readFileSync(list, "utf8").includes(`"${emulator.package} ${emulator.version} `)
        ? [join(folder, "bin", emulator.program)]
        : [];
    }
  }
}

/** The interpreter of an emulator's virtual environment. */
function pythonOf({ name }: Installable): string {
  return join(emulatorFolder(name), "bin", "python");
}

/** The folder of an interpreter's programs, where it has the pinned version of the package. */
function scriptsOf(python: string, emulator: Installable): readonly string[] {
  const code = "import importlib.metadata, sys, sysconfig; print(importlib.metadata.version(sys.argv[1])); print(sysconfig.get_path('scripts'))";
  const { status, stdout } = spawnSync(python, ["-c", code, emulator.package.replace(/\[.*$/u, "")], { encoding: "utf8" });
  const [version, scripts] = status === 0 ? stdout.split("\n") : [];
  return version === emulator.version && scripts !== undefined ? [scripts] : [];
}

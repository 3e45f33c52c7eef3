import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Versions of Node that the package is tried on: the oldest that it supports, and the newest of two later lines. */
export const nodeVersions = ["20.19.0", "22.23.3", "24.21.0"] as const;

/** Folder with the program `node` of a version, from the npm registry's package for this platform; or why there is none. */
export function installNode(version: string, folder: string): string | { readonly because: string } {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  const args = ["install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefer-offline", `${name}@${version}`];
  const { status, stderr } = spawnSync("npm", args, { cwd: folder, encoding: "utf8", timeout: 240_000 });
  const bin = join(folder, "node_modules", name, "bin");
  if (status !== 0) return { because: `${name}@${version} could not be installed: ${stderr.trim().split("\n").at(-1) ?? ""}` };
  const said = spawnSync(join(bin, "node"), ["--version"], { encoding: "utf8" });
  return said.stdout.trim() === `v${version}` ? bin : { because: `${name}@${version} does not run here: ${said.error?.message ?? said.stderr.trim()}` };
}

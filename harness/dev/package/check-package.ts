import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../processes/package-root.ts";
import { runProgram } from "../processes/program.ts";
import { packArchive } from "./archive.ts";
import { writeConsumers } from "./consumer.ts";
import { packingProblems } from "./needed-files.ts";
import { useEveryCommand } from "./run-installed.ts";

const usage = `Usage: npm run check:package

Packs the build, checks the archive, installs it into an empty folder and uses every command, the library and the types from there, on three versions of Node.
`;

/** Maximum bytes of the archive. */
const largest = 600_000;

/** Versions of Node that the package is tried on: the oldest that it supports, and the newest of two later lines. */
const nodeVersions = ["20.19.0", "22.23.3", "24.21.0"] as const;

await runProgram(usage, {}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "glue-conformance-package-"));
  try {
    const archive = await pack(folder);
    const home = join(folder, "home");
    install(archive, home);
    const commands = commandsOf(home);
    const problems = [...typeProblems(home), ...linted(archive)];
    const uses = nodeVersions.map(async (version) => {
      const bin = installNode(version, join(folder, `node-${version}`));
      if (typeof bin !== "string") {
        say(`skipped: Node ${version}: ${bin.because}`);
        return [];
      }
      const found = await useEveryCommand({ folder: home, bin, work: join(folder, `work-${version}`) }, commands);
      say(`Node ${version}: ${found.length === 0 ? "every command works, without a network" : `${String(found.length)} problems`}`);
      return found.map((problem) => `Node ${version}: ${problem}`);
    });
    problems.push(...(await Promise.all(uses)).flat());
    for (const problem of problems) process.stderr.write(`${problem}\n`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The archive, with every needed file and no other. */
async function pack(folder: string): Promise<string> {
  const { filename, size, files } = await packArchive(root, folder);
  const tooLarge = size > largest ? [`the archive has ${String(size)} bytes, more than ${String(largest)}`] : [];
  const problems = [
    ...packingProblems(
      files.map(({ path }) => path),
      root,
    ),
    ...tooLarge,
  ];
  if (problems.length > 0) throw new Error(problems.join("\n"));
  say(`${filename}: ${String(size)} bytes, ${String(files.length)} files, all of them needed`);
  return join(folder, filename);
}

function install(archive: string, home: string): void {
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), '{ "private": true }');
  const { status, words } = run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", archive], home);
  if (status !== 0) throw new Error(`The archive could not be installed: ${words}`);
  const packages = /(?:^|node_modules\/)(?:@[^/]+\/)?[^@/.][^/]*\/package\.json$/u;
  const all = readdirSync(join(home, "node_modules"), { recursive: true, encoding: "utf8" }).filter((file) => packages.test(file));
  say(`installed into an empty folder: ${String(all.length)} packages in all`);
}

function typeProblems(home: string): readonly string[] {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  return writeConsumers(home).flatMap((args) => {
    const { status, words } = run(process.execPath, [tsc, ...args], root);
    return status === 0 ? [] : [`the types, ${args.at(-1) ?? ""}: ${words}`];
  });
}

function linted(archive: string): readonly string[] {
  const programs = [
    ["publint", "run", archive, "--strict"],
    ["attw", archive, "--profile", "esm-only", "--no-emoji", "--no-color", "--no-definitely-typed", "--format", "ascii"],
  ] as const;
  return programs.flatMap(([name, ...args]) => {
    const { status, words } = run(join(root, "node_modules", ".bin", name), args, root);
    say(`${name}: ${status === 0 ? "clean" : "not clean"}`);
    return status === 0 ? [] : [`${name}: ${words}`];
  });
}

/** The commands that the help lists. */
function commandsOf(home: string): readonly string[] {
  const { stdout } = run(join(home, "node_modules", ".bin", "glue-conformance"), ["--help"], home);
  return [...stdout.slice(stdout.indexOf("Commands:")).matchAll(/^ {2}([a-z]+)(?= )/gmu)].map(([, name = ""]) => name);
}

/** Folder with the program `node` of a version, from the npm registry's package for this platform; or why there is none. */
function installNode(version: string, into: string): string | { readonly because: string } {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, "package.json"), "{}");
  const args = ["install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefer-offline", `${name}@${version}`];
  const { status, words } = run("npm", args, into);
  const bin = join(into, "node_modules", name, "bin");
  if (status !== 0) return { because: `${name}@${version} could not be installed: ${words.split("\n").at(-1) ?? ""}` };
  const said = run(join(bin, "node"), ["--version"], into);
  return said.stdout.trim() === `v${version}` ? bin : { because: `${name}@${version} does not run here: ${said.words}` };
}

/** Runs a program to its end; `words` is what it said of its problem. */
function run(command: string, args: readonly string[], cwd: string): { readonly status: number | null; readonly stdout: string; readonly words: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8", timeout: 240_000, maxBuffer: 64 * 1_048_576 });
  return { status, stdout, words: error?.message ?? `${stdout}${stderr}`.trim() };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

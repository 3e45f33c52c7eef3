import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../processes/package-root.ts";
import { runProgram, say } from "../processes/program.ts";
import { type EndedProcess, lastWords, runProcess } from "../processes/run-process.ts";
import { packArchive } from "./archive.ts";
import { writeConsumers } from "./consumer.ts";
import { packingProblems } from "./needed-files.ts";
import { useEveryCommand } from "./run-installed.ts";

const usage = `Usage: npm run check:package

Packs the build, checks the archive, installs it into an empty folder and uses every command, the library and the types from there, on three versions of Node.
`;

/** Maximum bytes of the archive. */
const largest = 600_000;

/** The manifests of installed packages. */
const packages = /(?:^|node_modules\/)(?:@[^/]+\/)?[^@/.][^/]*\/package\.json$/u;

/** Versions of Node that the package is tried on: the oldest that it supports, and the newest of two later lines. */
const nodeVersions = ["20.19.0", "22.23.3", "24.21.0"] as const;

await runProgram(usage, {}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "glue-conformance-package-"));
  try {
    const archive = await pack(folder);
    const home = join(folder, "home");
    await installInto(home, archive);
    const size = readdirSync(join(home, "node_modules"), { recursive: true, encoding: "utf8" }).filter((file) => packages.test(file)).length;
    say(`installed into an empty folder: ${String(size)} packages in all`);
    const { stdout: help } = await run(join(home, "node_modules", ".bin", "glue-conformance"), ["--help"], home);
    const commands = [...help.slice(help.indexOf("Commands:")).matchAll(/^ {2}([a-z]+)(?= )/gmu)].map(([, name = ""]) => name);
    const problems = [
      typeProblems(home),
      linted("publint", ["run", archive, "--strict"]),
      linted("attw", [archive, "--profile", "esm-only", "--no-emoji", "--no-color", "--no-definitely-typed", "--format", "ascii"]),
      ...nodeVersions.map((version) => problemsOn(version, folder, commands)),
    ];
    const found = (await Promise.all(problems)).flat();
    for (const problem of found) process.stderr.write(`${problem}\n`);
    return found.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The archive, with every needed file and no other. */
async function pack(folder: string): Promise<string> {
  const { filename, size, files } = await packArchive(root, folder);
  const paths = files.map(({ path }) => path);
  const tooLarge = size > largest ? [`the archive has ${String(size)} bytes, more than ${String(largest)}`] : [];
  const problems = [...packingProblems(paths, root), ...tooLarge];
  if (problems.length > 0) throw new Error(problems.join("\n"));
  say(`${filename}: ${String(size)} bytes, ${String(files.length)} files, all of them needed`);
  return join(folder, filename);
}

/** Installs something from the npm registry, or from an archive, into a folder of its own. Throws an Error where that fails. */
async function installInto(folder: string, what: string, ...options: readonly string[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  const ended = await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...options, what], folder);
  if (ended.status !== 0) throw new Error(`${what} could not be installed: ${lastWords(ended)}`);
}

async function typeProblems(home: string): Promise<readonly string[]> {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const checks = writeConsumers(home).map(async (config) => {
    const ended = await run(process.execPath, [tsc, "-p", config], root);
    return ended.status === 0 ? [] : [`the types, ${config}: ${lastWords(ended)}`];
  });
  return (await Promise.all(checks)).flat();
}

async function linted(name: string, args: readonly string[]): Promise<readonly string[]> {
  const ended = await run(join(root, "node_modules", ".bin", name), args, root);
  say(`${name}: ${ended.status === 0 ? "clean" : "not clean"}`);
  return ended.status === 0 ? [] : [`${name}: ${lastWords(ended)}`];
}

/** The problems on a version of Node, which comes from the npm registry's package for this platform; none where it cannot be had or does not run here. */
async function problemsOn(version: string, folder: string, commands: readonly string[]): Promise<readonly string[]> {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const own = join(folder, `node-${version}`);
  const bin = join(own, "node_modules", name, "bin");
  try {
    await installInto(own, `${name}@${version}`, "--ignore-scripts");
    const ended = await run(join(bin, "node"), ["--version"], own);
    if (ended.stdout.trim() !== `v${version}`) throw new Error(`${name}@${version} does not run here: ${lastWords(ended)}`);
  } catch (error) {
    say(`skipped: Node ${version}: ${String(error).split("\n").at(-1) ?? ""}`);
    return [];
  }
  const found = await useEveryCommand({ folder: join(folder, "home"), bin, work: join(folder, `work-${version}`) }, commands);
  say(`Node ${version}: ${found.length === 0 ? "every command works, without a network" : `${String(found.length)} problems`}`);
  return found.map((problem) => `Node ${version}: ${problem}`);
}

async function run(command: string, args: readonly string[], cwd: string): Promise<EndedProcess> {
  return await runProcess(command, args, { cwd, timeout: 240_000 });
}

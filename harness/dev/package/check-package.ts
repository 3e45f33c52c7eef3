import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { messageOf } from "../../runtime/harness-error.ts";
import { writeConsumers } from "./consumer.ts";
import { packingProblems } from "./needed-files.ts";
import { useEveryCommand } from "./run-installed.ts";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** Maximum bytes of the archive. */
const largest = 600_000;

/** Versions of Node that the package is tried on: the oldest that it supports, and the newest of two later lines. */
const nodeVersions = ["20.19.0", "22.23.3", "24.21.0"] as const;

const folder = mkdtempSync(join(tmpdir(), "glue-conformance-package-"));
try {
  process.exitCode = await checkPackage();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Packs the build, checks the archive, installs it into an empty folder and uses every command from there on each Node. Resolves to 1 for any problem. */
async function checkPackage(): Promise<0 | 1> {
  const archive = pack();
  const home = join(folder, "home");
  install(archive, home);
  const problems = [...typeProblems(home), ...linted(archive)];
  const uses = nodeVersions.map(async (version) => {
    const bin = installNode(version, join(folder, `node-${version}`));
    if (typeof bin !== "string") {
      console.log(`skipped: Node ${version}: ${bin.because}`);
      return [];
    }
    const found = await useEveryCommand({ folder: home, bin, work: join(folder, `work-${version}`) }, commandsOf(home));
    console.log(`Node ${version}: ${found.length === 0 ? "every command works, without a network" : `${String(found.length)} problems`}`);
    return found.map((problem) => `Node ${version}: ${problem}`);
  });
  problems.push(...(await Promise.all(uses)).flat());
  for (const problem of problems) console.error(problem);
  return problems.length === 0 ? 0 : 1;
}

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** The archive, with every needed file and no other. */
function pack(): string {
  const reported = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [packed] = JSON.parse(reported) as readonly Packed[];
  if (packed === undefined) throw new Error("npm pack made no archive.");
  const paths = packed.files.map(({ path }) => path);
  const size = packed.size > largest ? [`the archive has ${String(packed.size)} bytes, more than ${String(largest)}`] : [];
  const problems = [...packingProblems(paths, root), ...size];
  if (problems.length > 0) throw new Error(problems.join("\n"));
  console.log(`${packed.filename}: ${String(packed.size)} bytes, ${String(packed.files.length)} files, all of them needed`);
  return join(folder, packed.filename);
}

function install(archive: string, home: string): void {
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), '{ "private": true }');
  const { status, stderr } = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", archive], {
    cwd: home,
    encoding: "utf8",
    timeout: 240_000,
  });
  if (status !== 0) throw new Error(`The archive could not be installed: ${stderr.trim()}`);
  const all = readdirSync(join(home, "node_modules"), { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?:^|node_modules\/)(?:@[^/]+\/)?[^@/.][^/]*\/package\.json$/u.test(file),
  );
  console.log(`installed into an empty folder: ${String(all.length)} packages in all`);
}

function typeProblems(home: string): readonly string[] {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  return writeConsumers(home).flatMap((args) => {
    const { status, stdout } = spawnSync(process.execPath, [tsc, ...args], { encoding: "utf8" });
    return status === 0 ? [] : [`the types, ${args.at(-1) ?? ""}: ${stdout.trim()}`];
  });
}

function linted(archive: string): readonly string[] {
  const programs = [
    ["publint", "run", archive, "--strict"],
    ["attw", archive, "--profile", "esm-only", "--no-emoji", "--no-color", "--no-definitely-typed", "--format", "ascii"],
  ] as const;
  return programs.flatMap(([name, ...args]) => {
    const { status, stdout, stderr } = spawnSync(join(root, "node_modules", ".bin", name), args, { cwd: root, encoding: "utf8" });
    console.log(`${name}: ${status === 0 ? "clean" : "not clean"}`);
    return status === 0 ? [] : [`${name}: ${stdout}${stderr}`];
  });
}

/** The commands that the help lists. */
function commandsOf(home: string): readonly string[] {
  const help = execFileSync(join(home, "node_modules", ".bin", "glue-conformance"), ["--help"], { encoding: "utf8" });
  return [...help.slice(help.indexOf("Commands:")).matchAll(/^ {2}([a-z]+)(?= )/gmu)].map(([, name = ""]) => name);
}

/** Folder with the program `node` of a version, from the npm registry's package for this platform; or why there is none. */
function installNode(version: string, into: string): string | { readonly because: string } {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, "package.json"), "{}");
  const args = ["install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund", "--prefer-offline", `${name}@${version}`];
  const { status, stderr } = spawnSync("npm", args, { cwd: into, encoding: "utf8", timeout: 240_000 });
  const bin = join(into, "node_modules", name, "bin");
  if (status !== 0) return { because: `${name}@${version} could not be installed: ${stderr.trim().split("\n").at(-1) ?? ""}` };
  const said = spawnSync(join(bin, "node"), ["--version"], { encoding: "utf8" });
  return said.stdout.trim() === `v${version}` ? bin : { because: `${name}@${version} does not run here: ${said.error?.message ?? said.stderr.trim()}` };
}

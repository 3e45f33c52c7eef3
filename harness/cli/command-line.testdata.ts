import { type ChildProcess, type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { parseRunRecord } from "../../reports/documents/parse-run-record.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The command line as it is built. */
export const program = join(root, "dist", "harness", "cli", "cli.js");

/** What a command came to. */
export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A secret that is in the environment of every command and must be in no output. */
export const secret = "sEcReT-0f-tHe-EnViRoNmEnT";

/** Builds the command line where it is missing or older than its sources. */
export function buildCommandLine(): void {
  const built = existsSync(program) ? statSync(program).mtimeMs : 0;
  const sources = ["spec", "properties", "reports", "harness"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(root, folder, file)),
  );
  const isStale = [...sources, join(root, "package.json")].some(
    (file) => /\.(?:tsx?|json)$/u.test(file) && !/\.(?:test|testdata)\.tsx?$/u.test(file) && statSync(file).mtimeMs > built,
  );
  if (!isStale) return;
  try {
    execFileSync(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.build.json"], { cwd: root, stdio: "pipe" });
  } catch (error) {
    // Types are checked elsewhere; here the build only has to produce something to run.
    if (!existsSync(program) || statSync(program).mtimeMs <= built) throw error;
  }
}

/** A folder for one test, deleted by `removeFolders`. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "glue-conformance-"));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];

/** A run directory that holds this record, or any text in its place. */
export function stored(record: RunRecord | string): string {
  const folder = makeFolder();
  writeFileSync(join(folder, "run.json"), typeof record === "string" ? record : JSON.stringify(record));
  return folder;
}

/** Takes away all folders that were made. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Starts the command line in an environment that has nothing of AWS but a key with a secret. */
export function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly ended: Promise<Outcome> } {
  const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:AWS_|NODE_|GITHUB_|VITEST|FORCE_COLOR|NO_COLOR|CI$)/u.test(name)));
  const aws = { AWS_ACCESS_KEY_ID: "AKIAOFTHEENVIRONMENT", AWS_SECRET_ACCESS_KEY: secret, AWS_EC2_METADATA_DISABLED: "true" };
  const child = spawn(process.execPath, [program, ...args], { env: { ...plain, ...aws, ...environment }, cwd: tmpdir(), stdio: ["ignore", "pipe", "pipe"] });
  return { child, ended: outcomeOf(child) };
}

/** The result of a process that was started. */
export function outcomeOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Outcome> {
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  return new Promise((resolve) => child.once("close", (status) => resolve({ status, ...said })));
}

/** Runs a command to its end. */
export async function invoke(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return await start(args, environment).ended;
}

/** The record that a run left in a folder, which is valid by its schema. */
export function recordIn(folder: string): RunRecord {
  return parseRunRecord(readFileSync(join(folder, "run.json"), "utf8"));
}

/** Everything that a run wrote. */
export function writtenIn(folder: string): string {
  return readdirSync(folder, { encoding: "utf8" })
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
}

import { type ChildProcess, type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Mutex } from "async-mutex";
import { vi } from "vitest";
import { parseRunRecord } from "../../reports/documents/parse-run-record.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { runCommandLine } from "./command-line.ts";

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

/** An environment that has nothing of AWS but a key with a secret. */
function environmentWith(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:AWS_|NODE_|GITHUB_|VITEST|FORCE_COLOR|NO_COLOR|CI$)/u.test(name)));
  return { ...plain, AWS_ACCESS_KEY_ID: "AKIAOFTHEENVIRONMENT", AWS_SECRET_ACCESS_KEY: secret, AWS_EC2_METADATA_DISABLED: "true", ...more };
}

/** Starts the command line in a process of its own, for what a process alone shows: signals, its memory, the packages that it loads. */
export function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): { readonly child: ChildProcess; readonly ended: Promise<Outcome> } {
  const child = spawn(process.execPath, [program, ...args], { env: environmentWith(environment), cwd: tmpdir(), stdio: ["ignore", "pipe", "pipe"] });
  return { child, ended: outcomeOf(child) };
}

/** The result of a process that was started. */
export function outcomeOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Outcome> {
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  return new Promise((resolve) => child.once("close", (status) => resolve({ status, ...said })));
}

// Environment, folder and output are those of the process, so one command runs at a time.
const turn = new Mutex();

/** Runs a command to its end, in this process: a fraction of the time that a process of its own takes. */
export async function invoke(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return await turn.runExclusive(async () => {
    const before = { env: { ...process.env }, folder: process.cwd() };
    const said = { stdout: "", stderr: "" };
    const spies = (["stdout", "stderr"] as const).map((name) =>
      vi.spyOn(process[name], "write").mockImplementation((chunk, ...others: readonly unknown[]) => {
        said[name] += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
        const done = others.findLast((one): one is () => void => typeof one === "function");
        if (done !== undefined) process.nextTick(done);
        return true;
      }),
    );
    try {
      setEnvironment(environmentWith(environment));
      process.chdir(tmpdir());
      await runCommandLine(args);
      return { status: Number(process.exitCode ?? 0), ...said };
    } finally {
      setEnvironment(before.env);
      process.chdir(before.folder);
      for (const spy of spies) spy.mockRestore();
      process.exitCode = undefined;
    }
  });
}

function setEnvironment(variables: NodeJS.ProcessEnv): void {
  // Changed, not replaced: what Node itself reads of it has to change, too.
  for (const name of Object.keys(process.env)) if (!(name in variables)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, variables);
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

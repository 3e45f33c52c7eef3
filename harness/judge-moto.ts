import { spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { parseRunRecord } from "../reports/parse-run-record.ts";
import type { RunRecord } from "../reports/run-record.ts";
import { messageOf } from "./harness-error.ts";
import { unexpectedOf, type MotoFindings } from "./moto-findings.ts";
import { startServiceProcess } from "./service-process.ts";

const root = dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json"));
const venv = join(root, ".venv", "bin");
const findings = JSON.parse(readFileSync(join(root, "harness", "moto-findings.json"), "utf8")) as MotoFindings;

try {
  process.exitCode = await judgeMoto(process.argv.slice(2));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}

/** Runs the suite against moto; arguments are options of `run`. Resolves to the exit status: 0 where exactly the known breaches were found. */
async function judgeMoto(args: readonly string[]): Promise<number> {
  const command = findMoto() ?? installMoto();
  if (typeof command === "object") {
    console.log(`skipped: moto was not judged. It was not found, and could not be installed: ${command.because}`);
    return 0;
  }
  const { values } = parseArgs({ args: [...args], options: { out: { type: "string" } }, strict: false });
  const out = typeof values.out === "string" ? values.out : join("conformance-report", "moto");
  // What an earlier run left there must not be taken for what this one found.
  rmSync(join(out, "run.json"), { force: true });
  const moto = await startServiceProcess(command, ["-H", "127.0.0.1", "-p", "0"]);
  try {
    const exit = await runSuite(["--endpoint", moto.url, "--name", "moto", "--out", out, ...args]);
    if (exit === 130) return exit;
    const record = recordIn(out);
    const unexpected = unexpectedOf({ exit, record }, findings);
    for (const line of unexpected) console.error(line);
    if (unexpected.length > 0) return 1;
    const failed = new Set(record?.checks.filter(({ status }) => status === "failed").map(({ id }) => id));
    const found = findings.failing.filter((id) => failed.has(id)).length;
    const rest = found === findings.failing.length ? "" : ", the others were left out by the options";
    console.log(`moto fails as it is known to: ${found} of ${findings.failing.length} known breaches were found${rest}; no other must failed.`);
    return 0;
  } finally {
    await moto.stop();
  }
}

function findMoto(): string | undefined {
  // A wrapper on PATH may lead to a Python without moto: found is what starts.
  return ["moto_server", join(venv, "moto_server")].find((command) => spawnSync(command, ["--help"], { stdio: "ignore" }).status === 0);
}

/** Puts moto into the ignored virtual environment; where that fails, says why. */
function installMoto(): string | { readonly because: string } {
  console.log(`Installing moto ${findings.moto} into ${dirname(venv)}`);
  const steps = [
    ["python3", "-m", "venv", dirname(venv)],
    [join(venv, "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", `moto[server]==${findings.moto}`],
  ] as const;
  for (const [command, ...args] of steps) {
    const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", timeout: 300_000 });
    if (status === 0) continue;
    const words = error?.message ?? (stderr.trim() || stdout.trim()).split("\n").at(-1)?.slice(0, 300);
    return { because: `${[command, ...args].join(" ")}: ${words}` };
  }
  return findMoto() ?? { because: "moto_server is installed but does not start." };
}

/** Runs the command line in the foreground, and resolves to its exit status. */
function runSuite(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join(root, "dist", "harness", "cli.js"), "run", ...args], { stdio: "inherit" });
  const end = (): void => void child.kill();
  process.once("exit", end);
  // Ctrl-C reaches the run as well: it writes down what it has found, and this process waits for it.
  const wait = (): void => undefined;
  process.on("SIGINT", wait);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      process.removeListener("exit", end);
      process.removeListener("SIGINT", wait);
      resolve(code ?? 128 + constants.signals[signal ?? "SIGKILL"]);
    });
  });
}

function recordIn(out: string): RunRecord | undefined {
  let text: string;
  try {
    text = readFileSync(join(out, "run.json"), "utf8");
  } catch {
    return undefined;
  }
  return parseRunRecord(text);
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Use, usesOf } from "./every-command.ts";
import { offlineGuard } from "./offline-guard.ts";

/** Where the package is installed, and what it is run with. */
export interface Installed {
  /** Folder with `node_modules`. */
  readonly folder: string;
  /** Folder with the program `node`. */
  readonly bin: string;
  /** A folder of its own for what commands write. */
  readonly work: string;
}

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const page =
  'Ping\nPings.\nRequest Syntax\n{\n"A": number\n}\nRequest Parameters\n- A\n-\nHow.\nType: Integer\nValid Range: Minimum value of 1.\nRequired: No\n';

/** Seconds that a command may take. */
const limitSeconds = 120;

/** Uses every command of an installed package, as `npx` would start it, cut off from any network. Returns the problems, a sentence each. */
export async function useEveryCommand(installed: Installed, commands: readonly string[]): Promise<readonly string[]> {
  const { work } = installed;
  mkdirSync(work, { recursive: true });
  const log = join(work, "network.log");
  writeFileSync(join(work, "guard.mjs"), offlineGuard(log));
  writeFileSync(join(work, "page.txt"), page);
  const serve = start(installed, command(installed, ["serve", "--port", "0", "--fault", "max-results-numeric-text"]));
  try {
    const url = await addressOf(serve);
    const uses = usesOf({ url, page: "page.txt" });
    const unused = commands.filter((name) => !["serve", "proof", "help"].includes(name) && !uses.some(({ args }) => args[0] === name));
    const problems = unused.map((name) => `${name} is not tried: add a use of it to every-command.ts`);
    for (const use of uses) problems.push(...problemsOfUse(use, await start(installed, command(installed, use.args)).ended));
    problems.push(...(await proofStarts(installed)));
    const library = await start(installed, [join(installed.folder, "library.mjs"), url]).ended;
    if (library.stdout.trim() !== '{"verdict":"fails","reported":true,"refused":true,"served":2,"mocked":3}') problems.push(`the library: ${wordsOf(library)}`);
    if (existsSync(log)) problems.push(`it used the network: ${readFileSync(log, "utf8").trim().split("\n")[0] ?? ""}`);
    return problems;
  } finally {
    serve.kill();
    await serve.ended;
  }
}

function command({ folder }: Installed, args: readonly string[]): readonly string[] {
  return [join(folder, "node_modules", ".bin", "glue-conformance"), ...args];
}

interface Started {
  readonly ended: Promise<Ended>;
  readonly said: () => string;
  readonly kill: (signal?: NodeJS.Signals) => void;
}

/** Starts a module as its first line asks, which finds the program \`node\` on PATH. */
function start({ bin, work }: Installed, args: readonly string[]): Started {
  const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:AWS_|NODE_|npm_|GITHUB_|CI$)|_PROXY$|_proxy$/u.test(name)));
  const env = { ...plain, PATH: `${bin}:${process.env["PATH"] ?? ""}`, NODE_OPTIONS: `--import ${join(work, "guard.mjs")}`, AWS_EC2_METADATA_DISABLED: "true" };
  const isScript = args[0]?.endsWith(".mjs") === true;
  const child = spawn(isScript ? join(bin, "node") : (args[0] ?? ""), isScript ? args : args.slice(1), { cwd: work, env, stdio: ["ignore", "pipe", "pipe"] });
  const reported = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (reported.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (reported.stderr += text));
  const timer = setTimeout(() => child.kill("SIGKILL"), limitSeconds * 1_000);
  const ended = once(child, "close").then(
    ([status]) => ({ status: status as number | null, ...reported }),
    (error: unknown) => ({ status: null, ...reported, stderr: String(error) }),
  );
  void ended.then(() => clearTimeout(timer));
  return { ended, said: () => reported.stdout, kill: (signal) => void child.kill(signal) };
}

async function addressOf(serve: Started): Promise<string> {
  for (let tries = 0; tries < 300; tries += 1) {
    const url = /http:\/\/127\.0\.0\.1:\d+(?=\D)/u.exec(serve.said())?.[0];
    if (url !== undefined) return url;
    const ended = await Promise.race([serve.ended, delay(100)]);
    if (ended !== undefined) throw new Error(`serve ended: ${wordsOf(ended)}`);
  }
  throw new Error("serve printed no address within half a minute");
}

/** The proof takes minutes: if its workers run after some seconds, and it ends when it is interrupted, nothing of it is missing. */
async function proofStarts(installed: Installed): Promise<readonly string[]> {
  const proof = start(installed, command(installed, ["proof"]));
  const early = await Promise.race([proof.ended, delay(6_000)]);
  proof.kill("SIGINT");
  const ended = await proof.ended;
  return early === undefined && ended.status === 130 ? [] : [`proof: ${wordsOf(ended)}`];
}

function problemsOfUse({ args, exit, shows }: Use, ended: Ended): readonly string[] {
  const isClean = !/^\s+at .+:\d+:\d+\)?$|ExperimentalWarning|DeprecationWarning/mu.test(ended.stderr);
  return ended.status === exit && shows.test(ended.stdout) && isClean
    ? []
    : [`${args.join(" ")}: expected exit ${String(exit)} and ${String(shows)}; ${wordsOf(ended)}`];
}

function wordsOf({ status, stdout, stderr }: Ended): string {
  return `exit ${String(status)}, it said: ${(stderr.trim() || stdout.trim()).slice(-600)}`;
}

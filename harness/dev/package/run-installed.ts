import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type EndedProcess, lastWords, runProcess } from "../processes/run-process.ts";
import { startServiceProcess } from "../processes/service-process.ts";
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

/** One use of a command, as a user of the package types it: its exit status, and what standard output is to show. */
type Use = readonly [args: readonly string[], exit: number, shows: RegExp];

const page =
  'Ping\nPings.\nRequest Syntax\n{\n"A": number\n}\nRequest Parameters\n- A\n-\nHow.\nType: Integer\nValid Range: Minimum value of 1.\nRequired: No\n';
const narrow = ["--only", "request/max-results,paging/finds-every-session", "--effort", "quick"];
const allFormats = "terminal,json,html,junit,ctrf,markdown,har,evidence,badge";
const oneCase = "request/max-results/refuses-wrong-type#MaxResults/type/numeric-string-with-blanks";

/** A use of each command that ends by itself, in an order in which one leaves what the next reads. `serve` and `proof` go on until they are stopped. */
function usesAgainst(url: string): readonly Use[] {
  return [
    [["--version"], 0, /^\d+\.\d+\.\d+$/mu],
    [["run", ...narrow, "--format", allFormats, "--out", "embedded"], 0, /^INCOMPLETE/mu],
    [["run", ...narrow, "--endpoint", url, "--out", "served"], 1, /^FAILS/mu],
    [["list"], 0, /request\/max-results\/refuses-wrong-type/u],
    [["explain", "request/max-results/refuses-wrong-type", "--run", "served"], 0, /MaxResults/u],
    [["corpus", "--only", "request/max-results"], 0, /^\{.*MaxResults/mu],
    [["compare", "embedded", "served"], 1, /request\/max-results\/refuses-wrong-type/u],
    [["matrix", "embedded", "served", "--format", "markdown"], 0, /max-results/u],
    [["report", "served", "--format", "markdown", "--out", "again"], 0, /^/u],
    [["judge", "embedded"], 0, /conforms +AWSGlue\.ListSessions/u],
    [["rejudge", "served"], 0, /served|same|verdict/iu],
    [["replay", oneCase, "--run", "served"], 1, /numeric-string/u],
    [["cleanup", "served"], 0, /^Nothing to do/mu],
    [["extract", "page.txt", "--json"], 0, /"operation": ?"Ping"/u],
  ];
}

/** Uses every command of an installed package, as `npx` would start it, cut off from any network. Returns the problems, a sentence each. */
export async function useEveryCommand({ folder, bin, work }: Installed, commands: readonly string[]): Promise<readonly string[]> {
  mkdirSync(work, { recursive: true });
  const log = join(work, "network.log");
  writeFileSync(join(work, "guard.mjs"), offlineGuard(log));
  writeFileSync(join(work, "page.txt"), page);
  const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:AWS_|NODE_|npm_|GITHUB_|CI$)|_PROXY$|_proxy$/u.test(name)));
  // Its first line asks for the program `node` on PATH.
  const program = join(folder, "node_modules", ".bin", "glue-conformance");
  const offline = { NODE_OPTIONS: `--import ${join(work, "guard.mjs")}`, AWS_EC2_METADATA_DISABLED: "true" };
  const environment = { ...plain, ...offline, PATH: `${bin}:${process.env["PATH"] ?? ""}` };
  const options = { cwd: work, env: environment, timeout: 120_000, killSignal: "SIGKILL" } as const;
  const faulty = ["serve", "--port", "0", "--fault", "max-results-numeric-text"];
  const serve = await startServiceProcess(program, faulty, { folder: work, environment, limitMs: 30_000 });
  try {
    const uses = usesAgainst(serve.url);
    const unused = commands.filter((name) => !["serve", "proof", "help"].includes(name) && !uses.some(([args]) => args[0] === name));
    const problems = unused.map((name) => `${name} is not tried: add a use of it to run-installed.ts`);
    for (const use of uses) problems.push(...problemsOfUse(use, await runProcess(program, use[0], options)));
    // The proof takes minutes: if its workers run after some seconds, and it ends when it is interrupted, nothing of it is missing.
    const proof = await runProcess(program, ["proof"], { ...options, timeout: 6_000, killSignal: "SIGINT" });
    if (proof.status !== 130 || proof.wallMs < 6_000) problems.push(`proof: ${lastWords(proof)}`);
    const library = await runProcess(join(bin, "node"), [join(folder, "library.mjs"), serve.url], options);
    if (library.stdout.trim() !== '{"verdict":"fails","reported":true,"refused":true,"served":2,"mocked":3}')
      problems.push(`the library: ${lastWords(library)}`);
    if (existsSync(log)) problems.push(`it used the network: ${readFileSync(log, "utf8").trim().split("\n")[0] ?? ""}`);
    return problems;
  } finally {
    await serve.stop();
  }
}

function problemsOfUse([args, exit, shows]: Use, ended: EndedProcess): readonly string[] {
  const isClean = !/^\s+at .+:\d+:\d+\)?$|ExperimentalWarning|DeprecationWarning/mu.test(ended.stderr);
  const isFine = ended.status === exit && shows.test(ended.stdout) && isClean;
  return isFine ? [] : [`${args.join(" ")}: expected exit ${String(exit)} and ${String(shows)}; ${lastWords(ended)}`];
}

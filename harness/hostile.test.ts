import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine, invoke, makeFolder, recordIn, removeFolders } from "./command-line.testdata.ts";
import { hostileTargets } from "./reference/hostile.ts";
import type { HostileListener, HostileTarget } from "./reference/hostile/hostile-target.ts";

beforeAll(buildCommandLine, 60_000);
afterAll(removeFolders);

/** Limits of every run: short, so that what they explain is over soon. */
const limits = ["--effort", "quick", "--cases", "1", "--timeout", "1000", "--settle", "300", "--max-time", "20"];
/** What is judged to its end takes as long as the machine does. */
const unlimited = limits.filter((_, index) => index < 4);
const mostSeconds = 60;
const mostMegabytes = 300;

/** Makes a command write the most memory that it ever had to a file when it ends; Linux alone tells. */
function measuring(file: string): Readonly<Record<string, string>> {
  const script = `import { existsSync, readFileSync, writeFileSync } from "node:fs";
    process.on("exit", () => existsSync("/proc/self/status") && writeFileSync(${JSON.stringify(file)}, readFileSync("/proc/self/status")));`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}

function megabytesIn(file: string): number | undefined {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(file, "utf8"))?.[1]) / 1_024;
  } catch {
    return undefined;
  }
}

interface Ended {
  readonly status: number | null;
  readonly said: string;
  readonly seconds: number;
  readonly megabytes: number | undefined;
  readonly failed: readonly string[];
  readonly suiteErrors: readonly string[];
  /** The last line on the terminal, told where a test fails. */
  readonly summary: string;
}

async function judge(listener: HostileListener, args: readonly string[]): Promise<Ended> {
  const [out, file] = [makeFolder(), join(makeFolder(), "status")];
  const started = performance.now();
  const { status, stdout, stderr } = await invoke(["run", "--endpoint", listener.url, "--out", out, ...args], measuring(file));
  const seconds = (performance.now() - started) / 1_000;
  const { checks, meta } = recordIn(out);
  return {
    status,
    said: [
      stdout,
      stderr,
      meta.preflight.message,
      ...checks.map(({ reason }) => reason ?? ""),
      JSON.stringify(checks.map(({ violations }) => violations)),
    ].join("\n"),
    seconds,
    megabytes: megabytesIn(file),
    failed: checks.flatMap((check) => (check.status === "failed" ? [check.id] : [])),
    suiteErrors: meta.suiteErrors,
    summary: stdout.trimEnd().split("\n").at(-1) ?? "",
  };
}

function trusting({ authority }: HostileTarget): readonly string[] {
  if (authority === undefined) return [];
  const file = join(makeFolder(), "authority.pem");
  writeFileSync(file, authority);
  return ["--ca-bundle", file];
}

async function ending(target: HostileTarget): Promise<Ended & { readonly requests: number }> {
  const listener = await target.open();
  try {
    const ended = await judge(listener, [...(target.ends.exit === 0 ? unlimited : limits), ...trusting(target)]);
    return { ...ended, requests: listener.requests() };
  } finally {
    await listener.close();
  }
}

describe("a run against a hostile target ends in time, in little memory, and says what it saw", () => {
  it.concurrent.each(hostileTargets.map((target) => [`${target.name}: it ${target.title}`, target] as const))(
    "%s",
    async (_title, target) => {
      const { status, said, seconds, megabytes = 0, requests, failed, suiteErrors, summary } = await ending(target);
      expect({ status, suiteErrors, summary }).toEqual({ status: target.ends.exit, suiteErrors: [], summary });
      expect(said).toMatch(target.ends.told);
      expect(said).not.toMatch(/^\s+at .+:\d+:\d+\)?$/mu);
      expect(requests).toBeLessThanOrEqual(target.ends.requests);
      expect(seconds).toBeLessThan(mostSeconds);
      expect(megabytes).toBeLessThan(mostMegabytes);
      expect(target.ends.neverFailed === true ? failed : []).toEqual([]);
    },
    90_000,
  );
});

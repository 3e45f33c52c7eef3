import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine, makeFolder, recordIn, removeFolders, start } from "../../cli/command-line.testdata.ts";
import { hostileTargets } from "./all-targets.ts";
import type { HostileListener } from "./exchange.ts";
import type { HostileTarget } from "./hostile-target.ts";
import { performRun } from "../../run/run-conformance.ts";
import type { RunRecord } from "../../../reports/record/run-record.ts";
import { rulingOf } from "../../../reports/verdict/verdict.ts";

beforeAll(buildCommandLine, 60_000);
afterAll(removeFolders);

/** What a run may take, with the limits that it has here. */
const mostSeconds = 60;
const mostMegabytes = 300;

/** Limits of a run against a target, as options of the library: short, so that what they explain is over soon. */
function optionsFor({ ends, authority, heavy, limits }: HostileTarget): Readonly<Record<string, string | number | readonly string[]>> {
  const file = join(makeFolder(), "authority.pem");
  if (authority !== undefined) writeFileSync(file, authority);
  return {
    effort: "quick",
    cases: 1,
    ...(authority === undefined ? {} : { caBundle: file }),
    // What is judged to its end takes as long as the machine does.
    ...(ends.exit === 0 ? {} : { settle: 300 }),
    // What fails at all fails soon; where each answer costs much, sessions would be looked for in many.
    ...(ends.exit === 1 ? { maxRequests: 80 } : {}),
    ...(ends.exit === 1 && heavy === true ? { maxRequests: 24, state: "observe" } : {}),
    ...limits,
  };
}

/** Makes a command write its peak memory to a file when it ends; only Linux reports it. */
function measuring(file: string): Readonly<Record<string, string>> {
  const script = `import { existsSync, readFileSync, writeFileSync } from "node:fs";
    process.on("exit", () => existsSync("/proc/self/status") && writeFileSync(${JSON.stringify(file)}, readFileSync("/proc/self/status")));`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` };
}

/** The most memory that a command had, in megabytes; undefined where the system does not say. */
function megabytesIn(file: string): number | undefined {
  return process.platform === "linux" ? Number(/^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(file, "utf8"))?.[1]) / 1_024 : undefined;
}

function expectLittleMemory(megabytes: number | undefined): void {
  if (megabytes === undefined) return;
  // Node alone takes more than 40: less was not measured.
  expect(megabytes).toBeGreaterThan(40);
  expect(megabytes).toBeLessThan(mostMegabytes);
}

function targetNamed(name: string): HostileTarget {
  const target = hostileTargets.find((one) => one.name === name);
  if (target === undefined) throw new Error(`the bank has no ${name}`);
  return target;
}

interface Ended {
  readonly status: number | null;
  readonly record: RunRecord;
  /** On the terminal. */
  readonly said: string;
  /** Undefined where no process of its own was measured. */
  readonly megabytes: number | undefined;
}

/** Judges with the command line, in a process whose memory is measured. */
async function judgeApart({ url }: HostileListener, options: ReturnType<typeof optionsFor>): Promise<Ended> {
  const [out, file] = [makeFolder(), join(makeFolder(), "status")];
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`, String(value)]);
  const { status, stdout, stderr } = await start(["run", "--endpoint", url, "--out", out, ...args], measuring(file)).ended;
  return { status, record: recordIn(out), said: stdout + stderr, megabytes: megabytesIn(file) };
}

/** Judges in this process, which spares the time that it takes to start another one. */
async function judgeHere({ url }: HostileListener, options: ReturnType<typeof optionsFor>): Promise<Ended> {
  const { record, ruling } = await performRun({ endpoint: url, ...options }, { journal: () => undefined });
  return { status: ruling.exit, record, said: "", megabytes: undefined };
}

/** All that a record says of a target. */
function evaluationsOf(record: RunRecord): string {
  const { verdict, because } = rulingOf(record);
  const { checks, meta } = record;
  const reported = checks.map(({ reason, violations }) => `${reason ?? ""} ${JSON.stringify(violations)}`);
  return [verdict.toUpperCase(), because, meta.preflight.message, ...reported].join("\n");
}

describe.concurrent("a run against a target whose answers or sessions never come", () => {
  it.each([
    ["not-a-number", 1, 400],
    ["promises-less", 1, 400],
    ["silent-from-the-middle-on", 3, 20],
    ["hangs-on-page-sizes", 3, 10],
  ] as const)(
    "ends in time where nothing limits it: %s",
    async (name, exit, requests) => {
      const listener = await targetNamed(name).open();
      const started = performance.now();
      const { status, record } = await judgeHere(listener, {}).finally(() => void listener.close());
      expect((performance.now() - started) / 1_000).toBeLessThan(mostSeconds);
      expect([status, record.meta.suiteErrors]).toEqual([exit, []]);
      expect(record.requests).toBeGreaterThan(requests);
    },
    90_000,
  );
});

async function expectGoodEnd(target: HostileTarget): Promise<void> {
  const listener = await target.open();
  const started = performance.now();
  const judged = (target.heavy === true ? judgeApart : judgeHere)(listener, optionsFor(target));
  const { status, record, said, megabytes } = await judged.finally(() => void listener.close());
  const seconds = (performance.now() - started) / 1_000;
  const evaluations = evaluationsOf(record);
  const { because } = rulingOf(record);
  const violations = record.checks.flatMap((check) => (check.status === "failed" ? [check.violations[0]] : []));
  const reported = { because, violations: target.ends.exit === 1 ? [] : violations };
  expect({ status, suiteErrors: record.meta.suiteErrors, ...reported }).toEqual({ status: target.ends.exit, suiteErrors: [], ...reported });
  expect(evaluations).toMatch(target.ends.reported);
  expect(`${evaluations}\n${said}`).not.toMatch(/^\s+at .+:\d+:\d+\)?$/mu);
  expect(listener.requests()).toBeLessThanOrEqual(target.ends.requests);
  expect(seconds).toBeLessThan(mostSeconds);
  expectLittleMemory(megabytes);
  const failed = record.checks.flatMap(({ id, status: outcome }) => (outcome === "failed" ? [id] : []));
  expect(target.ends.neverFailed === true ? failed : []).toEqual([]);
}

const titled = (targets: readonly HostileTarget[]): (readonly [string, HostileTarget])[] =>
  targets.map((target) => [`${target.name}: it ${target.title}`, target]);

describe.concurrent("a run against a hostile target ends in time, in little memory, and says what it saw", () => {
  it.each(titled(hostileTargets.filter(({ heavy }) => heavy !== true)))("%s", async (_title, target) => expectGoodEnd(target), 90_000);
});

// These keep a processor busy: side by side each would take as long as all of them.
describe("a run against a hostile target whose answers cost much ends in time, in little memory, and says what it saw", () => {
  it.each(titled(hostileTargets.filter(({ heavy }) => heavy === true)))("%s", async (_title, target) => expectGoodEnd(target), 90_000);
});

describe("a run against a target whose answers are large and wrong", () => {
  // What comes late is not waited for long; all else is as it is where no option is given.
  it.each(["page-of-7-megabytes", "many-tags"])(
    "ends in time and in little memory where nothing limits it, and says why it was cut off: %s",
    async (name) => {
      const listener = await targetNamed(name).open();
      const started = performance.now();
      const { status, record, megabytes } = await judgeApart(listener, { settle: 300 }).finally(() => void listener.close());
      expect((performance.now() - started) / 1_000).toBeLessThan(mostSeconds);
      expectLittleMemory(megabytes);
      expect([status, record.verdict, record.meta.suiteErrors]).toEqual([1, "fails", []]);
      // Looking for the sessions of the run takes a part of what may be read.
      expect(record.requests).toBeGreaterThan(30);
      expect(record.checks.map(({ reason }) => reason)).toContainEqual(expect.stringMatching(/^cut off: the target fails already, .*--max-time/u));
    },
    90_000,
  );
});

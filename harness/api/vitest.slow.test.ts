import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { propertiesOf } from "../../properties/table.ts";
import { contractOf } from "../../spec/contracts/shipped-contracts.ts";
import { buildCommandLine, makeFolder, removeFolders } from "../cli/command-line.testdata.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import { faults } from "../reference/faults/all-faults.ts";
import { listen } from "../reference/server/http.ts";
import { createService } from "../reference/service/service.ts";
import { closedUrl } from "../transport/test-server.testdata.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const closers: (() => Promise<void>)[] = [];

interface Report {
  readonly testResults: readonly { readonly assertionResults: readonly Result[] }[];
}

interface Result {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}

async function served(fault?: string): Promise<string> {
  const found = faults.find(({ name }) => name === fault);
  if (fault !== undefined && found === undefined) throw new Error(`no fault is called ${fault}`);
  const { url, close } = await listen(found === undefined ? createService(systemEnvironment) : createChangedService(found, systemEnvironment));
  closers.push(close);
  return url;
}

const type = "request/max-results/refuses-wrong-type";
const requestId = "response/request-id/present";
/** A test for each property that need not be asked for, and one for the verdict. */
const tests = propertiesOf(contractOf("ListSessions")).filter(({ optIn }) => optIn === undefined).length + 1;
const baseline = { property: type, codes: ["invalid-accepted"], reason: "known", expires: "2999-01-01" };

/** What vitest says, and its results by the name of the suite. */
interface Ran {
  readonly said: string;
  readonly results: ReadonlyMap<string, readonly Result[]>;
}

async function vitest(file: string, ...args: readonly string[]): Promise<Ran> {
  const folder = makeFolder();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "glue-conformance"));
  symlinkSync(join(root, "node_modules", "vitest"), join(folder, "node_modules", "vitest"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "baseline.json"), JSON.stringify({ schemaVersion: 1, entries: [baseline] }));
  writeFileSync(join(folder, "emulator.test.js"), file);
  const program = join(folder, "node_modules", "vitest", "vitest.mjs");
  const plain = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_|AWS_|CI$|FORCE_COLOR)/u.test(name)));
  const reported = await promisify(execFile)(
    process.execPath,
    [program, "run", "--reporter=verbose", "--reporter=json", "--outputFile.json=report.json", "--pool=threads", ...args],
    { cwd: folder, env: { ...plain, NO_COLOR: "1" } },
  ).catch((error: unknown) => error as { readonly stdout: string; readonly stderr: string });
  const { testResults } = JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as Report;
  const results = new Map<string, readonly Result[]>();
  for (const result of testResults.flatMap(({ assertionResults }) => assertionResults)) {
    const [suite = ""] = result.ancestorTitles;
    results.set(suite, [...(results.get(suite) ?? []), result]);
  }
  return { said: reported.stdout + reported.stderr, results };
}

const faulty = { sound: "", wrongType: "", noRequestId: "" };
let ran: Ran;

beforeAll(async () => {
  buildCommandLine();
  Object.assign(faulty, { sound: await served(), wrongType: await served("max-results-numeric-text"), noRequestId: await served("request-id-missing") });
  const narrow = [type, "request/accepts-empty-input", "response/crc32"];
  const suites = [
    { name: "sound", endpoint: faulty.sound, only: ["request/max-results", "paging/finds-every-session"] },
    { name: "faulty", endpoint: faulty.wrongType, only: narrow },
    { name: "accepted", endpoint: faulty.wrongType, only: narrow, baseline: "baseline.json" },
    { name: "custom", endpoint: faulty.noRequestId, only: [requestId, "request/accepts-empty-input"] },
    { name: "strict", endpoint: faulty.noRequestId, only: [requestId, "request/accepts-empty-input"], strict: true },
    { name: "unreachable", endpoint: await closedUrl(), skip: ["paging"] },
    { name: "nowhere", endpoint: "nowhere" },
    { name: "cut off", endpoint: faulty.sound, only: ["request/max-results"], maxRequests: 1, concurrency: 1 },
  ];
  ran = await vitest(
    `import { describeConformance } from "glue-conformance/vitest";
     for (const suite of ${JSON.stringify(suites)}) describeConformance({ effort: "quick", ...suite });
     describeConformance({ name: "late", effort: "quick", endpoint: () => Promise.resolve(${JSON.stringify(faulty.sound)}), only: ["request/accepts-empty-input"] });`,
  );
}, 120_000);
afterAll(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
  removeFolders();
});

function resultOf(suite: string, id: string, from = ran): Result | undefined {
  return from.results.get(`conformance of ${suite}`)?.find(({ title }) => title.startsWith(id));
}

function statuses(suite: string, from = ran): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of from.results.get(`conformance of ${suite}`) ?? []) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

describe("describeConformance()", () => {
  it("has a test for each property, which passes where it does, and is skipped with the reason where it was left out", () => {
    expect(resultOf("sound", type)).toMatchObject({ title: `${type} (must): refuses MaxResults of another JSON type`, status: "passed" });
    expect(statuses("sound")).toEqual({ passed: 6, skipped: tests - 6 });
    expect(ran.said).toMatch(/↓ .*conformance of sound > paging\/no-session-twice \(should\).* \[skipped: not among --only\]/u);
    expect(resultOf("sound", "the verdict")?.status).toBe("passed");
  });

  it("fails with the demand, the request, what was expected and received, and a curl line, and shows none of its own code", () => {
    const [message = ""] = resultOf("faulty", type)?.failureMessages ?? [];
    expect(message).toMatch(
      /^Nonconformance: ✗ must request\.max-results\.type\n {2}MaxResults is a JSON integer; .*\n {4}property {2}request\/.*\n {4}case .*\n {4}request {3}MaxResults: .*\n {4}expected {2}status 400.*\n {4}received {2}status 200.*\n[^]*\n {4}curl .*--data-raw/u,
    );
    expect(message).toContain(faulty.wrongType);
    expect(message).not.toMatch(/\{endpoint\}|\n\s+at /u);
    expect(resultOf("faulty", "the verdict")?.failureMessages).toEqual([
      expect.stringMatching(/^Nonconformance: fails, exit 1: 1 of \d+ must properties? failed/u),
    ]);
    expect(statuses("faulty")).toEqual({ passed: 1, failed: 2, skipped: tests - 3 });
    expect(ran.said).toMatch(/conformance of faulty > response\/crc32 .* \[unexercised: not exercised by any request\]/u);
    expect(ran.said).not.toContain("dist/harness/api/vitest.js");
  });

  it("respects the baseline", () => {
    expect(statuses("accepted")).toEqual({ passed: 2, skipped: tests - 2 });
    expect(ran.said).toMatch(/conformance of accepted > request\/max-results\/refuses-wrong-type .* \[fails, which the baseline accepts: MaxResults: .*\]/u);
  });

  it("fails for what is no demand only where it is strict", () => {
    expect(statuses("custom")).toEqual({ passed: 2, skipped: tests - 2 });
    expect(ran.said).toMatch(/conformance of custom > response\/request-id\/present .* \[fails, which is no demand \(should\): /u);
    expect(statuses("strict")).toEqual({ passed: 1, failed: 2, skipped: tests - 3 });
    expect(resultOf("strict", requestId)?.failureMessages[0]).toMatch(/^Nonconformance: ! should response\.request-id\n/u);
  });

  it("fails once, and for the verdict, where the target cannot be judged", () => {
    expect(statuses("unreachable")).toEqual({ failed: 2, skipped: tests - 2 });
    const messages = ran.results.get("conformance of unreachable")?.flatMap(({ failureMessages }) => failureMessages);
    expect(messages).toEqual([
      expect.stringMatching(/^Nonconformance: Nothing answers at http:[\s\S]*Help: glue-conformance explain unreachable-target/u),
      expect.stringMatching(/^Nonconformance: incomplete, exit 3: /u),
    ]);
  });

  it("fails once where an option cannot be used", () => {
    expect(statuses("nowhere")).toEqual({ failed: 1, skipped: tests - 1 });
    const messages = ran.results.get("conformance of nowhere")?.flatMap(({ failureMessages }) => failureMessages);
    expect(messages).toEqual([expect.stringMatching(/^HarnessError: --endpoint "nowhere" is not an http\(s\) URL/u)]);
  });

  it("fails where a property could not be judged", () => {
    expect(resultOf("cut off", "request/max-results/refuses-wrong-range")?.failureMessages).toEqual([
      expect.stringMatching(/^Nonconformance: It could not be judged: .*--max-requests/u),
    ]);
  });

  it("takes an endpoint that is known late", () => {
    expect(statuses("late")).toEqual({ passed: 2, skipped: tests - 2 });
  });

  it("judges no more than what a name pattern chooses", async () => {
    const file = `import { describeConformance } from "glue-conformance/vitest";
      describeConformance({ name: "chosen", endpoint: ${JSON.stringify(faulty.noRequestId)}, strict: true });`;
    const chosen = await vitest(file, "-t", "request/accepts-empty-input");
    expect(statuses("chosen", chosen)).toEqual({ passed: 1, skipped: tests - 1 });
  });
});

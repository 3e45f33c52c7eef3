import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contractOf } from "../../../../spec/contracts/shipped-contracts.ts";
import type { Installable } from "../../emulators/emulators.ts";
import { installEmulator } from "../../emulators/install.ts";
import { seededSample } from "../../mutants/sample.ts";
import { root } from "../../processes/package-root.ts";
import { runProcess } from "../../processes/run-process.ts";
import { faults } from "../../../reference/faults/all-faults.ts";
import { variants } from "../../../reference/variants/all-variants.ts";
import { type Bench, figureOf, medianOf, type PartResult, repeated, shownNumber, type Table } from "../measure/figure.ts";
import { againstService, runAgainst } from "../measure/measured-process.ts";
import { openApiOf } from "./openapi.ts";

const schemathesis: Installable = { name: "schemathesis", version: "4.32.5", registry: "PyPI", package: "schemathesis", program: "st" };

/** One run of a suite against a service. */
interface Trial {
  readonly wallMs: number;
  readonly requests: number;
  /** What it reported: ids of properties, or titles of failures. */
  readonly reported: readonly string[];
  /** Whether its verdict is against the service. */
  readonly fails: boolean;
}

/** The three that are compared: ours, Schemathesis with as many requests, Schemathesis with as much time. */
type Comparison<T> = readonly [ours: T, requests: T, time: T];
const which = [0, 1, 2] as const;

/** Judges the same services with this suite and with Schemathesis. */
export async function measureSchemathesis({ isShort, folder, report }: Bench): Promise<PartResult> {
  const command = await installEmulator(schemathesis);
  if (typeof command === "object") return { figures: [], tables: [], notes: [`skipped: Schemathesis could not be installed: ${command.because}`] };
  writeFileSync(join(folder, "openapi.json"), JSON.stringify(openApiOf(contractOf("ListSessions"))));
  const [faultsJudged, variantsJudged, rounds] = isShort ? [2, 2, 1] : [20, 10, 3];

  report("the reference service");
  const ours = await repeated(rounds, report, () => runOurs(folder, []));
  const [requests, seconds] = [medianOf(ours.map((one) => one.requests)), Math.ceil(medianOf(ours.map(({ wallMs }) => wallMs)) / 1_000)];
  const theirs = (serveArgs: readonly string[], budget: readonly string[]): Promise<Trial> => runTheirs(command, folder, serveArgs, budget);
  const probe = 100;
  const fixed = (await theirs([], ["--max-examples", String(probe)])).requests - probe;
  const byRequests = ["--max-examples", String(requests - fixed)];
  const byTime = ["--max-time", String(seconds), "--max-examples", "100000"];
  const [equalRequests, equalTime] = [await repeated(rounds, report, () => theirs([], byRequests)), await repeated(rounds, report, () => theirs([], byTime))];
  const accused = [...ours, ...equalRequests, ...equalTime].find(({ fails, reported }) => fails || reported.length > 0);
  if (accused !== undefined) throw new Error(`the reference service is accused of ${accused.reported.join("; ")}: the comparison would not be fair`);

  const judgeAll = async (option: string, bank: readonly { readonly name: string }[], size: number): Promise<readonly Comparison<Trial>[]> => {
    const trials: Comparison<Trial>[] = [];
    for (const { name } of seededSample(bank, (one) => one.name, size, 1)) {
      report(`${option} ${name}, ${String(trials.length + 1)} of ${String(size)}`);
      const args = [option, name];
      trials.push([await runOurs(folder, args), await theirs(args, byRequests), await theirs(args, byTime)]);
    }
    return trials;
  };
  const unsigned = {
    faults: faults.filter(({ checkAuth }) => checkAuth !== true),
    variants: variants.filter(({ checksSignatures }) => checksSignatures !== true),
  };
  const faulty = await judgeAll("--fault", unsigned.faults, faultsJudged);
  const legal = await judgeAll("--variant", unsigned.variants, variantsJudged);
  const caught = faulty.filter(([one]) => one.reported.length > 0).length;
  return {
    figures: [
      figureOf("schemathesis/caught", "faults of the sample caught by this suite", "%", [(100 * caught) / faulty.length]),
      figureOf("schemathesis/accused", "legal variants of the sample that its verdict is against", "", [legal.filter(([one]) => one.fails).length]),
    ],
    tables: [tableOf([ours, equalRequests, equalTime], faulty, legal)],
    notes: [
      `Schemathesis ${schemathesis.version} with an OpenAPI description made from the contract, all its checks but \`unsupported_method\`, valid and broken data, seed 1, on a service with 30 sessions;`,
      `it is configured to read this media type as JSON, and gets tokens that the service issued. ${String(faultsJudged)} faults and ${String(variantsJudged)} variants, a seeded sample of those that need no signature, each judged by a fresh \`serve\`.`,
      `A fault is caught where anything at all is reported, since neither reports anything of the reference service. Equal requests are ${shownNumber(requests)}, all that a default run sends, preparation included; equal time is ${String(seconds)} s of testing, the start of Python not counted.`,
      "Schemathesis knows the description alone, and no sequence of requests: POST to `/` is a single operation to it. It needs no more than such a description, for any API over HTTP, and finds crashes, broken schemas and wrong acceptance there.",
    ],
  };
}

async function runOurs(folder: string, serveArgs: readonly string[]): Promise<Trial> {
  const { wallMs, requests, status, record } = await runAgainst(folder, serveArgs, { expected: [0, 1, 3] });
  return { wallMs, requests, reported: record.checks.flatMap((check) => (check.status === "failed" ? [check.id] : [])), fails: status !== 0 };
}

/** The report that Schemathesis writes as JSON. */
interface Report {
  readonly test_cases: { readonly generated: number };
  readonly failures: readonly { readonly title: string }[];
  readonly errors: readonly { readonly title: string }[];
}

/** Runs Schemathesis once: all checks but one, valid and broken data, a fixed seed, nothing kept from run to run. */
async function runTheirs(command: string, folder: string, serveArgs: readonly string[], budget: readonly string[]): Promise<Trial> {
  const settings = join(root, "harness", "dev", "bench");
  const out = mkdtempSync(join(folder, "schemathesis-"));
  const report = join(out, "report.json");
  const fixed = ["--seed", "1", "--generation-database", "none", "--no-color", "--report", "json", "--report-json-path", report];
  // It creates no sessions, so they are there already.
  const { done } = await againstService(folder, [...serveArgs, "--sessions", "30"], (url) =>
    runProcess(
      command,
      ["--config-file", join(settings, "schemathesis.toml"), "run", join(folder, "openapi.json"), "--url", url, ...fixed, ...budget],
      // It keeps what crashed in the folder that it runs in.
      { cwd: out, env: { ...process.env, SCHEMATHESIS_HOOKS: "schemathesis_hooks", PYTHONPATH: settings, PYTHONDONTWRITEBYTECODE: "1" } },
    ),
  );
  if (done.status > 1) throw new Error(`Schemathesis ended with exit ${String(done.status)}. It said:\n${done.stdout.slice(-5_000)}${done.stderr}`);
  const { test_cases: cases, failures, errors } = JSON.parse(readFileSync(report, "utf8")) as Report;
  return { wallMs: done.wallMs, requests: cases.generated, reported: [...failures, ...errors].map(({ title }) => title), fails: done.status === 1 };
}

function tableOf(reference: Comparison<readonly Trial[]>, faulty: readonly Comparison<Trial>[], legal: readonly Comparison<Trial>[]): Table {
  const reports = ({ reported }: Trial): boolean => reported.length > 0;
  const counted = (trials: readonly Comparison<Trial>[], holds: (trial: Trial) => boolean): readonly number[] =>
    which.map((one) => trials.filter((trial) => holds(trial[one])).length);
  // The two runs of Schemathesis are one suite.
  const others = [[1, 2], [0], [0]] as const;
  const alone = which.map((one) => faulty.filter((trial) => reports(trial[one]) && !others[one].some((other) => reports(trial[other]))).length);
  const median = (of: (trial: Trial) => number): readonly string[] => reference.map((trials) => shownNumber(medianOf(trials.map(of))));
  const seconds = (trials: readonly Trial[]): string => `${(medianOf(trials.map(({ wallMs }) => wallMs)) / 1_000).toFixed(1)} s`;
  const rows: readonly (readonly [string, readonly (string | number)[]])[] = [
    [`faults caught, of ${String(faulty.length)}`, counted(faulty, reports)],
    ["… by no other", alone],
    [`legal variants with anything reported, of ${String(legal.length)}`, counted(legal, reports)],
    ["… with the verdict against them", counted(legal, (trial) => trial.fails)],
    ["requests to the reference service", median((trial) => trial.requests)],
    ["… a second, start to exit", median(({ requests, wallMs }) => (1_000 * requests) / wallMs)],
    ["time to a verdict, reference service", reference.map(seconds)],
    ["time to a verdict, faulty services", which.map((one) => seconds(faulty.map((trial) => trial[one])))],
  ];
  return {
    title: "The same services, judged by both",
    head: ["", "glue-conformance", "Schemathesis, equal requests", "Schemathesis, equal time"],
    rows: rows.map(([title, cells]) => [title, ...cells.map(String)]),
  };
}

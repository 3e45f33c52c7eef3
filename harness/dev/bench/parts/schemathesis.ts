import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contractOf } from "../../../../spec/contracts/shipped-contracts.ts";
import { parseRunRecord } from "../../../../reports/documents/parse-run-record.ts";
import type { Installable } from "../../emulators/emulator.ts";
import { findEmulator, installEmulator } from "../../emulators/install.ts";
import { seededSample } from "../../mutants/sample.ts";
import { faults } from "../../../reference/faults/all-faults.ts";
import { variants } from "../../../reference/variants/all-variants.ts";
import { medianOf } from "../measure/median.ts";
import { figureOf, type PartResult, shownNumber, type Table } from "../measure/figure.ts";
import { againstService, cli, measureProcess } from "../measure/measured-process.ts";
import { openApiOf } from "./openapi.ts";
import type { Bench } from "../measure/part.ts";
import { type Budget, runSchemathesis, type Trial } from "./schemathesis-run.ts";

const schemathesis: Installable = { name: "schemathesis", version: "4.32.5", registry: "PyPI", package: "schemathesis", program: "st" };

/** The three that are compared: ours, Schemathesis with as many requests, Schemathesis with as much time. */
type Comparison<T> = readonly [ours: T, requests: T, time: T];

/** Judges the same services with this suite and with Schemathesis. */
export async function measureSchemathesis({ isShort, folder, report }: Bench): Promise<PartResult> {
  const command = findEmulator(schemathesis) ?? installEmulator(schemathesis);
  if (typeof command === "object") return { figures: [], tables: [], notes: [`skipped: Schemathesis could not be installed: ${command.because}`] };
  writeFileSync(join(folder, "openapi.json"), JSON.stringify(openApiOf(contractOf("ListSessions"))));
  const [faultsJudged, variantsJudged, rounds] = isShort ? [2, 2, 1] : [20, 10, 3];
  const fair = { faults: faults.filter(({ checkAuth }) => checkAuth !== true), variants: variants.filter(({ checksSignatures }) => checksSignatures !== true) };

  report("the reference service");
  const ours = await repeated(rounds, () => runOurs(folder, []));
  const [requests, seconds] = [medianOf(ours.map((one) => one.requests)), Math.ceil(medianOf(ours.map(({ wallMs }) => wallMs)) / 1_000)];
  const probe = 100;
  const fixed = (await runTheirs(command, folder, [], { examples: probe })).requests - probe;
  const budgets: readonly Budget[] = [{ examples: requests - fixed }, { seconds }];
  const theirs = async (args: readonly string[], budget: Budget): Promise<Trial> => runTheirs(command, folder, args, budget);
  const [byRequests, byTime] = [await repeated(rounds, () => theirs([], budgets[0] as Budget)), await repeated(rounds, () => theirs([], budgets[1] as Budget))];
  const accused = [...ours, ...byRequests, ...byTime].find(({ fails, reported }) => fails || reported.length > 0);
  if (accused !== undefined) throw new Error(`the reference service is accused of ${accused.reported.join("; ")}: the comparison would not be fair`);

  const judgeAll = async (option: string, names: readonly string[]): Promise<readonly Comparison<Trial>[]> => {
    const trials: Comparison<Trial>[] = [];
    for (const [index, name] of names.entries()) {
      report(`${option} ${name}, ${String(index + 1)} of ${String(names.length)}`);
      const args = [option, name];
      trials.push([await runOurs(folder, args), await theirs(args, budgets[0] as Budget), await theirs(args, budgets[1] as Budget)]);
    }
    return trials;
  };
  const named = (one: { readonly name: string }): string => one.name;
  const sampled = (bank: readonly { readonly name: string }[], size: number): readonly string[] => seededSample(bank, named, size, 1).map(named);
  const faulty = await judgeAll("--fault", sampled(fair.faults, faultsJudged));
  const legal = await judgeAll("--variant", sampled(fair.variants, variantsJudged));
  const caught = counted(faulty, ({ reported }) => reported.length > 0);
  return {
    figures: [
      figureOf("schemathesis/caught", "faults of the sample caught by this suite", "%", [(100 * caught[0]) / faulty.length]),
      figureOf("schemathesis/accused", "legal variants of the sample that its verdict is against", "", [counted(legal, ({ fails }) => fails)[0]]),
    ],
    tables: [tableOf({ reference: [ours, byRequests, byTime], faulty, legal, caught })],
    notes: [
      `Schemathesis ${schemathesis.version} with an OpenAPI description made from the contract, all its checks but \`unsupported_method\`, valid and broken data, seed 1, on a service with 30 sessions;`,
      `it is configured to read this media type as JSON, and gets tokens that the service issued. ${String(faultsJudged)} faults and ${String(variantsJudged)} variants, a seeded sample of those that need no signature, each judged by a fresh \`serve\`.`,
      `A fault is caught where anything at all is reported, since neither reports anything of the reference service. Equal requests are ${shownNumber(requests)}, all that a default run sends, preparation included; equal time is ${String(seconds)} s of testing, the start of Python not counted.`,
      "Schemathesis knows the description alone, and no sequence of requests: POST to `/` is a single operation to it. It needs no more than such a description, for any API over HTTP, and finds crashes, broken schemas and wrong acceptance there.",
    ],
  };
}

async function repeated<T>(times: number, act: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  for (let round = 0; round < times; round += 1) results.push(await act());
  return results;
}

async function runOurs(folder: string, serveArgs: readonly string[]): Promise<Trial> {
  const { done } = await againstService(folder, serveArgs, async (url): Promise<Trial> => {
    const out = mkdtempSync(join(folder, "out-"));
    const { status, wallMs } = await measureProcess(folder, [cli, "run", "--endpoint", url, "--out", out], { expected: [0, 1, 3] });
    const { checks, meta } = parseRunRecord(readFileSync(join(out, "run.json"), "utf8"));
    return {
      wallMs,
      requests: Object.values(meta.requests).reduce((sum, count) => sum + count, 0),
      reported: checks.flatMap(({ id, status: outcome }) => (outcome === "failed" ? [id] : [])),
      fails: status !== 0,
    };
  });
  return done;
}

async function runTheirs(command: string, folder: string, serveArgs: readonly string[], budget: Budget): Promise<Trial> {
  // It creates no sessions, so they are there already.
  const { done } = await againstService(folder, [...serveArgs, "--sessions", "30"], (url) => runSchemathesis(command, folder, url, budget));
  return done;
}

function counted(trials: readonly Comparison<Trial>[], holds: (trial: Trial) => boolean): Comparison<number> {
  const count = (which: 0 | 1 | 2): number => trials.filter((trial) => holds(trial[which])).length;
  return [count(0), count(1), count(2)];
}

interface Compared {
  readonly reference: Comparison<readonly Trial[]>;
  readonly faulty: readonly Comparison<Trial>[];
  readonly legal: readonly Comparison<Trial>[];
  readonly caught: Comparison<number>;
}

function tableOf({ reference, faulty, legal, caught }: Compared): Table {
  const row = (title: string, cells: readonly (string | number)[]): readonly string[] => [title, ...cells.map(String)];
  const median = (of: (trial: Trial) => number): readonly string[] => reference.map((trials) => shownNumber(medianOf(trials.map(of))));
  const seconds = (of: readonly number[]): string => `${(medianOf(of) / 1_000).toFixed(1)} s`;
  const only = (mine: 0 | 1 | 2, others: readonly (0 | 1 | 2)[]): number =>
    faulty.filter((trial) => trial[mine].reported.length > 0 && others.every((other) => trial[other].reported.length === 0)).length;
  return {
    title: "The same services, judged by both",
    head: ["", "glue-conformance", "Schemathesis, equal requests", "Schemathesis, equal time"],
    rows: [
      row(`faults caught, of ${String(faulty.length)}`, caught),
      row("… by no other", [only(0, [1, 2]), only(1, [0]), only(2, [0])]),
      row(
        `legal variants with anything reported, of ${String(legal.length)}`,
        counted(legal, ({ reported }) => reported.length > 0),
      ),
      row(
        "… with the verdict against them",
        counted(legal, ({ fails }) => fails),
      ),
      row(
        "requests to the reference service",
        median(({ requests }) => requests),
      ),
      row(
        "… a second, start to exit",
        median(({ requests, wallMs }) => (1_000 * requests) / wallMs),
      ),
      row(
        "time to a verdict, reference service",
        reference.map((trials) => seconds(trials.map(({ wallMs }) => wallMs))),
      ),
      row(
        "time to a verdict, faulty services",
        ([0, 1, 2] as const).map((which) => seconds(faulty.map((trial) => trial[which].wallMs))),
      ),
    ],
  };
}

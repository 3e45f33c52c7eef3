import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { timeProcess } from "../measure/timed-process.ts";

const root = dirname(createRequire(import.meta.url).resolve("glue-conformance/package.json"));
const settings = join(root, "harness", "dev", "bench");

/** One run of a suite against a service. */
export interface Trial {
  readonly wallMs: number;
  readonly requests: number;
  /** What it reported: ids of properties, or titles of failures. */
  readonly reported: readonly string[];
  /** Whether its verdict is against the service. */
  readonly fails: boolean;
}

/** The budget of Schemathesis: a number of examples, or a number of seconds. */
export type Budget = { readonly examples: number } | { readonly seconds: number };

/** A part of the report that Schemathesis writes as JSON. */
interface Report {
  readonly test_cases: { readonly generated: number };
  readonly failures: readonly { readonly title: string }[];
  readonly errors: readonly { readonly title: string }[];
}

const fixed = ["--seed", "1", "--generation-database", "none", "--no-color", "--report", "json"];

/** Runs Schemathesis once: all checks but one, valid and broken data, a fixed seed, nothing kept from run to run. */
export async function runSchemathesis(command: string, folder: string, url: string, budget: Budget): Promise<Trial> {
  const out = mkdtempSync(join(folder, "schemathesis-"));
  const much = "examples" in budget ? ["--max-examples", String(budget.examples)] : ["--max-time", String(budget.seconds), "--max-examples", "100000"];
  const report = join(out, "report.json");
  const { status, wallMs, stdout, stderr } = await timeProcess(
    command,
    ["--config-file", join(settings, "schemathesis.toml"), "run", join(folder, "openapi.json"), "--url", url, ...fixed, "--report-json-path", report, ...much],
    { SCHEMATHESIS_HOOKS: "schemathesis_hooks", PYTHONPATH: settings, PYTHONDONTWRITEBYTECODE: "1" },
    // It keeps what crashed in the folder that it runs in.
    out,
  );
  if (status !== 0 && status !== 1) throw new Error(`Schemathesis ended with exit ${String(status)}. It said:\n${stdout.slice(-5_000)}${stderr}`);
  const { test_cases: cases, failures, errors } = JSON.parse(readFileSync(report, "utf8")) as Report;
  return { wallMs, requests: cases.generated, reported: [...failures, ...errors].map(({ title }) => title), fails: status === 1 };
}

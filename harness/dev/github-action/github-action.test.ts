import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseRunRecord } from "../../../reports/documents/parse-run-record.ts";
import { actionRun, readInputs } from "./action-inputs.ts";
import { buildCommandLine, makeFolder, removeFolders } from "../../cli/command-line.testdata.ts";
import { runCommand } from "../../cli/run-command.ts";

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly { readonly id?: string; readonly uses?: string; readonly run?: string; readonly shell?: string; readonly with?: object }[];
  };
}

const folder = fileURLToPath(new URL("../../../.github/actions/conformance", import.meta.url));
const text = readFileSync(join(folder, "action.yml"), "utf8");
const action = parse(text) as Action;
const options = runCommand().options;

/** Options that make no sense in CI, each for its reason. */
const leftOut = [
  "print-config", // stops before the run
  "open", // there is no browser
  "failed", // a job has no run of its own before it
  "write-inputs", // writes a template, and stops
  "update-baseline", // writes a file that has to be checked in
  "reason", // is written to that file
  "no-color", // the log of a job has colours
].map((name) => (name === "no-color" ? "color" : name));

beforeAll(buildCommandLine, 120_000);
afterAll(removeFolders);

describe("the composite action", () => {
  it("has an input for every option of run that makes sense in CI, and one for the artifact", () => {
    const names = options.map((option) => option.attributeName().replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`));
    expect(Object.keys(action.inputs).toSorted()).toEqual([...names.filter((name) => !leftOut.includes(name)), "artifact"].toSorted());
    expect(leftOut.filter((name) => !names.includes(name))).toEqual([]);
  });

  it("leaves the defaults to run", () => {
    const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]));
    expect(actionRun(defaults)).toEqual({ options: [], out: runCommand().opts()["out"] });
  });

  it("refers only to its own inputs, steps and outputs", () => {
    const { steps, using } = action.runs;
    expect(using).toBe("composite");
    const inputs = [...text.matchAll(/inputs\.(?<name>[a-z-]+)/gu)].map(({ groups }) => groups?.["name"] ?? "");
    expect(inputs.filter((name) => !(name in action.inputs))).toEqual([]);
    const outputs = [...text.matchAll(/steps\.(?<step>[a-z]+)\.outputs\.(?<name>[a-z]+)/gu)];
    expect(outputs.length).toBeGreaterThan(3);
    for (const { groups } of outputs) {
      expect(steps.map(({ id }) => id)).toContain(groups?.["step"]);
      expect(action.outputs).toHaveProperty(groups?.["name"] ?? "");
    }
    for (const { uses, run, shell } of steps) expect(uses === undefined ? shell !== undefined && run !== undefined : /@v\d+$/u.test(uses)).toBe(true);
  });

  it("runs the suite with its inputs, sets its outputs, and writes the job summary", async () => {
    const { status, outputs, summary, workspace } = await ranStep({ only: "request/tags/**\n request/max-results/**", name: "mine", quiet: "true" });
    expect(status).toBe(0);
    expect(outputs).toBe(`verdict=incomplete\nexit=0\nreport=${join(workspace, "conformance-report")}\n`);
    const record = parseRunRecord(readFileSync(join(workspace, "conformance-report", "run.json"), "utf8"));
    expect(record.target.name).toBe("mine");
    expect(record.meta.narrowedBy.join(" ")).toContain("request/tags/**");
    expect(summary).toContain("mine");
  });

  it("fails with the exit status of run, and without a verdict where there was no run", async () => {
    const { status, outputs, workspace } = await ranStep({ effort: "enormous", out: "reports" });
    expect(status).toBe(2);
    expect(outputs).toBe(`verdict=\nexit=2\nreport=${join(workspace, "reports")}\n`);
  });
});

describe("actionRun()", () => {
  it("turns each line into a use of the option and true into a flag, and returns the folder separately", () => {
    expect(actionRun({ header: "a: b\n\n c: d ", strict: "true", verbose: "false", seed: "3", out: "here" })).toEqual({
      options: ["--seed", "3", "--strict", "--header", "a: b", "--header", "c: d"],
      out: "here",
    });
  });

  it("refuses a wrong value of a flag, and a folder of several lines", () => {
    expect(() => actionRun({ strict: "yes" })).toThrow('Input strict of the action is "yes". Give true or false.');
    expect(() => actionRun({ out: "a\nverdict=conforms" })).toThrow("Input out of the action has several lines.");
  });

  it.each(["", "[]x", "null", '{"name":1}'])("refuses inputs that are not an object of texts: %j", (inputs) => {
    expect(() => readInputs(inputs)).toThrow("INPUTS holds no JSON object of texts.");
  });
});

/** Runs the action's own step as GitHub does, in an empty workspace. */
async function ranStep(inputs: Readonly<Record<string, string>>): Promise<{
  readonly status: number | null;
  readonly outputs: string;
  readonly summary: string;
  readonly workspace: string;
}> {
  const step = action.runs.steps.find(({ id }) => id === "run");
  const workspace = makeFolder();
  const [output, summary] = [join(makeFolder(), "output"), join(makeFolder(), "summary")];
  const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]));
  const env = {
    ...process.env,
    INPUTS: JSON.stringify({ ...defaults, ...inputs }),
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION_PATH: folder,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
  };
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step?.run ?? ""], { cwd: workspace, env, stdio: "ignore" });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const read = (file: string): string => {
    try {
      return readFileSync(file, "utf8");
    } catch {
      return "";
    }
  };
  return { status, outputs: read(output), summary: read(summary), workspace };
}

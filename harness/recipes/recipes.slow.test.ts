import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseRunRecord } from "../../reports/documents/parse-run-record.ts";
import { buildCommandLine, makeFolder, program, removeFolders } from "../cli/command-line.testdata.ts";
import { runCommand } from "../cli/run-command.ts";
import { serveCommand } from "../cli/commands.ts";
import { defaultFormats } from "../storage/write-reports.ts";
import { emulators } from "../dev/emulators/emulators.ts";
import { freePort } from "../dev/processes/service-process.ts";
import { findEmulator } from "../dev/emulators/install.ts";
import { callsIn, recipes } from "./recipes.testdata.ts";

const all = recipes();
const moto = emulators.find(({ name }) => name === "moto");

beforeAll(buildCommandLine, 120_000);
afterAll(removeFolders);

function recipe(name: string): string {
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no recipe ${name}`);
  return found.code;
}

describe("the recipes", () => {
  it("cover the common CI systems and emulators", () => {
    expect(all.map(({ name }) => name)).toEqual(["Plain shell", "Go or Java", "moto", "LocalStack", "AWS Emulator", "GitHub Actions", "GitLab CI"]);
  });

  it.each(all.flatMap(({ name, code }) => callsIn(code).map((call) => ({ name, call: call.join(" "), words: call }))))(
    "$name calls the command line with options that it has: $call",
    ({ words: [command, ...args] }) => {
      const commands: Readonly<Record<string, () => Command>> = { run: runCommand, serve: serveCommand };
      const known = commands[command ?? ""]?.().exitOverride();
      const values = args.map((word) => word.replaceAll("$port", "4566").replaceAll("$folder", "/folder"));
      expect(known?.parseOptions(values)).toEqual({ operands: [], unknown: [] });
      const [endpoint] = known?.opts<{ endpoint?: readonly string[] }>().endpoint ?? [];
      expect(endpoint === undefined ? command : new URL(endpoint).hostname).toBe(command === "run" ? "127.0.0.1" : command);
    },
  );

  it("judge the version of moto in the records", () => {
    expect(recipe("moto")).toContain(`'${String(moto?.package)}==${String(moto?.version)}'`);
  });

  it("give GitLab the file that a run writes by default", () => {
    const { conformance } = parse(recipe("GitLab CI")) as { conformance: { script: string[]; artifacts: { paths: string[]; reports: { junit: string } } } };
    const { out } = runCommand().opts<{ out: string }>();
    expect(defaultFormats).toContain("junit");
    expect(conformance.artifacts).toEqual({ when: "always", paths: [`${out}/`], reports: { junit: `${out}/junit.xml` } });
    expect(conformance.script.filter((line) => callsIn(line).length > 0)).toHaveLength(1);
  });

  it("use existing inputs and outputs of the action", () => {
    const action = parse(readFileSync(new URL("../../.github/actions/conformance/action.yml", import.meta.url), "utf8")) as {
      inputs: Record<string, unknown>;
      outputs: Record<string, unknown>;
    };
    const { jobs } = parse(recipe("GitHub Actions")) as { jobs: { conformance: { steps: { uses?: string; with?: Record<string, string> }[] } } };
    const step = jobs.conformance.steps.find(({ uses }) => uses?.includes("/.github/actions/conformance@") === true);
    expect(Object.keys(step?.with ?? {}).filter((name) => !(name in action.inputs))).toEqual([]);
    expect(step?.with?.["endpoint"]).toBe("http://127.0.0.1:4566");
    const outputs = [...recipe("GitHub Actions").matchAll(/steps\.conformance\.outputs\.(?<name>[a-z]+)/gu)].map(({ groups }) => groups?.["name"] ?? "");
    expect(outputs).toEqual(["verdict"]);
    expect(outputs.filter((name) => !(name in action.outputs))).toEqual([]);
  });
});

describe("a recipe that is run as written", async () => {
  it("in a plain shell judges the service that it starts, and stops it", { timeout: 120_000 }, async () => {
    const { folder, status, url } = await ran(recipe("Plain shell"));
    expect(status).toBe(0);
    expect(parseRunRecord(readFileSync(join(folder, "conformance-report", "run.json"), "utf8"))).toMatchObject({
      verdict: "conforms",
      target: { name: "my emulator", endpoint: expect.stringContaining(url) },
    });
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  const motoServer = moto === undefined ? undefined : await findEmulator(moto);
  it.skipIf(motoServer === undefined)("judges moto, where it is installed, and stops it", { timeout: 120_000 }, async () => {
    const { folder, status, url } = await ran(recipe("moto"), dirname(motoServer ?? ""));
    expect(status).toBe(1);
    expect(parseRunRecord(readFileSync(join(folder, "conformance-report", "run.json"), "utf8"))).toMatchObject({ verdict: "fails", target: { name: "moto" } });
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });
});

/** Runs a recipe in a folder that holds nothing but the installed package. */
async function ran(code: string, tools?: string): Promise<{ readonly folder: string; readonly status: number | null; readonly url: string }> {
  const folder = makeFolder();
  mkdirSync(join(folder, "node_modules", ".bin"), { recursive: true });
  // As npm installs it: by its name, and with the right to be executed.
  writeFileSync(join(folder, "node_modules", ".bin", "glue-conformance"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, { mode: 0o755 });
  const port = String(await freePort());
  const { PATH = "" } = process.env;
  const env = { ...process.env, PORT: port, PATH: tools === undefined ? PATH : tools + delimiter + PATH };
  const child = spawn("sh", ["-c", code], { cwd: folder, env, stdio: "ignore" });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { folder, status, url: `http://127.0.0.1:${port}` };
}

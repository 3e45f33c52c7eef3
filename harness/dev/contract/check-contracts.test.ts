import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine } from "../../cli/command-line.testdata.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const explanations = readFileSync(join(root, "harness/dev/contract/sdk-differences.json"), "utf8");
let copy = "";

/** A copy of the package as it is installed, whose file of explanations may be changed. */
beforeAll(() => {
  buildCommandLine();
  copy = mkdtempSync(join(tmpdir(), "glue-conformance-"));
  mkdirSync(join(copy, "harness/dev/contract"), { recursive: true });
  for (const name of ["package.json", "spec", "dist"]) cpSync(join(root, name), join(copy, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

function check(text: string, ...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  writeFileSync(join(copy, "harness/dev/contract/sdk-differences.json"), text);
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, "dist/harness/dev/contract/check-contracts.js"), ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("contract:check", () => {
  it("ends with 0 where every difference is explained", () => {
    const { status, stdout, stderr } = check(explanations, "--json");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ explained: JSON.parse(explanations), unexplained: [], stale: [] });
  });

  it("ends with 1 where a difference is not explained, and says where", () => {
    const { status, stdout } = check("[]");
    expect(status).toBe(1);
    expect(stdout).toContain('NOT EXPLAINED: CreateSession /request/properties/SessionType: the page says nothing, the SDK {"type":"string"}\n');
  });

  it("ends with 1 where an explanation is stale", () => {
    const stale = { operation: "ListSessions", pointer: "/errors/StormException", sdk: 400, reason: "Storms come." };
    const { status, stdout } = check(JSON.stringify([...(JSON.parse(explanations) as object[]), stale]));
    expect(status).toBe(1);
    expect(stdout).toContain("STALE: ListSessions /errors/StormException: the page says nothing, the SDK 400\n");
  });

  const unusable: Record<string, { text: string; args: string[]; said: RegExp }> = {
    "is not JSON": { text: "[", args: [], said: /sdk-differences\.json is not JSON: .+Correct it by hand/u },
    "lacks a reason": { text: '[{"operation":"A","pointer":"/b","reason":" "}]', args: [], said: /sdk-differences\.json cannot be used\. It must be/u },
    "is fine, but an option is unknown": { text: "[]", args: ["--boats"], said: /--boats/u },
  };
  for (const [title, { text, args, said }] of Object.entries(unusable)) {
    it(`ends with 2 where the file ${title}`, () => {
      const { status, stderr } = check(text, ...args);
      expect(status).toBe(2);
      expect(stderr).toMatch(said);
      expect(stderr).not.toContain("    at ");
    });
  }
});

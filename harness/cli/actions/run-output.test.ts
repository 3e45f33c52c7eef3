import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closedUrl } from "../../transport/test-server.testdata.ts";
import { buildCommandLine, invoke, makeFolder, recordIn, removeFolders } from "../command-line.testdata.ts";

beforeAll(buildCommandLine, 120_000);
afterAll(removeFolders);

const narrow = ["run", "--only", "request/max-results", "--effort", "quick"];

describe("run", () => {
  it("prints the paths of what it writes where it prints nothing else", async () => {
    const out = join(makeFolder(), "out");
    const { stdout } = await invoke([...narrow, "--out", out, "--format", "json,html"]);
    expect(stdout).toBe(`${join(out, "run.json")}\n${join(out, "report.html")}\n`);
    expect((await invoke([...narrow, "--out", out, "--format", "json", "--quiet"])).stdout).toBe("");
  });

  it("keeps the run before it beside its folder, also where nothing answers", async () => {
    const out = join(makeFolder(), "out");
    await invoke([...narrow, "--out", out]);
    expect(existsSync(`${out}.previous`)).toBe(false);
    expect((await invoke([...narrow, "--out", out, "--endpoint", await closedUrl()])).status).toBe(3);
    expect([recordIn(out).meta.exit, recordIn(`${out}.previous`).meta.exit]).toEqual([3, 0]);
  });

  it("names the variable that the endpoint comes from", async () => {
    const url = await closedUrl();
    const { stdout } = await invoke([...narrow, "--out", join(makeFolder(), "out")], { AWS_ENDPOINT_URL: url });
    expect(stdout).toContain("named by AWS_ENDPOINT_URL");
  });
});

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { buildCommandLine, invoke, makeFolder, recordIn, removeFolders, start } from "../command-line.testdata.ts";
import { systemEnvironment } from "../../reference/server/environment.ts";
import { createChangedService } from "../../reference/faults/changed-service.ts";
import { faults } from "../../reference/faults/all-faults.ts";
import { listen } from "../../reference/server/http.ts";
import { createService, type Service } from "../../reference/service/service.ts";

const closers: (() => Promise<void>)[] = [];
beforeAll(buildCommandLine, 120_000);
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});
afterAll(removeFolders);

async function served(service: Service): Promise<string> {
  const { url, close } = await listen(service);
  closers.push(close);
  return url;
}

describe("run with several endpoints", () => {
  it("judges each into a folder of its own, sets them side by side, and ends as the worst", async () => {
    const fault = faults.find(({ name }) => name === "max-results-one-above-accepted");
    if (fault === undefined) throw new Error("the bank has no such fault");
    const [good, bad] = [await served(createService(systemEnvironment)), await served(createChangedService(fault, systemEnvironment))];
    const out = join(makeFolder(), "out");
    const only = ["--effort", "quick", "--only", "request/max-results/**"];
    const { status, stdout, stderr } = await invoke([
      "run",
      "--endpoint",
      good,
      "--endpoint",
      bad,
      "--name",
      "good one",
      "--name",
      "../bad",
      "--out",
      out,
      ...only,
    ]);
    expect([status, stderr]).toEqual([1, ""]);
    expect([recordIn(join(out, "good-one")).verdict, recordIn(join(out, "bad")).verdict]).toEqual(["incomplete", "fails"]);
    for (const file of ["good-one/report.html", "bad/junit.xml", "matrix.html"]) expect(existsSync(join(out, file))).toBe(true);
    expect(readFileSync(join(out, "matrix.md"), "utf8")).toMatch(/good one.*\.\.\/bad/u);
    // The output of one target is not printed in the middle of the other's.
    const [, first = "", second = "", both = ""] = stdout.split(/^== /mu);
    expect([first, second].map((text) => (text.match(/^target .* at /gmu) ?? []).length)).toEqual([1, 1]);
    expect(both).toMatch(/^side by side/u);
  });

  it("sends nothing where an option of one cannot be used", async () => {
    let asked = 0;
    const url = await served((request) => {
      asked += 1;
      return createService(systemEnvironment)(request);
    });
    const { status, stderr } = await invoke(["run", "--endpoint", url, "--endpoint", "ftp://nowhere", "--out", makeFolder()]);
    expect([status, asked]).toEqual([2, 0]);
    expect(stderr).toMatch(/^glue-conformance: --endpoint "ftp:\/\/nowhere"/u);
  });

  it("ends all with their reports where it is interrupted", async () => {
    const service = createService(systemEnvironment);
    const asked: unknown[] = [];
    const slow: Service = async (request) => {
      asked.push(request);
      await delay(10);
      return service(request);
    };
    const out = join(makeFolder(), "out");
    const { child, ended } = start([
      "run",
      "--endpoint",
      await served(slow),
      "--endpoint",
      await served(slow),
      "--name",
      "a",
      "--name",
      "b",
      "--out",
      out,
      "--effort",
      "quick",
    ]);
    await vi.waitUntil(() => asked.length > 150, { timeout: 15_000 });
    child.kill("SIGINT");
    const { status, stderr } = await ended;
    expect(status).toBe(130);
    expect(stderr.match(/Stopping and deleting sessions/gu)).toHaveLength(1);
    expect(["a", "b"].map((name) => recordIn(join(out, name)).meta.interrupted)).toEqual([true, true]);
    expect(existsSync(join(out, "matrix.html"))).toBe(true);
  });
});

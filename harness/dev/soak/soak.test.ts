import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine } from "../../cli/command-line.testdata.ts";
import { courseOf, leaksIn, type MemorySample } from "./memory-course.ts";

const mebibyte = 1_024 * 1_024;
const samples = (change: (index: number) => Partial<MemorySample>): readonly MemorySample[] =>
  Array.from({ length: 40 }, (_, index) => ({
    exchanges: (index + 1) * 2_500,
    heap: (index < 10 ? index : 10) * mebibyte,
    resident: 150 * mebibyte,
    sockets: 0,
    ...change(index),
  }));

describe("the course of memory", () => {
  it("is flat where it is level after its first quarter", () => {
    expect(courseOf(samples(() => ({})))).toEqual({ heapSlope: 0, residentSlope: 0, peakResident: 150 * mebibyte, sockets: 0 });
    expect(leaksIn(courseOf(samples(() => ({}))), true)).toEqual([]);
  });

  it.each<[string, (index: number) => Partial<MemorySample>, RegExp]>([
    ["objects that stay", (index) => ({ heap: index * mebibyte }), /leave 40\.0 MB of objects behind, expected at most 10\.0/u],
    ["a process that grows", (index) => ({ resident: (100 + 2 * index) * mebibyte }), /grows by 80\.0 MB in 100,000 exchanges, expected at most 40\.0/u],
    ["a peak", (index) => ({ resident: (index === 5 ? 301 : 150) * mebibyte }), /had 301\.0 MB, expected at most 300\.0/u],
    ["sockets that stay open", () => ({ sockets: 2 }), /2 sockets were left open/u],
  ])("reports %s", (_what, change, reported) => {
    expect(leaksIn(courseOf(samples(change)), true).join("; ")).toMatch(reported);
  });
});

describe("a short soak", () => {
  beforeAll(buildCommandLine, 60_000);

  it("leaves no socket open and stays below 300 MB", () => {
    const program = fileURLToPath(new URL("../../../dist/harness/dev/soak/soak.js", import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, "--exchanges", "1500"], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^\d{4} exchanges in \d runs: .* 0 sockets left open$/mu);
  }, 60_000);
});

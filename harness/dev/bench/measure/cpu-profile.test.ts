import type { Profiler } from "node:inspector";
import { describe, expect, it } from "vitest";
import { timesIn } from "./cpu-profile.ts";

/** A profile with one sample of 10 µs in the last of each chain of frames, written as `url function`. */
function profileOf(...chains: readonly (readonly string[])[]): Profiler.Profile {
  const nodes: Profiler.ProfileNode[] = [];
  const samples: number[] = [];
  for (const chain of chains) {
    for (const [depth, frame] of chain.entries()) {
      const [, url = "", functionName = ""] = /^(\S*) (.*)$/u.exec(frame) ?? [];
      const id = nodes.length + 1;
      const callFrame = { functionName, scriptId: "0", url, lineNumber: 0, columnNumber: 0 };
      nodes.push({ id, callFrame, ...(depth < chain.length - 1 ? { children: [id + 1] } : {}) });
    }
    samples.push(nodes.length);
  }
  return { nodes, startTime: 0, endTime: 1, samples, timeDeltas: samples.map(() => 10) };
}

const taken = (profile: Profiler.Profile): object => Object.fromEntries([...timesIn(profile)].filter(([, time]) => time > 0));

describe("timesIn()", () => {
  it("counts the time in Node for its caller", () => {
    const signer = "file:///p/node_modules/@smithy/signature-v4/dist-cjs/index.js sign";
    const journal = "file:///p/dist/harness/storage/journal-file.js append";
    expect(taken(profileOf([signer, "node:internal/crypto/hash Hmac"], [journal, "node:fs writeSync", " writeBuffer"]))).toEqual({
      signing: 10,
      journalling: 10,
    });
  });

  it("counts for the nearest frame of ours, not for the outermost one", () => {
    const runner = "file:///p/dist/harness/cases/run-cases.js take";
    const check = "file:///p/dist/properties/response/results.js violations";
    expect(taken(profileOf([runner, check], [runner], [runner, check, " validate20"]))).toEqual({ runner: 10, "checks, ajv included": 20 });
  });

  it("counts no idle time, and separates garbage collection from loading", () => {
    const idle = [" (root)", " (idle)"];
    const garbage = [" (root)", " (garbage collector)"];
    const loading = ["file:///p/dist/harness/cli/cli.js run", "node:internal/modules/cjs/loader wrapSafe"];
    expect(taken(profileOf(idle, garbage, loading, ["node:net onread"], [" (program)"]))).toEqual({
      "garbage collection": 10,
      "loading modules": 10,
      HTTP: 10,
      "Node itself": 10,
    });
  });
});

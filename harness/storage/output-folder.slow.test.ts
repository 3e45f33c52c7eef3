import { spawn } from "node:child_process";
import { chmodSync, existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine, invoke, makeFolder, type Outcome, outcomeOf, program, recordIn, removeFolders } from "../cli/command-line.testdata.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { listen } from "../reference/server/http.ts";
import { createService } from "../reference/service/service.ts";
import { answering, serveHttp } from "../transport/test-server.testdata.ts";

beforeAll(buildCommandLine, 60_000);
afterAll(removeFolders);

const narrow = ["--effort", "quick", "--only", "request/accepts-empty-input"];

/** Runs a command with a limit on the blocks, of 512 or 1,024 bytes, of each file: as on a full disk. */
async function invokeOnFullDisk(blocks: number, args: readonly string[]): Promise<Outcome> {
  const script = `trap '' XFSZ; ulimit -f ${String(blocks)}; exec "$@"`;
  return outcomeOf(spawn("sh", ["-c", script, "sh", process.execPath, program, ...args], { stdio: ["ignore", "pipe", "pipe"] }));
}

/** Runs a command bound by permissions: root gives up the right to write where it likes. */
async function invokeBound(args: readonly string[]): Promise<Outcome> {
  const bounds = process.getuid?.() === 0 ? ["setpriv", "--bounding-set=-dac_override"] : ["env"];
  const [command = "", ...others] = [...bounds, process.execPath, program, ...args];
  return outcomeOf(spawn(command, others, { stdio: ["ignore", "pipe", "pipe"] }));
}

describe("a folder of reports", () => {
  it("that is missing is made, with those above it", async () => {
    const out = join(makeFolder(), "a", "b");
    const { status } = await invoke(["run", "--out", out, ...narrow]);
    expect([status, recordIn(out).checks.length > 0]).toEqual([0, true]);
  });

  it("that is full in the middle of a run loses nothing that the terminal prints, and ends it with exit 2", async () => {
    const out = makeFolder();
    const { status, stdout, stderr } = await invokeOnFullDisk(32, ["run", "--out", out, "--effort", "quick", "--cases", "1"]);
    expect(status).toBe(2);
    expect(stdout).toMatch(/^CONFORMS must \d+ passed.* exit 2$/mu);
    expect(stderr).toMatch(/exchanges\.jsonl is incomplete: it could not be written to its end: EFBIG/u);
    expect(stderr).toMatch(/run\.json could not be written: EFBIG/u);
    // No half of a report is left that might be taken for a whole one.
    expect(readdirSync(out)).toEqual(["exchanges.jsonl"]);
  });

  it.skipIf(!existsSync("/dev/full"))("that has no room for the reports has them kept elsewhere, and said where (skipped without /dev/full)", async () => {
    const [out, temporary] = [makeFolder(), makeFolder()];
    const service = createService(systemEnvironment);
    let requests = 0;
    const target = await listen((request) => {
      requests += 1;
      if (requests === 1) for (const name of ["run.json", "report.html"]) symlinkSync("/dev/full", join(out, name));
      return service(request);
    });
    const { status, stderr } = await invoke(["run", "--endpoint", target.url, "--out", out, ...narrow], { TMPDIR: temporary });
    await target.close();
    const [folder = ""] = readdirSync(temporary);
    expect(status).toBe(2);
    expect(readdirSync(join(temporary, folder)).toSorted()).toEqual(["report.html", "run.json"]);
    expect(recordIn(join(temporary, folder)).checks.length).toBeGreaterThan(0);
    for (const name of ["run.json", "report.html"]) {
      expect(stderr).toContain(`glue-conformance: ${join(out, name)} could not be written: ENOSPC`);
      expect(stderr).toContain(`; it is ${join(temporary, folder, name)}\n`);
    }
    expect(existsSync(join(out, "junit.xml"))).toBe(true);
  });

  it("that is removed in the middle of a run is made again for the reports; the journal is reported to be gone, with exit 2", async () => {
    const out = makeFolder();
    const service = createService(systemEnvironment);
    let requests = 0;
    const target = await listen((request) => {
      requests += 1;
      if (requests === 60) rmSync(out, { recursive: true });
      return service(request);
    });
    const { status, stdout, stderr } = await invoke(["run", "--endpoint", target.url, "--out", out, "--effort", "quick", "--cases", "1"]);
    await target.close();
    expect([status, recordIn(out).verdict, readdirSync(out).toSorted()]).toEqual([2, "conforms", ["junit.xml", "report.html", "run.json"]]);
    expect(stdout).toMatch(/^CONFORMS .* exit 2$/mu);
    expect(stderr).toMatch(/exchanges\.jsonl is incomplete: it was removed during the run\.$/mu);
  });

  it("that has no room for its lock is not left locked", async () => {
    const out = makeFolder();
    const { status, stderr } = await invokeOnFullDisk(0, ["run", "--out", out, ...narrow]);
    expect([status, readdirSync(out)]).toEqual([2, []]);
    expect(stderr).toMatch(/^glue-conformance: --out \S+ cannot be used: EFBIG.*Name a folder that can be made and written\.\n$/u);
  });

  it.skipIf(!existsSync("/dev/full"))("that has no room for the journal is said before anything is sent (skipped without /dev/full)", async () => {
    let requests = 0;
    const target = await serveHttp(answering((_, response) => response.end(String((requests += 1)))));
    const out = makeFolder();
    symlinkSync("/dev/full", join(out, "exchanges.jsonl"));
    const { status, stderr } = await invoke(["run", "--endpoint", target.url, "--out", out, ...narrow]);
    await target.close();
    expect([status, requests]).toEqual([2, 0]);
    expect(stderr).toMatch(
      /^glue-conformance: the journal of the run cannot be written: ENOSPC.*Nothing was sent; name a folder that has room with --out\.\n$/u,
    );
  });

  it("that may not be written is said before anything is sent, with exit 2", async () => {
    const folder = makeFolder();
    chmodSync(folder, 0o555);
    const { status, stdout, stderr } = await invokeBound(["run", "--out", folder, ...narrow]);
    expect([status, stdout, readdirSync(folder)]).toEqual([2, "", []]);
    expect(stderr).toMatch(/^glue-conformance: --out \S+ cannot be used: EACCES.*Name a folder that can be made and written\.\n$/u);
  });

  it.each([
    ["is a file", (folder: string) => join(folder, "file"), /cannot be used: ENOTDIR.*Name a folder that can be made and written\.\n$/u],
    ["lies below a file", (folder: string) => join(folder, "file", "a"), /cannot be used: ENOTDIR.*Name a folder that can be made and written\.\n$/u],
    ["cannot be made", () => "/proc/conformance/report", /cannot be used: ENOENT.*Name a folder that can be made and written\.\n$/u],
  ])("that %s is said before anything is sent, with exit 2", async (_title, outOf, message) => {
    const folder = makeFolder();
    writeFileSync(join(folder, "file"), "");
    const { status, stdout, stderr } = await invoke(["run", "--out", outOf(folder), ...narrow]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});

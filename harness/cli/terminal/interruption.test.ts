import { spawn } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine } from "../command-line.testdata.ts";

beforeAll(buildCommandLine, 60_000);

const built = new URL("../../../dist/harness/cli/terminal/interruption.js", import.meta.url).href;

/** Runs a script that prints `ready`, interrupts it each time, and returns its exit status and standard error. */
async function interrupted(script: string, signal: NodeJS.Signals): Promise<{ readonly status: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [
    "--input-type=module",
    "--eval",
    `import * as own from ${JSON.stringify(built)};\n${script}\nsetInterval(() => {}, 1_000);`,
  ]);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stdout.on("data", () => child.kill(signal));
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, said };
}

const ready = 'console.log("ready");';
const leaving = "own.leaveWhenInterrupted();";

describe.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("an interruption (%s)", (signal) => {
  it("ends a command that has nothing to clean up", async () => {
    expect(await interrupted(leaving + ready, signal)).toEqual({ status: 130, said: "" });
  });

  it("ends a command at once on the second signal, except SIGHUP, which a closing terminal sends twice", async () => {
    const stopping = `${leaving} own.stopWhenInterrupted("cleaning up", () => { console.error("cleaned up"); ${ready} setTimeout(() => process.exit(7), 500); }); ${ready}`;
    expect(await interrupted(stopping, signal)).toEqual({
      status: signal === "SIGHUP" ? 7 : 130,
      said: "\nglue-conformance: Stopping and cleaning up. Press Ctrl-C again to quit immediately.\ncleaned up\n",
    });
  });

  it("lets a command clean up and end", async () => {
    const ended = `${leaving} own.stopWhenInterrupted("cleaning up", () => process.exit(7)); ${ready}`;
    expect((await interrupted(ended, signal)).status).toBe(7);
  });

  it("ends a command at once that no longer has anything to clean up", async () => {
    expect(await interrupted(`${leaving} own.stopWhenInterrupted("never", () => {})(); ${ready}`, signal)).toEqual({ status: 130, said: "" });
  });
});

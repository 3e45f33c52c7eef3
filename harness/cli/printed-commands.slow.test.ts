import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine, invoke, makeFolder, program, removeFolders, start } from "./command-line.testdata.ts";

/** A folder with programs of these names, which a shell then finds. */
function withPrograms(programs: Readonly<Record<string, string>>): string {
  const folder = makeFolder();
  for (const [name, script] of Object.entries(programs)) writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return folder;
}

const texts = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" } as const;

/** The commands that a page offers to copy. */
function commandsIn(html: string): readonly string[] {
  return [...html.matchAll(/<code>((?:curl|glue-conformance) [^<]*)<\/code>/gu)].map(([, code = ""]) =>
    code.replaceAll(/&(?:lt|gt|quot|#39|amp);/gu, (found) => texts[found as keyof typeof texts]),
  );
}

beforeAll(buildCommandLine, 60_000);
afterAll(removeFolders);

describe.skipIf(process.platform === "win32")("a printed command", () => {
  it("runs as it is printed, from the folder where the run started", { timeout: 90_000 }, async () => {
    const { child, ended } = start(["serve", "--port", "0", "--fault", "max-results-one-above-accepted"]);
    const url = await new Promise<string>((resolve) => child.stdout?.on("data", (text: string) => resolve(/http:\S+/u.exec(text)?.[0] ?? "")));
    // A folder that a shell takes for two words.
    const out = `${basename(makeFolder())}/my run`;
    const { status, stdout } = await invoke(["run", "--endpoint", url, "--out", out, "--effort", "quick", "--only", "request/max-results"]);
    expect(status).toBe(1);
    const printed = stdout.split("\n").flatMap((line) => /^ {4}((?:curl|glue-conformance) .+)$/u.exec(line)?.[1] ?? []);
    const shown = commandsIn(readFileSync(join(tmpdir(), out, "report.html"), "utf8")).filter((command) => !command.includes("--merge"));
    expect([printed.length > 0, shown.some((command) => command.startsWith("glue-conformance replay"))]).toEqual([true, true]);
    const PATH = [withPrograms({ "glue-conformance": `exec '${process.execPath}' '${program}' "$@"` }), process.env["PATH"]].join(delimiter);
    const failing = [...new Set([...printed, ...shown])]
      .map((command) => ({ command, run: spawnSync("sh", ["-c", command], { cwd: tmpdir(), env: { ...process.env, PATH }, encoding: "utf8" }) }))
      // A case that fails again ends with 1.
      .filter(({ command, run }) => run.status !== (command.startsWith("curl") ? 0 : 1));
    expect(failing.map(({ command, run }) => `${command}\n${run.stderr}`)).toEqual([]);
    child.kill("SIGTERM");
    await ended;
  });

  it("is what a message names where there is no run to read", async () => {
    const { status, stderr } = await invoke([
      "replay",
      "request/max-results/refuses-wrong-range#MaxResults/maximum/above",
      "--run",
      join(makeFolder(), "none"),
    ]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("replay takes it with --run DIR")]);
  });
});

describe.runIf(process.platform === "linux")("run --open", () => {
  it("opens the page in the desktop's program, and says where there is none", async () => {
    const seen = join(makeFolder(), "opened");
    const out = makeFolder();
    const run = ["run", "--out", out, "--effort", "quick", "--only", "request/max-results/accepts-edges", "--open"];
    const opened = await invoke(run, { PATH: withPrograms({ "xdg-open": `printf %s "$1" > '${seen}'` }) });
    await expect.poll(() => existsSync(seen) && readFileSync(seen, "utf8")).toBe(join(out, "report.html"));
    expect(opened.stderr).not.toContain("could not be opened");
    const { status, stderr } = await invoke(run, { PATH: makeFolder() });
    expect([status, stderr]).toEqual([0, expect.stringContaining("report.html could not be opened.")]);
  });
});

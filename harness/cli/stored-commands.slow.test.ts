import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCommandLine, invoke, makeFolder, recordIn, removeFolders, start } from "./command-line.testdata.ts";
import { operationOf } from "../cases/exchange.testdata.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import { faults } from "../reference/faults/all-faults.ts";
import { listen } from "../reference/server/http.ts";

let folder = "";
const journalIn = (out: string): string => readFileSync(join(out, "exchanges.jsonl"), "utf8");

/** A copy of the run whose journal or record is changed. */
function changed(name: string, change: (text: string) => string): string {
  const copy = makeFolder();
  cpSync(folder, copy, { recursive: true });
  writeFileSync(join(copy, name), change(readFileSync(join(copy, name), "utf8")));
  return copy;
}

beforeAll(async () => {
  buildCommandLine();
  folder = makeFolder();
  const fault = faults.find(({ name }) => name === "max-results-one-above-accepted");
  if (fault === undefined) throw new Error("no such fault");
  const { url, close } = await listen(createChangedService(fault, systemEnvironment));
  await invoke(["run", "--endpoint", url, "--out", folder, "--effort", "quick", "--format", "json"]);
  await close();
}, 120_000);
afterAll(removeFolders);

describe("rejudge", () => {
  it("keeps the verdict of an untouched run, without the target", async () => {
    const out = join(makeFolder(), "again.json");
    const { status, stdout, stderr } = await invoke(["rejudge", folder, "--out", out]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/The verdict is unchanged: fails, exit 0\n$/u);
    expect((JSON.parse(readFileSync(out, "utf8")) as { checks: unknown }).checks).toEqual(recordIn(folder).checks);
  });

  it("corrects a verdict that what is stored does not bear out, with exit 1", async () => {
    const copy = changed("run.json", (text) => {
      const record = JSON.parse(text) as { verdict: string; checks: { id: string; status: string; counterexample?: unknown }[] };
      for (const check of record.checks) if (check.status === "failed") Object.assign(check, { status: "passed", violations: [], violationCount: 0 });
      return JSON.stringify({ ...record, verdict: "conforms" });
    });
    const { status, stdout } = await invoke(["rejudge", copy]);
    expect([status, stdout.trimEnd().split("\n").at(-1)]).toEqual([1, "The verdict changes from conforms to fails: exit 1"]);
    expect(stdout).toContain("request/max-results/refuses-wrong-range");
  });

  it("does not guess where requests differ or exchanges are missing", async () => {
    const isBoundary = (line: string): boolean => line.startsWith('{"kind":"exchange"') && line.includes("request/next-token/refuses-wrong-type#");
    const other = changed("exchanges.jsonl", (text) =>
      text
        .split("\n")
        .map((line) => (isBoundary(line) ? line.replace('"path":"/"', '"path":"/x"') : line))
        .join("\n"),
    );
    const fewer = changed("exchanges.jsonl", (text) =>
      text
        .split("\n")
        .filter((line) => !line.includes("request/next-token/refuses-wrong-type#"))
        .join("\n"),
    );
    for (const [copy, why] of [
      [other, "this version of the suite sends other requests for it"],
      [fewer, "the run did not send it"],
    ] as const) {
      const { status, stdout } = await invoke(["rejudge", copy]);
      expect(stdout).toContain(`not rejudged request/next-token/refuses-wrong-type: ${why}`);
      expect([status, stdout.trimEnd().split("\n").at(-1)]).toEqual([0, "The verdict is unchanged: fails, exit 0"]);
    }
  });

  it.each<[string, () => string, RegExp]>([
    ["what is no run", makeFolder, /cannot be read/u],
    [
      "a journal of another run",
      () => changed("exchanges.jsonl", (text) => text.replaceAll(recordIn(folder).meta.runId, "ffffffffff")),
      /run\.json is of run .*, exchanges\.jsonl of run ffffffffff/u,
    ],
    [
      "a journal of another version",
      () => changed("exchanges.jsonl", (text) => text.replace('"schemaVersion":1', '"schemaVersion":7')),
      /line 1, \/schemaVersion: saw 7, expected 1/u,
    ],
    ["a journal that is no text", () => changed("exchanges.jsonl", () => "\u0000"), /journal: not one whole line/u],
  ])("refuses %s with exit 2", async (_, run, message) => {
    const { status, stderr } = await invoke(["rejudge", run()]);
    expect([status, /^\s+at /mu.test(stderr)]).toEqual([2, false]);
    expect(stderr).toMatch(message);
  });
});

describe("explain --run", () => {
  const id = "request/max-results/refuses-wrong-range";

  it("prints a failure, by its property or its case, as a bug report", async () => {
    const caseId = recordIn(folder).checks.find((check) => check.id === id)?.counterexample?.caseId ?? "";
    const [byProperty, byCase] = [await invoke(["explain", id, "--run", folder]), await invoke(["explain", caseId, "--run", folder])];
    expect(byProperty.status).toBe(0);
    expect(byProperty.stdout).toMatch(/^### `ListSessions`: MaxResults: 1001/u);
    expect(byCase.stdout).toContain(byProperty.stdout);
  });

  it("names the nearest id where that one did not fail", async () => {
    const { status, stderr } = await invoke(["explain", `${id}x`, "--run", folder]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(`the nearest that did is ${id}`)]);
  });
});

describe("report", () => {
  it("renders a run again, to the same bytes", async () => {
    const copy = changed("run.json", (text) => text);
    const { status, stdout } = await invoke(["report", copy, "--format", "terminal,json,junit"]);
    expect([status, readFileSync(join(copy, "run.json"), "utf8") === readFileSync(join(folder, "run.json"), "utf8")]).toEqual([0, true]);
    expect(stdout).toContain("FAILS");
    expect(readFileSync(join(copy, "junit.xml"), "utf8")).toContain("<testsuite");
  });

  it("renders the same record to the same bytes in every time zone and language, in every format", async () => {
    const formats = "json,html,junit,ctrf,markdown,har,evidence,badge";
    const places = [
      { TZ: "UTC", LC_ALL: "C" },
      { TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR.UTF-8", LANGUAGE: "tr" },
    ];
    const outs = await Promise.all(
      places.map(async (environment) => {
        const out = makeFolder();
        const { status, stdout } = await invoke(["report", folder, "--format", `terminal,${formats}`, "--out", out], environment);
        expect(status).toBe(0);
        return new Map([
          ["terminal", stdout.replaceAll(out, "")],
          ...readdirSync(out).map((file) => [file, readFileSync(join(out, file)).toString("base64")] as const),
        ]);
      }),
    );
    expect(outs[0]?.size).toBe(9);
    expect([...(outs[1] ?? [])].filter(([file, bytes]) => outs[0]?.get(file) !== bytes).map(([file]) => file)).toEqual([]);
  });

  it("renders an evidence archive, and refuses one that was changed", async () => {
    const copy = changed("run.json", (text) => text);
    await invoke(["report", copy, "--format", "evidence"]);
    const archive = join(copy, "evidence.zip");
    const out = makeFolder();
    expect((await invoke(["report", archive, "--format", "json", "--out", out])).status).toBe(0);
    expect(recordIn(out)).toEqual(recordIn(folder));
    const bytes = readFileSync(archive);
    writeFileSync(archive, bytes.subarray(0, bytes.length - 40));
    expect((await invoke(["report", archive])).status).toBe(2);
  });

  it("makes of the journal of a killed run the record of all that had been judged", async () => {
    const out = makeFolder();
    const fault = faults.find(({ name }) => name === "max-results-one-above-accepted");
    if (fault === undefined) throw new Error("no such fault");
    const service = createChangedService(fault, systemEnvironment);
    const running: { kill?: () => void } = {};
    let listings = 0;
    const { url, close } = await listen((request) => {
      if (operationOf(request) === "ListSessions" && (listings += 1) > 150) running.kill?.();
      return service(request);
    });
    const { child, ended } = start(["run", "--endpoint", url, "--out", out]);
    running.kill = () => void child.kill("SIGKILL");
    await ended;
    await close();
    const refused = await invoke(["report", out]);
    expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("glue-conformance report --from-journal")]);
    const { status, stdout } = await invoke(["report", "--from-journal", out]);
    const record = recordIn(out);
    const judged = journalIn(out)
      .split("\n")
      .filter((line) => line.startsWith('{"kind":"case"'));
    expect([status, record.meta.interrupted, record.meta.exit]).toEqual([0, true, 130]);
    expect(judged.length).toBeGreaterThan(20);
    expect(record.checks.filter(({ status: outcome }) => outcome === "errored").map(({ reason }) => reason)).toContain(
      "the run was killed before this was judged",
    );
    expect(record.checks.find(({ id }) => id === "request/max-results/refuses-wrong-range")).toMatchObject({ status: "failed" });
    expect(stdout).toContain("The run was interrupted");
  });

  it("shows the lines of the page only where it is the one that the contract was taken from", async () => {
    const copy = changed("run.json", (text) => text);
    writeFileSync(join(copy, "page.txt"), "another page");
    expect((await invoke(["report", copy, "--format", "html", "--page", join(copy, "page.txt")])).status).toBe(0);
    expect(readFileSync(join(copy, "report.html"), "utf8")).toContain("line 1");
    const { status, stderr } = await invoke(["report", copy, "--format", "html", "--page", join(copy, "none.txt")]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("none.txt cannot be read: ENOENT")]);
  });

  it.each<readonly string[]>([[], ["a", "--from-journal", "b"], ["--from-journal", "/no/such/folder"], ["--merge"]])("refuses %j %j %j", async (...args) => {
    const { status, stderr } = await invoke(["report", ...args.filter((arg) => typeof arg === "string")]);
    expect([status, /^\s+at /mu.test(stderr)]).toEqual([2, false]);
  });
});

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Baseline, BaselineEntry } from "../../../reports/verdict/baseline.ts";
import { buildCommandLine, invoke, makeFolder, type Outcome, recordIn, removeFolders } from "../command-line.testdata.ts";
import { answerOf, inputOf, operationOf } from "../../cases/exchange.testdata.ts";
import { systemEnvironment } from "../../reference/server/environment.ts";
import { listen } from "../../reference/server/http.ts";
import { createService } from "../../reference/service/service.ts";

const property = "request/max-results/refuses-wrong-range";
const closers: (() => Promise<void>)[] = [];

beforeAll(buildCommandLine, 60_000);
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});
afterAll(removeFolders);

/** A service that accepts MaxResults above its range, until it is repaired. */
async function serveFaulty(): Promise<{ readonly url: string; repaired: boolean }> {
  const reference = createService(systemEnvironment);
  const faulty = { url: "", repaired: false };
  const listener = await listen((request) => {
    const { MaxResults: wanted } = (inputOf(request) ?? {}) as { MaxResults?: unknown };
    const isWrong = !faulty.repaired && operationOf(request) === "ListSessions" && typeof wanted === "number" && wanted > 1_000;
    return isWrong ? answerOf(200, { Ids: [], Sessions: [] }) : reference(request);
  });
  closers.push(listener.close);
  faulty.url = listener.url;
  return faulty;
}

interface Ran extends Outcome {
  readonly out: string;
}

async function run(url: string, file: string, ...more: readonly string[]): Promise<Ran> {
  const out = makeFolder();
  return { ...(await invoke(["run", "--endpoint", url, "--out", out, "--only", "request/max-results/**,paging/ends", "--baseline", file, ...more])), out };
}

const entry: BaselineEntry = { property, codes: ["invalid-accepted"], reason: "known", expires: "2999-12-31" };
function baselineOf(...entries: readonly object[]): string {
  const file = join(makeFolder(), "baseline.json");
  writeFileSync(file, JSON.stringify({ schemaVersion: 1, entries }));
  return file;
}
const read = (file: string): Baseline => JSON.parse(readFileSync(file, "utf8")) as Baseline;

describe("run --baseline", () => {
  it("accepts what is listed, fails by what is not, and never writes the file", async () => {
    const { url } = await serveFaulty();
    const file = baselineOf(entry);
    const before = readFileSync(file, "utf8");
    const listed = await run(url, file);
    const check = recordIn(listed.out).checks.find(({ id }) => id === property);
    expect([listed.status, recordIn(listed.out).verdict, check?.status, check?.baselined]).toEqual([0, "incomplete", "failed", true]);
    const other = await run(url, baselineOf({ ...entry, codes: ["server-error"] }));
    expect([other.status, recordIn(other.out).verdict]).toEqual([1, "fails"]);
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("fails by an entry whose property passed and by one that expired, with the verdict as without it", async () => {
    const service = await serveFaulty();
    const expired = await run(service.url, baselineOf({ ...entry, expires: "2020-01-01" }));
    expect([expired.status, recordIn(expired.out).verdict]).toEqual([1, "fails"]);
    service.repaired = true;
    const passed = await run(service.url, baselineOf(entry));
    expect([passed.status, recordIn(passed.out).verdict, recordIn(passed.out).meta.staleBaseline]).toEqual([
      1,
      "incomplete",
      [`${property} passed, remove its entry`],
    ]);
    expect(passed.stdout.replaceAll(/\s+/gu, " ")).toContain(`${property} passed, remove its entry`);
    const flaky = await run(service.url, baselineOf({ ...entry, flaky: true }));
    expect(flaky.status).toBe(0);
  });

  it("takes no property for repaired that was not judged", async () => {
    const { url } = await serveFaulty();
    const { status } = await run(url, baselineOf(entry), "--only", "paging/ends", "--skip", "request/**");
    expect(status).toBe(0);
  });

  it.each<[string, string, RegExp]>([
    ["is not there", join("no", "such", "file.json"), /--baseline no.such.file\.json cannot be read: .*create one with --update-baseline/u],
    [
      "names an unknown property",
      baselineOf({ ...entry, property: "request/max-results/refuses-wrong-rang" }),
      /the nearest is request\/max-results\/refuses-wrong-range/u,
    ],
    ["lacks a reason", baselineOf({ ...entry, reason: "" }), /the entry for request\/max-results\/refuses-wrong-range has none/u],
    ["lists another thing than entries", baselineOf("paging/ends" as never), /\/entries\/0: saw "paging\/ends", which must be an object/u],
  ])("is a usage error where the file %s, before anything is sent", async (_, file, message) => {
    const out = makeFolder();
    const { status, stdout, stderr } = await invoke(["run", "--endpoint", "http://127.0.0.1:1", "--out", out, "--baseline", file]);
    expect([status, stdout, existsSync(join(out, "run.json"))]).toEqual([2, "", false]);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toEqual([expect.stringContaining("--baseline"), "Help: glue-conformance explain baseline-file"]);
  });
});

describe("run --update-baseline", () => {
  it("makes the file, keeps what people wrote, removes what passed", async () => {
    const service = await serveFaulty();
    const file = join(makeFolder(), "baseline.json");
    const made = await run(service.url, file, "--update-baseline");
    expect([made.status, made.stderr]).toEqual([0, expect.stringContaining("1 added, 0 removed, 1 in all. Add a reason")]);
    expect(read(file).entries).toEqual([
      { property, codes: ["invalid-accepted"], reason: "", expires: expect.any(String), firstSeen: expect.any(String), lastSeen: expect.any(String) },
    ]);
    expect((await run(service.url, file)).status).toBe(2);

    const [written] = read(file).entries;
    const elsewhere = { ...entry, property: "body/refuses-malformed-json" };
    writeFileSync(file, JSON.stringify({ schemaVersion: 1, entries: [{ ...written, reason: "known", ticket: "GLUE-7" }, elsewhere] }));
    expect((await run(service.url, file, "--seed", "99")).status).toBe(0);
    service.repaired = true;
    expect((await run(service.url, file, "--update-baseline")).stderr).toContain("0 added, 1 removed, 1 in all.");
    expect(read(file).entries).toEqual([elsewhere]);
  });
});

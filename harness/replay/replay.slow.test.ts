import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { oneRunIn } from "../../reports/sample-journal.testdata.ts";
import { buildCommandLine, invoke, makeFolder, type Outcome, removeFolders, start } from "../cli/command-line.testdata.ts";
import { answerOf, inputOf, operationOf } from "../cases/exchange.testdata.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import { faults } from "../reference/faults/all-faults.ts";
import { listen } from "../reference/server/http.ts";
import { createService, type Service } from "../reference/service/service.ts";
import { claimedRequest } from "../reference/service/testbed.testdata.ts";
import { answering, closedUrl, serveHttp } from "../transport/test-server.testdata.ts";

interface Target {
  readonly url: string;
  /** Ids of the sessions that are on it. */
  readonly sessions: () => Promise<unknown>;
  /** Ids that it was asked to create sessions with. */
  readonly created: string[];
}

const closers: (() => Promise<void>)[] = [];
const range = "request/max-results/refuses-wrong-range#MaxResults/maximum/above/in-company";
let faulty: Target;
let sound: Target;
let out = "";
let filterCase = "";

async function target(service: Service, onCreation: () => void = () => undefined): Promise<Target> {
  const created: string[] = [];
  const { url, close } = await listen((request) => {
    if (operationOf(request) === "CreateSession") {
      created.push(String((inputOf(request) as { Id?: unknown }).Id));
      onCreation();
    }
    return service(request);
  });
  closers.push(close);
  const sessions = async (): Promise<unknown> => {
    const { body } = await service({ ...claimedRequest("ListSessions"), body: Buffer.from("{}") });
    return (JSON.parse(Buffer.from(body).toString()) as { Ids: unknown }).Ids;
  };
  return { url, sessions, created };
}

/** Two faults at once: MaxResults is not refused, and of several tags one is enough. */
function withFaults(): Service {
  const [some, other] = ["filter-any-pair", "max-results-one-above-accepted"].map((name) => faults.find((fault) => fault.name === name));
  if (some === undefined || other === undefined) throw new Error("no such fault");
  const [filters, ranges] = [createChangedService(some, systemEnvironment), createChangedService(other, systemEnvironment)];
  return (request) => (Buffer.from(request.body).includes("1001") ? ranges(request) : filters(request));
}

interface JobOutcome {
  readonly sent: boolean;
  readonly exit: number;
  readonly steps: readonly { readonly curl?: string; readonly violations?: readonly { readonly property: string; readonly code: string }[] }[];
}

function validated({ status, stdout, stderr }: Outcome): JobOutcome {
  expect(stderr).toBe("");
  const [schema, ofRun] = ["replay", "run-record"].map(
    (name) => JSON.parse(readFileSync(new URL(`../../reports/${name}.schema.json`, import.meta.url), "utf8")) as object,
  );
  const validate = new Ajv2020().addSchema(ofRun ?? {}).compile<JobOutcome>(schema ?? {});
  const reported: unknown = JSON.parse(stdout);
  if (!validate(reported)) throw new Error(JSON.stringify(validate.errors));
  expect(reported.exit).toBe(status);
  return reported;
}

beforeAll(async () => {
  buildCommandLine();
  out = makeFolder();
  [faulty, sound] = [await target(withFaults()), await target(createService(systemEnvironment))];
  const only = ["request/max-results/refuses-wrong-range", "filters/several-pairs/all", "paging/finds-every-session"].flatMap((id) => ["--only", id]);
  await invoke(["run", "--endpoint", faulty.url, "--out", out, "--effort", "quick", "--format", "json", ...only]);
  const { cases } = oneRunIn(readFileSync(join(out, "exchanges.jsonl"), "utf8"));
  filterCase = cases.find((line) => line.fails?.includes("filters/several-pairs/all") === true)?.case ?? "";
}, 120_000);
afterAll(async () => {
  await Promise.all(closers.map((close) => close()));
  removeFolders();
});

describe("replay", () => {
  it("shows that a case fails again, with the exchange and what was expected", async () => {
    const { status, stdout, stderr } = await invoke(["replay", range, "--run", out]);
    expect([status, stderr]).toEqual([1, ""]);
    expect(stdout).toContain(`${range}, sent again to ${faulty.url}\n\n1 of 1 POST /\n`);
    expect(stdout).toMatch(/"MaxResults":1001.*\n→ status 200\n/u);
    expect(stdout).toMatch(/✗ violates must request\/max-results\/refuses-wrong-range\n {2}expected status 400 .+\n {2}received status 200\n/u);
    expect(stdout).toMatch(/\nIt fails again: request\/max-results\/refuses-wrong-range: exit 1\n$/u);
  });

  it("ends with exit 0 where the case no longer fails", async () => {
    const { status, stdout } = await invoke(["replay", range, "--run", out, "--endpoint", sound.url]);
    expect([status, stdout.trimEnd().split("\n").at(-1)]).toEqual([0, "It does not fail any more: exit 0"]);
    expect(stdout).not.toContain("not byte for byte");
  });

  it("creates the sessions that a case relies on, under a run id of its own, and deletes them", async () => {
    const { header, fixtures } = oneRunIn(readFileSync(join(out, "exchanges.jsonl"), "utf8"));
    for (const [{ url, created, sessions }, exit] of [
      [faulty, 1],
      [sound, 0],
    ] as const) {
      created.length = 0;
      const { status, stdout } = await invoke(["replay", filterCase, "--run", out, "--endpoint", url]);
      expect([status, await sessions()]).toEqual([exit, []]);
      expect(created.length).toBe(fixtures?.available === true ? fixtures.sessions.length : -1);
      expect(created.join()).not.toContain(header.runId);
      expect(stdout).toMatch(exit === 1 ? /It fails again: .*filters\/several-pairs\/all/u : /It does not fail any more/u);
    }
    expect(readdirSync(out).toSorted()).toEqual(["exchanges.jsonl", "run.json"]);
  });

  it("follows the tokens that the target gives now", async () => {
    const place = makeFolder();
    await invoke(["run", "--endpoint", sound.url, "--out", place, "--format", "json", "--only", "paging/finds-every-session"]);
    const { exchanges } = oneRunIn(readFileSync(join(place, "exchanges.jsonl"), "utf8"));
    const walk = exchanges.find((one) => one.case?.startsWith("paging/finds-every-session#") === true && one.step === 2)?.case ?? "";
    const { status, stdout } = await invoke(["replay", walk, "--run", place, "--endpoint", sound.url]);
    expect([status, stdout.trimEnd().split("\n").at(-1)]).toEqual([0, "It does not fail, nor did it in the run: exit 0"]);
    expect(stdout).toContain('"NextToken":"');
    expect(stdout).not.toContain("not byte for byte");
  });

  it("shows no signature that a target sends back", async () => {
    const signatures: string[] = [];
    const echoing = await serveHttp(
      answering((request, response) => {
        const signature = String(request.headers["authorization"]).split("Signature=")[1] ?? "";
        signatures.push(signature);
        response.writeHead(400, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify({ message: `you sent ${signature}` }));
      }),
    );
    const { stdout } = await invoke(["replay", range, "--run", out, "--endpoint", echoing.url, "--json"]);
    await echoing.close();
    expect(stdout).toContain("you sent");
    expect(signatures.filter((signature) => signature === "" || stdout.includes(signature))).toEqual([]);
  });

  it("leaves a record of its sessions where it is killed, so that cleanup deletes them", async () => {
    const running: { kill?: () => void } = {};
    const other = await target(createService(systemEnvironment), () => running.kill?.());
    const { child, ended } = start(["replay", filterCase, "--run", out, "--endpoint", other.url]);
    running.kill = () => void child.kill("SIGKILL");
    await ended;
    expect(readdirSync(out).filter((name) => /^exchanges-[0-9a-f]{10}\.jsonl$/u.test(name))).toHaveLength(1);
    const { status } = await invoke(["cleanup", out]);
    expect([status, await other.sessions()]).toEqual([0, []]);
  });

  it("deletes its sessions where it is interrupted", async () => {
    const running: { stop?: () => void } = {};
    const other = await target(createService(systemEnvironment), () => running.stop?.());
    const { child, ended } = start(["replay", filterCase, "--run", out, "--endpoint", other.url]);
    running.stop = () => {
      delete running.stop;
      child.kill("SIGTERM");
    };
    const { status, stderr } = await ended;
    expect([status, await other.sessions()]).toEqual([130, []]);
    expect(stderr).toContain("Stopping and deleting sessions");
  });

  it("only shows the requests with --dry-run, each with the line that sends it where there is one", async () => {
    const closed = await closedUrl();
    const { status, stdout, stderr } = await invoke(["replay", range, "--run", out, "--endpoint", closed, "--dry-run"]);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`${range}, as it would be sent to ${new URL(closed).origin}`);
    expect(stdout).toMatch(/\n1 of 1 POST \/\n(?: {2}.+\n)+curl .*"MaxResults":1001.*\n\nNothing was sent \(--dry-run\): exit 0\n$/u);
    faulty.created.length = 0;
    const dry = validated(await invoke(["replay", filterCase, "--run", out, "--dry-run", "--json"]));
    expect([dry.sent, dry.exit, faulty.created]).toEqual([false, 0, []]);
    expect(dry.steps.map(({ curl = "" }) => curl.split("\n")[0])).toEqual(dry.steps.map(() => "# not with curl: it depends on sessions that replay creates"));
  });

  it("prints JSON that is valid by its schema, also where nothing answers", async () => {
    const reported = validated(await invoke(["replay", range, "--run", out, "--json"]));
    expect(reported).toMatchObject({ caseId: range, sent: true, exit: 1, steps: [{ sameAsInRun: true, response: { status: 200 } }] });
    expect(reported.steps[0]?.violations?.map(({ property, code }) => [property, code])).toEqual([
      ["request/max-results/refuses-wrong-range", "invalid-accepted"],
    ]);
    const lost = validated(await invoke(["replay", range, "--run", out, "--json", "--endpoint", await closedUrl()]));
    expect([lost.sent, lost.exit, lost.steps]).toEqual([false, 3, []]);
  });

  it("reads the case from an evidence archive, as rejudge does", async () => {
    const place = makeFolder();
    await invoke(["report", out, "--format", "evidence", "--out", place]);
    const archive = join(place, "evidence.zip");
    expect((await invoke(["replay", filterCase, "--run", archive])).status).toBe(1);
    expect(readdirSync(place)).toEqual(["evidence.zip"]);
    const { status, stdout } = await invoke(["rejudge", archive]);
    expect([status, stdout.trimEnd().split("\n").at(-1)]).toEqual([0, "The verdict is unchanged: fails, exit 0"]);
  });

  it("lets nothing of an answer reach the terminal as it is", async () => {
    const hostile = await target(() => ({ ...answerOf(200, { Ids: [], Sessions: [], "\u001B[2J": "::error::x\u202E" }) }));
    const { status, stdout } = await invoke(["replay", range, "--run", out, "--endpoint", hostile.url]);
    expect(status).toBe(1);
    for (const raw of ["\u001B", "\u202E", "::error::"]) expect(stdout).not.toContain(raw);
    expect(stdout).toContain(String.raw`\u202e`);
  });

  it("suggests the nearest case for an unknown id", async () => {
    const { status, stdout, stderr } = await invoke(["replay", `${range}x`, "--run", out]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`the run has no case "${range}x"; the nearest is ${range}.`);
  });

  it("refuses a folder without a journal", async () => {
    const { status, stderr } = await invoke(["replay", range, "--run", join(out, "none")]);
    expect(status).toBe(2);
    expect(stderr).toContain("cannot be read");
    expect(existsSync(join(out, "none"))).toBe(false);
  });

  it("ends with exit 3 where nothing answers", async () => {
    const { status, stderr } = await invoke(["replay", range, "--run", out, "--endpoint", await closedUrl()]);
    expect(status).toBe(3);
    expect(stderr).toContain("Nothing answers at");
  });
});

import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { ServiceRecord } from "../../reports/record/service-record.ts";
import { makeFolder, removeFolders } from "../cli/command-line.testdata.ts";
import { resolveSettings } from "../config/settings.ts";
import { listen } from "../reference/server/http.ts";
import type { Service } from "../reference/service/service.ts";
import { pageService, type PageServiceDecisions } from "../run/page-service.testdata.ts";
import { readRun } from "../storage/read-run.ts";
import { contractsFrom } from "./contract-source.ts";
import { runService } from "./run-service.ts";

afterAll(removeFolders);

const prefix = "Harbour_2026";

/** A model with a listing, a lookup, an operation that changes something, and one that is not there. */
function modelFile(): string {
  const file = join(makeFolder(), "service-2.json");
  const named = { type: "structure", required: ["BoatName"], members: { BoatName: { shape: "Name" } } };
  const operation = (name: string, input: string, output: string): object => ({
    name,
    input: { shape: input },
    output: { shape: output },
    errors: [{ shape: "BoatNotFoundException" }, { shape: "ValidationException" }],
  });
  const model = {
    metadata: { protocol: "json", jsonVersion: "1.1", targetPrefix: prefix, endpointPrefix: "harbour", serviceId: "Harbour" },
    operations: {
      ListBoats: operation("ListBoats", "Listing", "Boats"),
      GetBoat: operation("GetBoat", "Named", "Boat"),
      DeleteBoat: operation("DeleteBoat", "Named", "Empty"),
      DescribeTides: operation("DescribeTides", "Listing", "Empty"),
    },
    shapes: {
      Listing: { type: "structure", members: { MaxResults: { shape: "Limit" } } },
      Named: named,
      Boats: { type: "structure", members: { Boats: { shape: "BoatList" } } },
      BoatList: { type: "list", member: { shape: "Boat" } },
      Boat: { type: "structure", members: { Name: { shape: "Name" }, Length: { shape: "Limit" } } },
      Empty: { type: "structure", members: {} },
      Name: { type: "string", min: 1, max: 20, pattern: "[a-z]+" },
      Limit: { type: "integer", min: 1, max: 50 },
      BoatNotFoundException: { type: "structure", members: {} },
      ValidationException: { type: "structure", members: {} },
    },
  };
  writeFileSync(file, JSON.stringify(model));
  return file;
}

type Answered = Awaited<ReturnType<Service>>;

const refusal: Answered = {
  status: 400,
  headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": "1" },
  body: Buffer.from('{"__type":"BoatNotFoundException","message":"no such boat"}'),
};
const crash: Answered = { status: 500, headers: { "content-type": "text/html" }, body: Buffer.from("<h1>Internal Server Error</h1>") };

interface Asked {
  readonly decisions?: Readonly<Record<string, PageServiceDecisions>>;
  /** What a boat that is not there, and an operation that is not, is answered with. */
  readonly forUnknown?: Answered;
  /** Answers everything in place of the service. */
  readonly stub?: Service;
  readonly require?: readonly string[];
}

async function judged({ decisions = {}, forUnknown, stub, require: required = [] }: Asked = {}): Promise<{
  record: ServiceRecord;
  out: string;
  targets: ReadonlySet<string>;
}> {
  const { source, operations } = contractsFrom({ model: [modelFile()] });
  const boats: PageServiceDecisions = { result: () => ({ Boats: [{ Name: "swan", Length: 7 }] }) };
  const services = new Map(
    operations.flatMap(({ operation, target, contract }) =>
      contract === undefined || operation === "DescribeTides"
        ? []
        : [[target, pageService(contract, prefix, { ...(operation === "ListBoats" ? boats : {}), ...decisions[operation] })] as const],
    ),
  );
  const targets = new Set<string>();
  const listing = services.get(`${prefix}.ListBoats`);
  const service: Service = (request) => {
    const target = Object.entries(request.headers).find(([name]) => name.toLowerCase() === "x-amz-target")?.[1] ?? "";
    targets.add(target);
    const found = stub ?? services.get(target) ?? (forUnknown === undefined ? listing : () => forUnknown);
    if (found === undefined) throw new Error("there is no service");
    const isUnknownBoat = target.endsWith("GetBoat") && !Buffer.from(request.body).toString().includes('"swan"');
    return isUnknownBoat && stub === undefined && (forUnknown !== undefined || Buffer.from(request.body).toString().includes('"a"'))
      ? (forUnknown ?? refusal)
      : found(request);
  };
  const listener = await listen(service);
  const out = makeFolder();
  try {
    const record = await runService({
      source,
      settings: resolveSettings({ endpoint: listener.url, effort: "quick", cases: 3, state: "observe", name: "harbour" }, {}),
      operations,
      inputs: new Map(),
      required: new Set(required),
      out,
      formats: ["json"],
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onResult: () => undefined,
      onProblem: (text) => {
        throw new Error(text);
      },
    });
    return { record, out, targets };
  } finally {
    await listener.close();
  }
}

describe("runService()", () => {
  it("tells apart what conforms, what is not there, and what may not be sent", { timeout: 60_000 }, async () => {
    const { record, out, targets } = await judged();
    expect(Object.fromEntries(record.operations.map(({ operation, outcome }) => [operation, outcome]))).toEqual({
      DeleteBoat: "not-judged",
      DescribeTides: "not-implemented",
      GetBoat: "conforms",
      ListBoats: "conforms",
    });
    expect(record.exit).toBe(0);
    expect(record.server.must.failed).toBe(0);
    expect(record.server.must.passed).toBeGreaterThan(3);
    expect([...targets].filter((target) => target.endsWith("DeleteBoat"))).toEqual([]);
    expect(existsSync(join(out, "operations", `${prefix}.GetBoat`, "run.json"))).toBe(true);
  });

  it("finds an operation that crashes wherever it finds nothing, by what a listing returns", { timeout: 60_000 }, async () => {
    const { record } = await judged({ forUnknown: crash });
    expect(Object.fromEntries(record.operations.map(({ operation, outcome }) => [operation, outcome]))).toMatchObject({
      DescribeTides: "not-implemented",
      GetBoat: "fails",
      ListBoats: "conforms",
    });
    expect(record.operations.find(({ operation }) => operation === "DescribeTides")?.reason).toMatch(
      /does not implement DescribeTides, or crashes on each request/u,
    );
  });

  it("fails where an operation does, or where a required one is not there", { timeout: 60_000 }, async () => {
    const { record } = await judged({
      decisions: { ListBoats: { unchecked: ["MaxResults"], result: () => ({ Boats: [{ Name: 1 }] }) } },
      require: [`${prefix}.DescribeTides`],
    });
    const listing = record.operations.find(({ operation }) => operation === "ListBoats");
    expect(listing).toMatchObject({ outcome: "fails" });
    expect(listing?.must.failed).toBeGreaterThan(1);
    expect(record).toMatchObject({ exit: 1, verdict: "fails" });
    expect(record.causes.length).toBeGreaterThan(0);
  });

  // What any error shows, and what accepting everything shows: no refusal, and nothing of an answer that has no member of the result.
  const ofErrors = ["error/content-type", "error/is-json-object", "error/code/present", "error/status-of-code"];
  const ofLists = [
    "request/accepts-empty-input",
    "request/accepts-generated",
    "request/accepts-null-members",
    "request/max-results/accepts-edges",
    "request/max-results/survives-odd-numbers",
    "request/survives-unknown-members",
    "response/content-type",
    "response/is-json-object",
    "response/types",
  ];
  const ok = (body: Uint8Array): Answered => ({ ...refusal, status: 200, body });

  it.each<readonly [title: string, stub: Service, deserved: readonly string[]]>([
    ["always refuses alike", () => refusal, ofErrors],
    ["always answers with nothing", () => ok(Buffer.from("{}")), []],
    ["always lists nothing", () => ok(Buffer.from('{"Boats":[]}')), ofLists],
    ["answers with what it is sent", ({ body }) => ok(body), []],
  ])("lets a stub that %s pass no must that a valid request could not show", { timeout: 60_000 }, async (_title, stub, deserved) => {
    const { record, out } = await judged({ stub });
    expect(record.operations.filter(({ outcome }) => outcome === "conforms")).toEqual([]);
    const passed = ["operations/Harbour_2026.GetBoat", "operations/Harbour_2026.ListBoats", "server"].flatMap((run) =>
      existsSync(join(out, run)) ? readRun(join(out, run)).record.checks.filter(({ level, status }) => level === "must" && status === "passed") : [],
    );
    expect(new Set(passed.map(({ id }) => id))).toEqual(new Set(deserved));
  });
});

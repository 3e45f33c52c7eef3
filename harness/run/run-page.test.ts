import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { extractContract } from "../../spec/page/parse-page.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { rulingOf } from "../../reports/verdict/verdict.ts";
import { makeFolder, removeFolders } from "../cli/command-line.testdata.ts";
import { renderedPage } from "../dev/contract/rendered-page.ts";
import type { ModelledOperation, ServiceModel, Shape } from "../../spec/models/service-model.ts";
import { pageService, type PageServiceDecisions } from "./page-service.testdata.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { judgedContract } from "../config/judged-contract.ts";
import { resolveSettings } from "../config/settings.ts";
import { credentials, startTime } from "../proof/in-process.ts";
import { judgeTarget } from "./run-conformance.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";

afterAll(removeFolders);

/** An unknown service, in the form of a service model. */
const model: ServiceModel = {
  service: "warehouse",
  operations: [
    {
      name: "DescribeShelf",
      input: { shape: "Request" },
      output: { shape: "Result" },
      errors: [{ shape: "ShelfNotFoundException" }, { shape: "ValidationException" }],
    },
  ],
  shapes: {
    Request: {
      type: "structure",
      required: ["ShelfName"],
      members: { ShelfName: { shape: "Name" }, Depth: { shape: "Depth" }, Colours: { shape: "Colours" }, Unit: { shape: "Unit" } },
    },
    Result: { type: "structure", members: { ShelfName: { shape: "Name" }, Load: { shape: "Load" }, Since: { shape: "Since" }, IsOpen: { shape: "Flag" } } },
    Name: { type: "string", min: 3, max: 40, pattern: "[a-zA-Z0-9_.-]+" },
    Depth: { type: "integer", min: 1, max: 64 },
    Colours: { type: "list", member: { shape: "Colour" }, min: 1, max: 5 },
    Colour: { type: "string", min: 1, max: 20 },
    Unit: { type: "string", enum: ["METRE", "FOOT"] },
    Load: { type: "integer" },
    Since: { type: "timestamp" },
    Flag: { type: "boolean" },
    ShelfNotFoundException: { type: "structure", members: { message: { shape: "Colour" } } },
    InvalidParameterException: { type: "structure", members: { message: { shape: "Colour" } } },
    ValidationException: { type: "structure", members: { message: { shape: "Colour" } } },
  },
};
const prefix = "Warehouse_20260101";

/** The model with another request, result or errors of its operation. */
function other(parts: { readonly Request?: Partial<Shape>; readonly Result?: Partial<Shape>; readonly errors?: readonly string[] }): ServiceModel {
  const { Request, Result } = model.shapes as { Request: Shape; Result: Shape };
  const shapes = { ...model.shapes, Request: { ...Request, ...parts.Request }, Result: { ...Result, ...parts.Result } };
  const [operation] = model.operations as [ModelledOperation];
  return { ...model, shapes, operations: [{ ...operation, ...(parts.errors === undefined ? {} : { errors: parts.errors.map((shape) => ({ shape })) }) }] };
}

async function judge(decisions: PageServiceDecisions = {}, jsonVersion: "1.0" | "1.1" = "1.1", of = model): Promise<RunRecord> {
  const [operation] = of.operations as [ModelledOperation];
  const text = renderedPage(of, operation, "broken");
  const page = join(makeFolder(), "DescribeShelf.txt");
  writeFileSync(page, text);
  const { contract } = judgedContract({ page, targetPrefix: prefix, jsonVersion });
  const service = pageService(extractContract(text).contract, prefix, { mediaType: `application/x-amz-json-${jsonVersion}`, ...decisions });
  const clock = createVirtualClock(startTime);
  const transport = createDirectTransport(service, clock);
  const finished = await judgeTarget({ settings: resolveSettings({ cases: 10 }, {}), transport, clock, runId: "test000000", credentials, contract });
  return finished.record;
}

const failedOf = ({ checks }: RunRecord): readonly string[] => checks.flatMap(({ id, status }) => (status === "failed" ? [id] : []));

describe("a run by a page that the user has", () => {
  it.each(["1.0", "1.1"] as const)("holds nothing against a service that keeps it, in AWS JSON %s", async (jsonVersion) => {
    const record = await judge({}, jsonVersion);
    expect(failedOf(record)).toEqual([]);
    expect(rulingOf(record)).toMatchObject({ verdict: "conforms", exit: 0 });
    expect(record.suite.contract.operation).toBe("DescribeShelf");
    expect(record.checks.filter(({ level, status }) => level === "must" && status === "passed").length).toBeGreaterThan(15);
  });

  it.each([
    ["requires no member", other({ Request: { required: [] } })],
    ["constrains no member", other({ Request: { required: [], members: { Load: { shape: "Load" }, IsOpen: { shape: "Flag" } } } })],
    ["takes no member", other({ Request: { required: [], members: {} } })],
    ["lists no error", other({ errors: [] })],
    ["returns nothing", other({ Result: { members: {} } })],
  ])("reaches a verdict where the operation %s", async (_title, of) => {
    const record = await judge({}, "1.1", of);
    const open = record.checks.flatMap(({ id, level, status, reason }) => (level === "must" && status !== "passed" ? [[id, status, reason]] : []));
    expect(open).toEqual([]);
    expect(rulingOf(record)).toMatchObject({ verdict: "conforms", exit: 0 });
  });

  it.each<[string, PageServiceDecisions, ("1.0" | "1.1")?]>([
    ["knows nothing by any name", { knowsNothing: "ShelfNotFoundException" }],
    ["says where its errors are defined", { code: "com.amazonaws.warehouse#ValidationException" }, "1.0"],
    ["leaves members out", { result: ({ ShelfName }) => ({ ShelfName }) }],
    ["has members that the page does not know", { result: (result) => ({ ...result, Shade: [null, { a: 1 }] }) }],
  ])("holds nothing against one that %s", async (_title, decisions, jsonVersion) => {
    expect(failedOf(await judge(decisions, jsonVersion))).toEqual([]);
  });

  const limited = other({ Request: { required: [], members: { Limit: { shape: "Depth" }, Marker: { shape: "Name" }, ShelfName: { shape: "Name" } } } });

  it.each<[string, PageServiceDecisions, ServiceModel?]>([
    ["looks up nothing where the name of a thing is left out", { refusal: (_, broken) => (broken === "required" ? "ShelfNotFoundException" : undefined) }],
    [
      "takes a limit only beside a name, as its page may say",
      { refusal: (input, broken) => (broken === undefined && "Limit" in input && !("ShelfName" in input) ? "ValidationException" : undefined) },
      limited,
    ],
    [
      "has a code of its own for tokens",
      { refusal: ({ Marker = "abc" }) => (Marker === "abc" || Marker === null ? undefined : "InvalidMarkerException") },
      limited,
    ],
  ])("holds no must against one that %s", async (_title, decisions, of) => {
    const { checks } = await judge(decisions, "1.1", of);
    expect(checks.flatMap(({ id, level, status }) => (level === "must" && status === "failed" ? [id] : []))).toEqual([]);
  });

  it("catches one that refuses a limit for its value", async () => {
    const refusal: PageServiceDecisions["refusal"] = ({ Limit }) => (Limit === 64 ? "ValidationException" : undefined);
    expect(failedOf(await judge({ refusal }, "1.1", limited))).toContain("request/limit/accepts-edges");
  });

  it.each<[errors: readonly string[], level: string, expected: string]>([
    [["ShelfNotFoundException"], "should", "the code ValidationException"],
    [["ShelfNotFoundException", "InvalidParameterException"], "must", "the code ValidationException or InvalidParameterException"],
  ])("demands the codes that a page lists: %j", async (errors, level, expected) => {
    const { checks } = await judge({ code: "ShelfIsOddException" }, "1.1", other({ errors }));
    const check = checks.find(({ id }) => id === "error/code/of-broken-constraint");
    expect(check).toMatchObject({ level, status: "failed", violations: expect.arrayContaining([expect.objectContaining({ expected })]) as unknown });
  });

  it("shows a broken request with all members that are required", async () => {
    const { checks } = await judge({ unchecked: ["Depth"] });
    const { counterexample } = checks.find(({ id }) => id === "request/refuses-generated") ?? {};
    expect(JSON.stringify(counterexample?.request.body)).toContain("ShelfName");
  });

  it.each<[string, PageServiceDecisions, string]>([
    ["looks at no constraint of a number", { unchecked: ["Depth"] }, "request/depth/refuses-wrong-range"],
    ["looks at no constraint of a text", { unchecked: ["ShelfName"] }, "request/shelf-name/refuses-wrong-pattern"],
    ["takes any value where few are listed", { unchecked: ["Unit"] }, "request/unit/refuses-wrong-values"],
    ["takes lists of any size", { unchecked: ["Colours"] }, "request/colours/refuses-wrong-size"],
    ["takes text for a number", { coerces: true }, "request/depth/refuses-wrong-type"],
    ["misses no member that is required", { requiresNothing: true }, "request/shelf-name/refuses-missing"],
    ["reports errors with status 200", { statusOfErrors: 200 }, "request/depth/refuses-wrong-range"],
    ["reports broken constraints as a failure of its own", { statusOfErrors: 500, code: "InternalFailure" }, "request/depth/refuses-wrong-range"],
    ["gives a number as text", { result: (result) => ({ ...result, Load: "7" }) }, "response/types"],
    ["gives a date as text", { result: (result) => ({ ...result, Since: "2026-01-01T00:00:00Z" }) }, "response/types"],
    ["answers with a list", { result: () => [] }, "response/is-json-object"],
  ])("catches one that %s", async (_title, decisions, id) => {
    expect(failedOf(await judge(decisions))).toContain(id);
  });

  it("catches one that labels its answers with another version of AWS JSON", async () => {
    const record = await judge({ labelled: "application/x-amz-json-1.0" });
    expect(failedOf(record)).toEqual(expect.arrayContaining(["response/content-type", "error/content-type"]));
  });

  it("says what may be missing of the address of another service", async () => {
    const unknown = await judge({ refusal: () => "UnknownOperationException" });
    expect(unknown.meta.preflight).toMatchObject({
      outcome: "not-implemented",
      message: expect.stringMatching(/--signing-name.*--json-version 1\.0/u) as unknown,
    });
    const labelled = await judge({ labelled: "application/x-amz-json-1.0" });
    expect(labelled.meta.preflight.message).toContain("give --json-version 1.0");
  });

  it.each([
    [{ jsonVersion: "1.0" as const }, /--json-version 1\.0 is for the --page of another service/u],
    [{ jsonVersion: "1.0" as const, page: "page.txt", targetPrefix: "AWSGlue" }, /Glue uses AWS JSON 1\.1/u],
  ])("is refused where the version is not that of the service: %j", (options, message) => {
    expect(() => judgedContract(options)).toThrow(message);
  });
});

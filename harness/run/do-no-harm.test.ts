import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, it } from "vitest";
import type { WireRequest } from "../../properties/core/exchange.ts";
import { memberOf } from "../../spec/json.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { rulingOf } from "../../reports/verdict/verdict.ts";
import type { Contract } from "../../spec/contract.ts";
import { checkedInOperations, contractOf, contractsFolder } from "../../spec/contracts/shipped-contracts.ts";
import { makeFolder, removeFolders } from "../cli/command-line.testdata.ts";
import { renderedPage } from "../dev/contract/rendered-page.ts";
import type { ServiceModel } from "../../spec/models/service-model.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { answerOf, inputOf, refusalOf } from "../cases/exchange.testdata.ts";
import { judgedContract } from "../config/judged-contract.ts";
import { type RunOptions, resolveSettings } from "../config/settings.ts";
import { credentials, startTime } from "../proof/in-process.ts";
import type { Service } from "../reference/service/service.ts";
import { judgeTarget } from "./run-conformance.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";

afterAll(removeFolders);

/** By name, and by nothing that the suite itself decides by. */
const reading =
  "GetSession GetStatement GetTags ListSessions ListStatements DescribeShelf ListTables ListTasks ListShards ListKeys DescribeLogGroups ListSecrets ListExecutions".split(
    " ",
  );
const changing =
  "CancelStatement CreateSession DeleteSession RunStatement StopSession TagResource UntagResource DeleteShelf PutShelf AssembleShelf GetId".split(" ");

/** Names that no service has, and that read to who takes them for one that it has. */
const madeUp = ["GetNoSuchOperation", "GetMore", "GetGlueConformanceNoSuchOperation", ""];

interface Seen {
  readonly method: string;
  readonly target: string;
  readonly body: string;
  readonly type: string;
  readonly status: number;
}

type Mood = "accepts" | "crashes" | "throttles" | "accepts in the end";

/** A target that looks at nothing it is sent, but that it shows and lists the sessions that it was asked for. */
function laxTarget(mood: Mood): { readonly service: Service; readonly seen: Seen[] } {
  const seen: Seen[] = [];
  const ids = new Set<string>();
  const said = (request: WireRequest): ReturnType<typeof answerOf> => {
    const input = inputOf(request);
    const id = memberOf(input, "Id");
    if (typeof id === "string") ids.add(id);
    const known = { Ids: [...ids], Sessions: [...ids].map((one) => ({ Id: one, Status: "READY" })) };
    const accepted = answerOf(200, { ...known, Session: { Id: id, Status: "READY" }, Statement: { Id: 1 }, Statements: [], Tags: {}, ShelfName: "abc" });
    // Sessions can still be created.
    const isPlain = typeof id === "string" && id.startsWith("glue-conformance-") && !/subject-|absent/u.test(id);
    const turn = seen.length % 5;
    if (mood === "accepts" || isPlain || (mood === "accepts in the end" && turn === 4)) return accepted;
    return mood === "throttles" ? refusalOf("ThrottlingException") : answerOf(500, "crash");
  };
  const service: Service = (request) => {
    const answer = said(request);
    const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
    const body = Buffer.from(request.body).toString();
    seen.push({ method: request.method, target: headers.get("x-amz-target") ?? "", type: headers.get("content-type") ?? "", body, status: answer.status });
    return answer;
  };
  return { service, seen };
}

async function judge(contract: Contract, mood: Mood, options: RunOptions): Promise<{ readonly record: RunRecord; readonly seen: readonly Seen[] }> {
  const clock = createVirtualClock(startTime);
  const { service, seen } = laxTarget(mood);
  const settings = resolveSettings({ cases: 3, ...(mood === "accepts" ? {} : { effort: "quick", maxRequests: 40 }), ...options }, {});
  const transport = createDirectTransport(service, clock);
  const { record } = await judgeTarget({ settings, transport, clock, runId: "test000000", credentials, contract });
  return { record, seen };
}

/** The page of an unknown operation, with all of its members optional or one required. */
function pageOf(name: string, required: readonly string[]): Contract {
  const operation = { name, input: { shape: "Request" }, output: { shape: "Result" }, errors: [{ shape: "ValidationException" }] };
  const model: ServiceModel = {
    service: "warehouse",
    operations: [operation],
    shapes: {
      Request: { type: "structure", required: [...required], members: { ShelfName: { shape: "Name" }, Depth: { shape: "Depth" }, Id: { shape: "Name" } } },
      Result: { type: "structure", members: { ShelfName: { shape: "Name" } } },
      Name: { type: "string", min: 3, max: 40, pattern: "[a-zA-Z0-9_.-]+" },
      Depth: { type: "integer", min: 1, max: 64 },
      ValidationException: { type: "structure", members: { message: { shape: "Name" } } },
    },
  };
  return read(name, renderedPage(model, operation, "broken"), "Warehouse_20260101");
}

function read(name: string, text: string, targetPrefix: string): Contract {
  const page = join(makeFolder(), `${name}.txt`);
  writeFileSync(page, text);
  return judgedContract({ page, targetPrefix }).contract;
}

const pages = join(contractsFolder, "../../../shared/pages");
const found = existsSync(pages) ? readdirSync(pages).filter((name) => /^\w+\.\w+\.txt$|^DeleteSession\.txt$/u.test(name)) : [];

const contracts: readonly (readonly [name: string, contract: () => Contract])[] = [
  ...checkedInOperations().map((operation) => [operation, () => contractOf(operation)] as const),
  ...["DescribeShelf", "DeleteShelf", "PutShelf", "AssembleShelf", "GetId"].flatMap((operation) => [
    [`a page of ${operation}`, () => pageOf(operation, ["ShelfName"])] as const,
    [`a page of ${operation} that requires nothing`, () => pageOf(operation, [])] as const,
  ]),
  ...found.map((file) => [file, () => read(file, readFileSync(join(pages, file), "utf8"), "Another_20260101")] as const),
];

it.skipIf(found.length > 0)("has no pages of other services (skipped where ../shared/pages is there)", () => {
  expect(existsSync(pages)).toBe(false);
});

/** Names that a target may take for an operation: it, more than it, less than it. */
const alike = (operation: string): readonly string[] => [operation, `${operation}X`, operation.slice(0, operation.endsWith("s") ? -2 : -1)];

const moods: readonly Mood[] = ["accepts", "crashes", "throttles", "accepts in the end"];

// Other tests run at the same time.
const patienceMs = 60_000;

describe.each(contracts)("a run by %s over a target that takes whatever it is sent", { timeout: patienceMs }, (_name, contractFor) => {
  const contract = contractFor();
  const { operation } = contract;

  it("knows whether the operation changes something", () => {
    expect([reading.includes(operation), changing.includes(operation)]).toContain(true);
  });

  it.each(moods)("sends nothing that changes anything where it only observes: a target that %s", async (mood) => {
    const { record, seen } = await judge(contract, mood, { state: "observe" });
    const harmless = new Set([...reading, ...(changing.includes(operation) ? [] : alike(operation)), ...madeUp]);
    const names = seen.map(({ target }) => target.split(".").at(-1) ?? "");
    expect(names.filter((name) => !harmless.has(name))).toEqual([]);
    expect(seen.filter(({ method }) => !["POST", "GET"].includes(method))).toEqual([]);
    expect(seen.filter(({ target }) => changing.some((name) => target.toLowerCase().includes(name.toLowerCase())))).toEqual([]);
    expect(record.meta.suiteErrors).toEqual([]);
    if (!changing.includes(operation)) return;
    expect([seen.length, record.meta.preflight.outcome]).toEqual([0, "not-run"]);
    expect(rulingOf(record)).toMatchObject({ verdict: "incomplete", exit: 3 });
    expect(rulingOf(record).because).toMatch(new RegExp(`^Nothing was sent: ${operation} changes something, .* --state create\\.$`, "u"));
  });

  it.runIf(changing.includes(operation)).each(moods)("sends nothing broken after the first that is accepted: a target that %s", async (mood) => {
    const { record, seen } = await judge(contract, mood, { state: "create" });
    // A pattern matches the whole value.
    const anchored = (key: string, value: unknown): unknown => (key === "pattern" ? `^(?:${String(value)})$` : value);
    const isValid = new Ajv2020({ strict: false }).compile(JSON.parse(JSON.stringify(contract.request), anchored) as object);
    const isBroken = ({ target, body, method, type }: Seen): boolean => {
      if (method !== "POST" || target !== `${contract.targetPrefix ?? "AWSGlue"}.${operation}` || !/^application\/x-amz-json/iu.test(type)) return true;
      try {
        // What is null counts as left out.
        return !isValid(JSON.parse(body, (_key, value: unknown) => value ?? undefined));
      } catch {
        return true;
      }
    };
    const isOf = ({ target }: Seen): boolean => target.split(".").some((part) => part === "" || alike(operation).includes(part));
    const ofOperation = seen.filter((one) => isOf(one));
    const first = ofOperation.findIndex((one) => one.status === 200 && isBroken(one));
    expect(record.meta.suiteErrors).toEqual([]);
    expect(first === -1 && mood === "accepts").toBe(false);
    if (first === -1) return;
    // What takes the run's sessions away is sent all the same.
    const after = ofOperation.slice(first + 1).filter((one) => isBroken(one) || !/^(?:Delete|Stop)Session$/u.test(operation));
    expect(after.map(({ target, body }) => [target, body.slice(0, 80)])).toEqual([]);
    expect(record.meta.ended).toMatchObject([{ operation }]);
    expect(record.meta.ended?.[0]?.text).toMatch(
      new RegExp(`^${operation} accepted a request that .* nothing more of ${operation} is sent\\. The target may keep`, "u"),
    );
  });
});

describe("a target that accepts a broken request of an operation that changes something", { timeout: patienceMs }, () => {
  it.each([
    ["TagResource", contractOf("TagResource")],
    ["a page", pageOf("PutShelf", ["ShelfName"])],
    ["a page that requires nothing", pageOf("DeleteShelf", [])],
  ])("fails by it, and leaves the rest unexercised, with any concurrency and effort: %s", async (_name, contract) => {
    const verdicts = await Promise.all(
      [1, 8].flatMap((concurrency) =>
        (["quick", "standard"] as const).map(async (effort) => {
          const { record } = await judge(contract, "accepts", { state: "create", concurrency, effort });
          const failed = record.checks.filter(({ status, level, id }) => status === "failed" && level === "must" && id.includes("/refuses-"));
          const cut = record.checks.filter(({ reason }) => reason?.includes("nothing more of") === true).map(({ status }) => status);
          expect([rulingOf(record).exit, failed.length, failed[0]?.reproduced, new Set(cut)]).toEqual([1, 1, "1/1", new Set(["unexercised"])]);
          return [effort, failed.map(({ id }) => id), record.checks.map(({ id, status }) => [id, status])] as const;
        }),
      ),
    );
    for (const effort of ["quick", "standard"]) {
      const [one, other] = verdicts.filter(([name]) => name === effort);
      expect(one).toEqual(other);
    }
  });
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, expectTypeOf, it } from "vitest";
import { makeFolder, removeFolders } from "../cli/command-line.testdata.ts";
import { answerOf, operationOf } from "../cases/exchange.testdata.ts";
import {
  type Check,
  type ConformanceOptions,
  HarnessError,
  renderCtrf,
  renderHtml,
  renderJunit,
  renderMarkdown,
  runConformance,
  type RunRecord,
} from "./library.ts";
import { systemEnvironment } from "../reference/server/environment.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import { faults } from "../reference/faults/all-faults.ts";
import { answering, serveHttp } from "../transport/test-server.testdata.ts";
import { listen } from "../reference/server/http.ts";
import { createService, type Service } from "../reference/service/service.ts";
import { claimedRequest } from "../reference/service/testbed.testdata.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});
afterAll(removeFolders);

interface Target {
  readonly url: string;
  readonly requests: () => number;
  readonly sessions: () => Promise<unknown>;
}

async function target(service: Service = createService(systemEnvironment)): Promise<Target> {
  let requests = 0;
  const { url, close } = await listen((request) => {
    requests += 1;
    return service(request);
  });
  closers.push(close);
  const sessions = async (): Promise<unknown> => {
    const { body } = await service({ ...claimedRequest("ListSessions"), body: Buffer.from("{}") });
    return (JSON.parse(Buffer.from(body).toString()) as { Ids: unknown }).Ids;
  };
  return { url, requests: () => requests, sessions };
}

function faulty(name: string): Service {
  const fault = faults.find((one) => one.name === name);
  if (fault === undefined) throw new Error(`no fault is called ${name}`);
  return createChangedService(fault, systemEnvironment);
}

describe("runConformance()", () => {
  it("reports each check once as the record has it, those that pass while the run goes on", async () => {
    const { url, requests } = await target(faulty("max-results-numeric-text"));
    const reported: { readonly check: Check; readonly at: number }[] = [];
    const record = await runConformance({ endpoint: url, effort: "quick", onOutcome: (check) => void reported.push({ check, at: requests() }) });
    expect(reported.map(({ check }) => check).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(record.checks);
    expect(record).toMatchObject({ verdict: "fails", meta: { exit: 1 } });
    const early = reported.filter(({ at }) => at < requests() / 2);
    expect(early.length).toBeGreaterThan(20);
    expect(early.every(({ check }) => check.status === "passed")).toBe(true);
    expect(reported.filter(({ check }) => check.status === "failed").map(({ check, at }) => [check.id, at])).toEqual([
      ["request/max-results/refuses-wrong-type", requests()],
    ]);
  });

  it("ends by a signal with what was found, its sessions deleted", async () => {
    const { url, sessions } = await target();
    const abort = new AbortController();
    const record = await runConformance({ endpoint: url, effort: "quick", signal: abort.signal, onOutcome: () => abort.abort() });
    expect(record).toMatchObject({ verdict: "incomplete", meta: { exit: 130, interrupted: true } });
    expect(new Set(record.checks.map(({ status }) => status))).toEqual(new Set(["passed", "errored", "unexercised"]));
    expect(await sessions()).toEqual([]);
  });

  it("sends nothing where the signal was given before", async () => {
    const { url, requests } = await target();
    expect((await runConformance({ endpoint: url, signal: AbortSignal.abort() })).meta.exit).toBe(130);
    expect(requests()).toBe(0);
  });

  it("is rejected with what the callback throws, once, with its sessions deleted", async () => {
    const { url, sessions } = await target();
    let calls = 0;
    const onOutcome = (): void => {
      calls += 1;
      throw new RangeError("enough");
    };
    await expect(runConformance({ endpoint: url, effort: "quick", onOutcome })).rejects.toThrow(new RangeError("enough"));
    expect([calls, await sessions()]).toEqual([1, []]);
  });

  it("warns of sessions that it could not delete", async () => {
    const service = createService(systemEnvironment);
    const { url } = await target((request) =>
      operationOf(request) === "DeleteSession" ? answerOf(400, { __type: "AccessDeniedException" }) : service(request),
    );
    const warned = new Promise<string>((resolve) => process.once("warning", ({ message }) => resolve(message)));
    const { meta } = await runConformance({ endpoint: url, effort: "quick", settle: 0, only: ["paging/finds-every-session"] });
    expect(await warned).toMatch(/^\d+ sessions of this run are still on the target; delete them with: glue-conformance cleanup --run-id /u);
    expect(await warned).toContain(`--run-id ${meta.runId} --endpoint ${url}`);
  });

  it("takes headers by name, as a configuration does", async () => {
    const received = new Set<unknown>();
    const { url, close } = await serveHttp(answering((request, response) => void response.writeHead(403).end(void received.add(request.headers["x-key"]))));
    await runConformance({ endpoint: url, headers: { "X-Key": "k" }, header: ["x-other: o"], settle: 0, only: ["request/max-results"] });
    expect([...received]).toEqual(["k"]);
    await close();
  });

  it("takes a target of a configuration, and looks for none", async () => {
    const { url } = await target();
    const file = join(makeFolder(), "any.json");
    writeFileSync(file, JSON.stringify({ only: ["request/accepts-empty-input"], targets: { one: { endpoint: url }, two: {} } }));
    const record = await runConformance({ config: file, target: "one", effort: "quick" });
    expect([record.target.name, record.effort, record.verdict, record.meta.exit]).toEqual(["one", "quick", "incomplete", 0]);
    await expect(runConformance({ target: "one" })).rejects.toThrow(/^--target needs a configuration, and this folder has none/u);
  });

  it.each<readonly [options: object, message: RegExp]>([
    [{ endpoint: "nowhere" }, /^--endpoint "nowhere" is not an http\(s\) URL/u],
    [{ endpont: "http://user:secret@localhost" }, /^an option cannot be used: \/: unknown member "endpont"; the nearest option is endpoint\./u],
    [{ effort: "quik" }, /^an option cannot be used: \/effort: saw "quik", expected one of \["quick","standard","deep"\]\./u],
    [{ header: { "x-key": "secret" } }, /^an option cannot be used: \/header: expected an array of strings, each NAME:VALUE\./u],
    [{ headers: { "x-key": 1 } }, /^an option cannot be used: \/headers: expected an object of strings/u],
  ])("is rejected with a HarnessError where an option cannot be used: %j", async (options, message) => {
    const refused = runConformance(options);
    await expect(refused).rejects.toThrow(HarnessError);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.not.toThrow(/secret/u);
  });

  it("is typed", () => {
    expectTypeOf(runConformance).parameter(0).toEqualTypeOf<ConformanceOptions | undefined>();
    expectTypeOf(runConformance).returns.resolves.toEqualTypeOf<RunRecord>();
    // @ts-expect-error -- there is no such effort
    expectTypeOf<{ effort: "quik" }>().toExtend<ConformanceOptions>();
  });
});

describe("the renderers", () => {
  it("give what the command writes", async () => {
    const record = await runConformance({ only: ["request/accepts-empty-input"] });
    expect(await renderHtml(record)).toMatch(/^<!doctype html>/u);
    expect(await renderMarkdown(record)).toMatch(/^# `ListSessions` conformance: incomplete/u);
    expect(await renderJunit(record)).toMatch(/^<\?xml/u);
    expect(JSON.parse(await renderCtrf(record))).toMatchObject({ reportFormat: "CTRF" });
  });
});

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { WireRequest, WireResponse } from "../../properties/core/exchange.ts";
import { parseRunRecord } from "../../reports/documents/parse-run-record.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { renderTerminal } from "../../reports/text/terminal.ts";
import { rulingOf } from "../../reports/verdict/verdict.ts";
import { answerOf, inputOf, operationOf } from "../cases/exchange.testdata.ts";
import { requirementNotesOf } from "../config/requirement-note.ts";
import { judgeService } from "../reference/operations/bank.testdata.ts";
import { createService, type Service } from "../reference/service/service.ts";

const crash = answerOf(500, "<h1>Internal Server Error</h1>", { "content-type": "text/html" });

/** A body with every number of seconds since 1970 as a date in words, and the message of errors in lower case. */
function inWords({ body, ...answer }: WireResponse): WireResponse {
  const text = Buffer.from(body)
    .toString()
    .replaceAll(/(?<="(?:CreatedOn|CompletedOn)":)\d+(?:\.\d+)?/gu, (seconds) => JSON.stringify(new Date(Number(seconds) * 1000).toISOString()))
    .replaceAll('"Message":', '"message":');
  return { ...answer, body: Buffer.from(text) };
}

const isEmpty = (input: unknown): boolean => typeof input === "object" && input !== null && Object.keys(input).length === 0;

/** An emulator as somebody writes it by hand, in the order of a first day: each stage answers by what stands behind it. */
const stages: Readonly<Record<string, (service: Service, request: WireRequest) => ReturnType<Service>>> = {
  "crashes-on-all-but-the-empty-input": (service, request) => (operationOf(request) === "ListSessions" && isEmpty(inputOf(request)) ? service(request) : crash),
  "reads-no-member": (service, request) => {
    if (operationOf(request) !== "ListSessions") return service(request);
    return inputOf(request) === undefined ? crash : service({ ...request, body: Buffer.from("{}") });
  },
  "has-no-create-session": (service, request) =>
    operationOf(request) === "ListSessions" ? service(request) : answerOf(400, { __type: "UnknownOperationException", Message: "no such operation" }),
  "writes-dates-as-text": async (service, request) => inWords(await service(request)),
};

const emulators = ["moto", "localemu", "fakecloud"];

/** What the terminal shows, without what changes from run to run. */
function shown(record: RunRecord): string {
  const timeless = { ...record, meta: { ...record.meta, durationMs: 0 } };
  return renderTerminal(timeless, {
    colour: false,
    width: 80,
    ruling: rulingOf(record),
    runFile: "conformance-report/run.json",
    reports: ["conformance-report/report.html"],
    opening: false,
    requirementOf: requirementNotesOf(record),
  });
}

describe("what a run says of its failures", () => {
  it.each(Object.keys(stages))("of a hand-written emulator that %s", async (name) => {
    const { record } = await judgeService((world) => {
      const service = createService(world);
      return (request) => stages[name]?.(service, request) ?? service(request);
    });
    await expect(shown(record)).toMatchFileSnapshot(`../../reports/golden/targets/${name}.txt`);
  });

  it.each(emulators)("of %s, by its record", async (name) => {
    const record = parseRunRecord(readFileSync(new URL(`../../reports/emulators/${name}/run.json`, import.meta.url), "utf8"));
    await expect(shown(record)).toMatchFileSnapshot(`../../reports/golden/targets/${name}.txt`);
  });
});

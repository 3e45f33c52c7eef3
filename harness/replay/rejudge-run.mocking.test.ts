import { beforeAll, describe, expect, it, vi } from "vitest";
import type * as Table from "../../properties/table.ts";
import type { Property } from "../../properties/core/property.ts";
import { compareRuns } from "../../reports/compare/comparison.ts";
import { pairReportOf } from "../../reports/compare/comparison-report.ts";
import { renderPair } from "../../reports/compare/pair-terminal.ts";
import { parseJournal } from "../../reports/documents/parse-journal.ts";
import type { RunRecord } from "../../reports/record/run-record.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { answerOf } from "../cases/exchange.testdata.ts";
import { resolveSettings } from "../config/settings.ts";
import { htmlAnswer } from "../reference/server/plain-answers.ts";
import { createService, type Service } from "../reference/service/service.ts";
import { uuidFrom } from "../reference/server/seeded-random.ts";
import { worldOf } from "../reference/variants/variant.ts";
import { rejudge } from "./rejudge-run.ts";
import { judgeTarget } from "../run/run-conformance.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";

// Another version of the suite, which drops one demand and adds another.
const version = vi.hoisted(() => ({ isOther: false }));
vi.mock("../../properties/table.ts", async (importActual) => {
  const actual = await importActual<typeof Table>();
  const otherwise = (property: Property): Property => {
    if (property.kind !== "passive") return property;
    if (property.id === "error/is-json-object") return { ...property, watch: () => () => ({ violations: [] }) };
    const violation = { code: "wrong-type", pointer: "/body/Ids", expected: "what the other version expects", received: null } as const;
    return property.id === "response/types" ? { ...property, watch: () => () => ({ violations: [violation] }) } : property;
  };
  return {
    ...actual,
    propertiesOf: (...given: Parameters<typeof Table.propertiesOf>) =>
      version.isOther ? actual.propertiesOf(...given).map(otherwise) : actual.propertiesOf(...given),
  };
});

/** A service that answers as moto does: it checks no constraints, crashes on what it cannot read, and sends errors as HTML. */
function likeMoto(service: Service): Service {
  return async (request) => {
    const text = Buffer.from(request.body).toString();
    const answer = await service(request);
    if (answer.status === 200 || request.headers["x-amz-target"]?.endsWith("ListSessions") !== true) return answer;
    if (/"MaxResults":\s*["[{]|1e400|^\[/u.test(text)) return htmlAnswer(500, "Internal Server Error");
    return /"NextToken"/u.test(text) ? htmlAnswer(400, "Bad Request") : await service({ ...request, body: Buffer.from("{}") });
  };
}

/** A run against the reference service, changed, and its journal. */
async function judged(change: (service: Service) => Service): Promise<{ readonly record: RunRecord; readonly journal: string }> {
  let journal = "";
  const clock = createVirtualClock(Date.UTC(2026, 0, 1));
  const { random } = worldOf(clock, 1);
  const service = change(createService({ now: () => clock.now(), uuid: () => uuidFrom(random) }));
  const judging = {
    settings: resolveSettings({ cases: 10 }, {}),
    transport: createDirectTransport(service, clock),
    clock,
    runId: "0123456789",
    credentials: { found: { accessKeyId: "test", secretAccessKey: "test" } },
  };
  const { record } = await judgeTarget(judging, { journal: (line) => (journal += line.toString()) });
  return { record, journal };
}

let record: RunRecord;
let journal: string;

beforeAll(async () => {
  ({ record, journal } = await judged(likeMoto));
}, 60_000);

describe("rejudge()", () => {
  it("changes nothing of a failing run with the version that judged it", async () => {
    const failed = record.checks.filter(({ status }) => status === "failed").map(({ id }) => id);
    expect(record.verdict).toBe("fails");
    expect(failed).toEqual(
      expect.arrayContaining(["error/is-json-object", "request/max-results/refuses-wrong-range", "request/max-results/refuses-wrong-type"]),
    );
    const again = await rejudge(record, parseJournal(journal));
    expect([again.record.verdict, [...again.unsettled]]).toEqual([record.verdict, []]);
    expect(again.record.checks).toEqual(record.checks);
    const { changes, regression } = compareRuns(record, again.record);
    expect([[...new Set(changes.map(({ kind }) => kind))], regression]).toEqual([["still-failing"], false]);
  });

  it("changes nothing of a run whose sessions were never listed", async () => {
    const run = await judged((service) => async (request) => {
      const lists = request.headers["x-amz-target"]?.endsWith("ListSessions") === true;
      const answer = await service(request);
      return lists && answer.status === 200 ? answerOf(200, { Ids: [], Sessions: [] }) : answer;
    });
    expect(run.record.checks.find(({ id }) => id === "sessions/follow-the-model")).toMatchObject({ status: "unexercised" });
    expect((await rejudge(run.record, parseJournal(run.journal))).record.checks).toEqual(run.record.checks);
  });

  it("changes nothing of a run that went on with another spelling of header names", async () => {
    const run = await judged((service) => async (request) => {
      const { "X-Amz-Target": target = "", ...headers } = request.headers;
      return await service({ ...request, headers: { ...headers, "x-amz-target": target } });
    });
    const failed = run.record.checks.filter(({ status }) => status === "failed");
    expect(failed.map(({ id }) => id)).toEqual(["protocol/header-names/any-case"]);
    expect((await rejudge(run.record, parseJournal(run.journal))).record.checks).toEqual(run.record.checks);
  });

  it("shows what another version judges differently, in the form of a comparison", async () => {
    version.isOther = true;
    try {
      const again = await rejudge(record, parseJournal(journal));
      const comparison = compareRuns(record, again.record);
      const changed = comparison.changes.filter(({ kind }) => kind !== "still-failing").map(({ kind, id }) => [kind, id]);
      expect(changed).toEqual([
        ["newly-failing", "response/types"],
        ["newly-passing", "error/is-json-object"],
      ]);
      const text = renderPair(pairReportOf(comparison), { colour: false, width: 200 });
      expect(text).toMatch(/Newly failing \(1\)\n {2}✗ must response\/types\n[^]*expected {2}what the other version expects\n/u);
      expect(text).toMatch(/Newly passing \(1\)\n {2}\+ must error\/is-json-object: failed before: /u);
    } finally {
      version.isOther = false;
    }
  });
});

import { describe, expect, it } from "vitest";
import { propertiesOf } from "../properties/table.ts";
import { parseRunRecord } from "../reports/documents/parse-run-record.ts";
import { contractOf } from "../spec/contracts/shipped-contracts.ts";
import { createFaultyService } from "./reference/faults/fault.ts";
import { faults } from "./reference/faults/all-faults.ts";
import { joinedPairFaults } from "./reference/faults/joined-pairs.ts";
import { looseTagFaults } from "./reference/faults/loose-tags.ts";
import { oddTagFaults } from "./reference/faults/odd-tags.ts";
import { tagReadingFaults } from "./reference/faults/tag-readings.ts";
import { givenSessions, judgeGiven, type ObservedRun } from "./reference/service/given.testdata.ts";
import { idleServers } from "./reference/stubs/all-stubs.ts";
import { seededRandom, uuidFrom } from "./reference/server/seeded-random.ts";
import { createService, type Service } from "./reference/service/service.ts";
import { createVariantService, type World } from "./reference/variants/variant.ts";
import { variants } from "./reference/variants/all-variants.ts";

const environmentOf = ({ clock, random }: World): Parameters<typeof createService>[0] => ({ now: () => clock.now(), uuid: () => uuidFrom(random) });

const reference = (world: World): Service => createService(environmentOf(world));

function statusesOf({ record }: ObservedRun): Readonly<Record<string, string>> {
  return Object.fromEntries(record.checks.map(({ id, status }) => [id, status]));
}

/** A few of a bank, drawn by a seed that never changes. */
function sampleOf<T>(bank: readonly T[], count: number): readonly T[] {
  const random = seededRandom(7);
  return bank
    .map((one) => ({ one, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ one }) => one)
    .slice(0, count);
}

const designed: ReadonlySet<unknown> = new Set([...joinedPairFaults, ...looseTagFaults, ...tagReadingFaults, ...oddTagFaults]);

/** Properties that need sessions of their own, which no run over given sessions makes. */
const exclusive: ReadonlySet<string> = new Set(propertiesOf(contractOf("ListSessions")).flatMap(({ id, needs }) => (needs === "exclusive" ? [id] : [])));

describe("a run over sessions that are there", () => {
  it("judges all that needs no change, and says why the rest is not judged", async () => {
    const run = await judgeGiven(reference);
    const open = run.record.checks.filter(({ status }) => status !== "passed");
    expect(run.ruling).toMatchObject({ verdict: "incomplete", exit: 0, because: expect.stringContaining("--state observe") });
    expect(open.filter(({ level, reason }) => level === "must" || reason === undefined || reason === "")).toEqual([]);
    expect(statusesOf(run)).toMatchObject({
      "filters/single-pair/exact": "passed",
      "filters/several-pairs/all": "passed",
      "paging/finds-every-session": "passed",
      "sessions/listed-as-gotten": "passed",
      "sessions/listed-as-created": "unexercised",
      "sessions/gone-after-delete": "skipped",
    });
    expect(parseRunRecord(JSON.stringify(run.record)).target.state).toBe("observe");
  });

  it("asks for nothing that could change a session", async () => {
    const { operations } = await judgeGiven(reference);
    expect([...operations].filter((name) => /create|delete|stop|tag|update|cancel|run|start/iu.test(name))).toEqual([]);
    expect(operations).toContain("GetSession");
  });

  it("says that the fixture is wrong where a session is not there", async () => {
    const { ruling, record } = await judgeGiven(reference, { given: [...givenSessions, { id: "never-made", tags: {} }] });
    expect(ruling).toMatchObject({ verdict: "incomplete", exit: 3, because: expect.stringMatching(/"never-made" is not listed, .* Correct --fixture/u) });
    expect(record.meta.preflight.outcome).toBe("fixture");
  });

  it("fails a target that shows a session and lists it nowhere", async () => {
    const hiding = (world: World): Service => {
      const service = reference(world);
      return async (request) => {
        const answer = await service(request);
        if (request.headers["x-amz-target"]?.endsWith("ListSessions") !== true) return answer;
        const text = Buffer.from(answer.body).toString();
        if (!text.includes('"given-3"')) return answer;
        const { Ids, Sessions, ...rest } = JSON.parse(text) as { readonly Ids: readonly string[]; readonly Sessions: readonly { readonly Id: string }[] };
        const shown = { ...rest, Ids: Ids.filter((id) => id !== "given-3"), Sessions: Sessions.filter(({ Id }) => Id !== "given-3") };
        return { ...answer, headers: { "content-type": "application/x-amz-json-1.1" }, body: Buffer.from(JSON.stringify(shown)) };
      };
    };
    const run = await judgeGiven(hiding, { effort: "quick" });
    expect(run.ruling).toMatchObject({ verdict: "fails", exit: 1 });
    expect(statusesOf(run)["paging/finds-every-session"]).toBe("failed");
  });

  it("judges what it can by sessions without tags", async () => {
    const run = await judgeGiven(reference, { given: givenSessions.slice(3, 5).map(({ id }) => ({ id, tags: {} })), effort: "quick" });
    expect(run.ruling.exit).toBe(0);
    expect(run.record.checks.find(({ id }) => id === "filters/single-pair/exact")).toMatchObject({
      status: "skipped",
      reason: "no session of the fixture carries a tag that it can be judged by",
    });
  });

  it("catches four of five faults of a sample, and sends nothing that changes a session for any", async () => {
    const sample = sampleOf(
      // Nobody made the given sessions so that a looser comparison lists another one.
      faults
        .filter((fault) => !designed.has(fault))
        .filter(({ checkAuth, caughtBy }) => checkAuth !== true && !exclusive.has(caughtBy) && !/^sessions\/(?!listed-as-gotten|timestamps)/u.test(caughtBy)),
      12,
    );
    const missed: string[] = [];
    for (const fault of sample) {
      const { record } = await judgeGiven((world) => createFaultyService(fault, environmentOf(world)));
      expect(record.meta.suiteErrors).toEqual([]);
      if (record.checks.find(({ id }) => id === fault.caughtBy)?.status !== "failed") missed.push(fault.name);
    }
    expect(missed).toSatisfy(({ length }: readonly string[]) => length <= sample.length / 5);
  });

  it("accuses no variant of a sample", async () => {
    const quiet = variants.filter(({ name, onWire }) => onWire !== true && !/^(?:account-takes-two|signatures-checked)/u.test(name));
    for (const variant of sampleOf(quiet, 8)) {
      const { record, ruling } = await judgeGiven((world) => createVariantService(variant, world), { effort: "quick" });
      const failed = record.checks.filter(({ id, level, status }) => status === "failed" && (level === "must" || !variant.mayFail.includes(id)));
      expect({ name: variant.name, failed: failed.map(({ id }) => id), exit: ruling.exit }).toEqual({ name: variant.name, failed: [], exit: 0 });
    }
  });

  it("passes no idle server", async () => {
    for (const { name, service } of idleServers) {
      const { ruling } = await judgeGiven(service, { effort: "quick" });
      expect({ name, exit: ruling.exit }).toEqual({ name, exit: expect.toSatisfy((exit: number) => exit === 1 || exit === 3) });
    }
  });
});

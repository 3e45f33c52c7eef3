import { describe, expect, it } from "vitest";
import { parseJournal } from "../../reports/documents/parse-journal.ts";
import { createDirectTransport } from "../transport/direct-transport.ts";
import { type RunOptions, resolveSettings } from "../config/settings.ts";
import { createChangedService } from "../reference/faults/changed-service.ts";
import { faults } from "../reference/faults/all-faults.ts";
import { createService, type Service } from "../reference/service/service.ts";
import { type World, worldOf } from "../reference/variants/variant.ts";
import { variants } from "../reference/variants/all-variants.ts";
import { type FinishedRun, judgeTarget } from "../run/run-conformance.ts";
import { judgeStored } from "./stored-run.ts";
import { idleServers } from "../reference/stubs/all-stubs.ts";
import { uuidFrom } from "../reference/server/seeded-random.ts";
import { createVirtualClock } from "../runtime/virtual-clock.ts";
import type { Environment } from "../reference/service/decisions.ts";

interface Journalled extends FinishedRun {
  readonly journal: string;
}

async function run(serviceIn: (world: World) => Service, options: RunOptions = {}): Promise<Journalled> {
  const clock = createVirtualClock(Date.UTC(2026, 0, 1));
  const service = serviceIn(worldOf(clock, 1));
  let journal = "";
  const judging = {
    settings: resolveSettings({ cases: 10, ...options }, {}),
    transport: createDirectTransport(service, clock),
    clock,
    runId: "0123456789",
    credentials: { found: { accessKeyId: "test", secretAccessKey: "test" } },
  };
  return { ...(await judgeTarget(judging, { journal: (line) => (journal += line.toString()) })), journal };
}

async function expectSame({ record, ruling, journal }: Journalled): Promise<void> {
  const again = await judgeStored(parseJournal(journal), { trusting: false });
  expect([...again.gaps]).toEqual([]);
  expect(again.record.checks).toEqual(record.checks);
  expect(again.ruling).toEqual(ruling);
  expect(again.record.requests).toBe(record.requests);
}

const environmentOf = ({ clock, random }: World): Environment => ({ now: () => clock.now(), uuid: () => uuidFrom(random) });
const some = <T>(bank: readonly T[], every: number): readonly T[] => bank.filter((_, index) => index % every === 0);

/** Variants whose stored answers are redacted, or that answer some requests only on a retry. */
const reported: ReadonlySet<string> = new Set(["account-of-30", "throttling", "internal-errors-at-times"]);

describe("judgeStored()", () => {
  it("finds of the reference service what the run found", async () => {
    const journalled = await run((world) => createService(environmentOf(world)));
    expect(journalled.ruling.exit).toBe(0);
    await expectSame(journalled);
  });

  it.each(some(faults, 140))("finds of the fault $name what the run found", async (fault) => {
    const journalled = await run((world) => createChangedService(fault, environmentOf(world)), fault.checkAuth === true ? { checkAuth: true } : {});
    expect(journalled.record.checks.find(({ id }) => id === fault.caughtBy)?.status).toBe("failed");
    await expectSame(journalled);
  });

  it.each(variants.filter(({ name }) => reported.has(name)))("finds of the variant $name what the run found", async (variant) => {
    await expectSame(await run((world) => createChangedService(variant, world), { effort: "quick" }));
  });

  it.each(some(idleServers, 14))("finds of the idle server $name what the run found", async ({ service }) => {
    await expectSame(await run(service, { effort: "quick", maxFailures: 3 }));
  });
});

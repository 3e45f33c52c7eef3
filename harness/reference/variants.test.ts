import { describe, expect, it } from "vitest";
import { propertiesOf } from "../../properties/table.ts";
import { contractOf } from "../../spec/contracts.ts";
import { systemClock } from "../clock.ts";
import { createHttpTransport } from "../http-transport.ts";
import type { FinishedRun } from "../run-conformance.ts";
import { judgeService, judgeThrough } from "./bank.testdata.ts";
import { listen } from "./http.ts";
import { createVariantService, type Variant, worldOf } from "./variant.ts";
import { variants } from "./variants.ts";

const inProcess = variants.filter(({ onWire }) => onWire !== true);
const onWire = variants.filter((variant) => variant.onWire === true);

/** What a run holds against its target: the ids of failed properties at one level. */
function failed({ record }: FinishedRun, level: "must" | "should"): readonly string[] {
  return record.checks.filter((check) => check.status === "failed" && check.level === level).map(({ id }) => id);
}

/** Verdict, status and failures as they are to be; in one value, so that a failing test shows all of it. */
function findings(run: FinishedRun): object {
  const { verdict, exit, because } = run.ruling;
  return { verdict, exit, must: failed(run, "must"), should: failed(run, "should"), ...(exit === 0 ? {} : { because }) };
}

async function judgeOnWire(variant: Variant): Promise<FinishedRun> {
  const listener = await listen(createVariantService(variant, worldOf(systemClock, 1)), variant.adjust === undefined ? {} : { adjust: variant.adjust });
  const transport = createHttpTransport(new URL(listener.url), { timeoutMs: 10_000, connectTimeoutMs: 3_000, bodyLimit: 8 * 1024 * 1024, connections: 8 });
  try {
    return await judgeThrough(transport, systemClock, { endpoint: listener.url });
  } finally {
    await transport.close();
    await listener.close();
  }
}

describe("variants", () => {
  it("have names of their own", () => {
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
  });

  it("may fail properties that there are, and that are should", () => {
    const shoulds = new Set(propertiesOf(contractOf("ListSessions")).flatMap(({ id, level }) => (level === "should" ? [id] : [])));
    expect(variants.flatMap(({ mayFail }) => mayFail).filter((id) => !shoulds.has(id))).toEqual([]);
  });

  it.each(inProcess)("$name: $title", async (variant) => {
    const run = await judgeService((world) => createVariantService(variant, world));
    expect(findings(run)).toEqual({ verdict: "conforms", exit: 0, must: [], should: variant.mayFail.toSorted() });
  });

  it.each(onWire)("$name, over sockets: $title", async (variant) => {
    const run = await judgeOnWire(variant);
    expect(findings(run)).toEqual({ verdict: "conforms", exit: 0, must: [], should: variant.mayFail.toSorted() });
  });
});

import { describe, expect, it } from "vitest";
import { propertiesOf } from "../../../properties/table.ts";
import { contractOf } from "../../../spec/contracts/shipped-contracts.ts";
import { systemClock } from "../../runtime/clock.ts";
import { createHttpTransport } from "../../transport/http-transport.ts";
import type { FinishedRun } from "../../run/run-conformance.ts";
import { expectFindings, judgeService, judgeThrough } from "../operations/bank.testdata.ts";
import { listen } from "../server/http.ts";
import { type Variant, worldOf } from "./variant.ts";
import { createChangedService } from "../faults/changed-service.ts";
import { variants } from "./all-variants.ts";

async function judgeOverSockets(variant: Variant): Promise<FinishedRun> {
  const { url, close } = await listen(createChangedService(variant, worldOf(systemClock, 1)), variant.adjust === undefined ? {} : { adjust: variant.adjust });
  const transport = createHttpTransport(new URL(url), { timeoutMs: 10_000, connectTimeoutMs: 3_000, bodyLimit: 8 * 1024 * 1024, connections: 8 });
  try {
    return await judgeThrough(transport, systemClock, { endpoint: url });
  } finally {
    await transport.close();
    await close();
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

  it("refuse bad signatures where they check signatures", async () => {
    const checking = variants.filter(({ checksSignatures }) => checksSignatures === true);
    const runs = await Promise.all(checking.map((variant) => judgeService((world) => createChangedService(variant, world), { checkAuth: true })));
    expect(runs.map(({ ruling }) => ruling.verdict)).toEqual(checking.map(() => "conforms"));
    expect(runs.map(({ record }) => record.checks.find(({ id }) => id === "authentication/refuses-bad-signatures")?.status)).toEqual(
      checking.map(() => "passed"),
    );
  });

  it.each(["token-empty-at-end", "token-empty-under-filters"])("are not remarked on where the last page has an empty token: %s", async (name) => {
    const named = variants.filter((one) => one.name === name);
    expect(named).toHaveLength(1);
    const [reported, usual] = await Promise.all(
      [...named, {}].map(async (one) => {
        const { record } = await judgeService((world) => createChangedService(one, world));
        return record.checks.map(({ id, status, observations, violations }) => ({ id, status, observations, violations }));
      }),
    );
    expect(reported).toEqual(usual);
  });

  // `glue-conformance proof` judges every variant with every seed; here is one of each kind.
  for (const variant of variants.filter((_, index) => index % 16 === 3)) {
    it(`${variant.name}: ${variant.title}`, async () => {
      expectFindings(variant.onWire === true ? await judgeOverSockets(variant) : await judgeService((world) => createChangedService(variant, world)), variant);
    });
  }
});

import { describe, expect, it } from "vitest";
import type { WireRequest } from "../properties/core/exchange.ts";
import { memberOf } from "../properties/core/json.ts";
import { judgeService } from "./reference/operations/bank.testdata.ts";
import { createVariantService, type Variant, type World } from "./reference/variants/variant.ts";
import { variants } from "./reference/variants/all-variants.ts";

interface Creation {
  readonly id: unknown;
  readonly tags: number;
  readonly status: number;
}

/** A run of the filters against a variant, and what became of the sessions that it asked for. */
async function creationsAt(name: string): Promise<{ readonly creations: readonly Creation[]; readonly failed: readonly string[] }> {
  const variant = variants.find((one) => one.name === name) as Variant;
  const creations: Creation[] = [];
  const listening = (world: World): ReturnType<typeof createVariantService> => {
    const service = createVariantService(variant, world);
    return async (request: WireRequest) => {
      const answer = await service(request);
      const input: unknown =
        request.headers["x-amz-target"]?.endsWith(".CreateSession") === true ? JSON.parse(Buffer.from(request.body).toString()) : undefined;
      if (input !== undefined) creations.push({ id: memberOf(input, "Id"), tags: Object.keys(memberOf(input, "Tags") ?? {}).length, status: answer.status });
      return answer;
    };
  };
  const { record } = await judgeService(listening, { only: ["filters/single-pair/exact", "filters/single-pair/any-character"] });
  return {
    creations,
    failed: record.checks.filter(({ id, status }) => id.startsWith("filters/single-pair/") && status !== "passed" && status !== "skipped").map(({ id }) => id),
  };
}

describe("sessions of the run", () => {
  it("are created with their own tags alone where a target refuses those of the plan, and filters are judged by them", async () => {
    const { creations, failed } = await creationsAt("ten-tags-a-session");
    const made = creations.filter(({ status }) => status === 200);
    // The session with many tags of its own is not to be had.
    expect(made).toHaveLength(44);
    expect(Math.max(...made.map(({ tags }) => tags))).toBeLessThanOrEqual(10);
    expect(failed).toEqual([]);
  });

  it("are asked for once where a target has no room for more", async () => {
    const { creations } = await creationsAt("account-takes-two");
    const refused = creations.filter(({ status }) => status !== 200).map(({ id }) => id);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused).size).toBe(refused.length);
  });
});
